/**
 * What catching up remembers between two starts.
 *
 * @module maxun-api/catch-up-cursor
 */
import { randomUUID } from 'node:crypto';
import { readFile, rename, rm, writeFile } from 'node:fs/promises';
import { StoreError } from '../errors/index.ts';

/** How far catching up has come. */
export interface CatchUpState {
  /** Runs that ended before are dealt with, but for those in `failed`; in milliseconds since 1970. */
  readonly from: number;
  /** The runs that ended since and are dealt with, by their ids: when they ended, in milliseconds since 1970. */
  readonly settled: Readonly<Record<string, number>>;
  /** Ids of runs that could not be given to the receiver yet. */
  readonly failed: readonly string[];
}

/** Keeps a {@link CatchUpState}. */
export interface CatchUpCursor {
  /** @returns what was saved last; `undefined` if nothing was */
  load(): Promise<CatchUpState | undefined>;
  /**
   * Keeps a state instead of the one that was saved before.
   *
   * @param state of now
   */
  save(state: CatchUpState): Promise<void>;
}

/**
 * Keeps the state in a file, which is replaced as a whole. `cursor: 'catch-up.json'` is short for it.
 *
 * @param path of the file; made if it is missing
 * @returns the cursor; its methods reject with a `StoreError` if the file is damaged, or cannot be read or written
 * @throws {TypeError} if the path is empty
 */
export function fileCursor(path: string): CatchUpCursor {
  if (typeof path !== 'string' || path.trim() === '') {
    throw new TypeError(
      'The path of the cursor is empty: expected the path of a file. Is its environment variable set?',
    );
  }
  return {
    async load() {
      const text = await readFile(path, 'utf8').catch((cause: NodeJS.ErrnoException) => {
        if (cause.code === 'ENOENT') return undefined;
        throw unusable(path, 'cannot be read. Check its permissions', cause);
      });
      return text === undefined ? undefined : stateOf(text, path);
    },
    async save(state) {
      const written = `${path}.${randomUUID()}`;
      try {
        await writeFile(written, JSON.stringify(state), { mode: 0o600, flush: true });
        await rename(written, path);
      } catch (cause) {
        await rm(written, { force: true }).catch(() => undefined);
        throw unusable(path, 'cannot be written. Check that its folder exists and has space', cause);
      }
    },
  };
}

function stateOf(text: string, path: string): CatchUpState {
  const state = parse(text);
  if (isState(state)) return state;
  const message = `The cursor ${path} is damaged. Delete it, and say by \`since\` from when on runs are caught up.`;
  throw new StoreError('ERR_WEBHOOK_STORE_CORRUPT', message);
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/**
 * With a `from` that is not a number no run would ever be caught up.
 *
 * @param state what a cursor loaded, perhaps one of the caller's own
 * @returns it; `undefined` if nothing was saved
 * @throws {StoreError} ERR_WEBHOOK_STORE_CORRUPT if it is something else
 */
export function loadedState(state: unknown): CatchUpState | undefined {
  if (state === undefined || state === null || isState(state)) return state ?? undefined;
  const message =
    'The cursor loaded something that `save` was not given. Expected { from, settled, failed }, or undefined if nothing was saved.';
  throw new StoreError('ERR_WEBHOOK_STORE_CORRUPT', message);
}

function isState(value: unknown): value is CatchUpState {
  const { from, settled, failed } = Object(value) as Partial<CatchUpState>;
  if (typeof settled !== 'object' || settled === null || !Array.isArray(failed)) return false;
  return [from, ...Object.values(settled)].every((time) => Number.isFinite(time));
}

function unusable(path: string, what: string, cause: unknown): StoreError {
  return new StoreError('ERR_WEBHOOK_STORE_UNAVAILABLE', `The cursor ${path} ${what}.`, { cause });
}
