/**
 * Catching up: gives a receiver the runs whose webhooks it did not get.
 *
 * @module maxun-api/catch-up
 * @see docs/guides/never-lose-a-run.md
 */
import { setMaxListeners } from 'node:events';
import { loadedState } from './catch-up-cursor.ts';
import {
  type CatchUpOptions,
  type CatchUpReport,
  type CatchUpSettings,
  catchUpSettings,
} from './catch-up-options.ts';
import { CatchUpPass } from './catch-up-pass.ts';
import { CatchUpProgress } from './catch-up-progress.ts';

/** Catching up that goes on until it is closed. */
export interface CatchUp extends AsyncDisposable {
  /** Stops: ends what it asks of the API, lets running handlers finish, and saves how far it has come. A second call waits for the first. */
  close(): Promise<void>;
}

/** The first pass begins within so many milliseconds, so that processes which start together do not ask together. */
const MAX_START_MS = 5_000;
/** While passes fail, the time between them doubles up to this, in milliseconds: an hour. */
const MAX_BACK_OFF_MS = 3_600_000;
const JITTER = 0.1;

/**
 * Asks Maxun's API again and again for runs that have ended, and gives the receiver each one that it has not received, as an event with
 * `source: 'catch-up'`: `run_completed`, `run_failed` with the text of the log, or `run_aborted`. A webhook that arrives later is a
 * duplicate. Several processes can do this for receivers that share an inbox or a dedupe store.
 *
 * @param options `api`, `receiver`, which runs, how often
 * @returns it, running; close it before the receiver
 * @throws {TypeError} if an option cannot be used
 * @throws {RangeError} if a number is out of its range, or the runtime does not know `timeZone` or `locale`
 * @example
 * ```ts
 * const catching = catchUp({ api: maxunApi({ baseUrl }), receiver, cursor: 'catch-up.json' });
 * process.once('SIGTERM', async () => {
 *   await catching.close();
 *   await receiver.close();
 * });
 * ```
 */
export function catchUp(options: CatchUpOptions): CatchUp {
  return new CatchingUp(catchUpSettings(options), options.signal);
}

/**
 * Catches up once: one pass of {@link catchUp}, for a job that a timer of the system starts. Give it a `cursor`.
 *
 * @param options as those of {@link catchUp}, less `everyMs`
 * @returns what was done
 * @throws {TypeError} if an option cannot be used
 * @throws {RangeError} if a number is out of its range, or the runtime does not know `timeZone` or `locale`
 * @throws {StoreError} if the cursor cannot be read or written
 */
export async function catchUpOnce(options: Omit<CatchUpOptions, 'everyMs'>): Promise<CatchUpReport> {
  const passes = new Passes(catchUpSettings(options), options.signal);
  return passes.next().finally(() => passes.stop());
}

/** One pass after the other, from the saved state on. */
class Passes {
  readonly #settings: CatchUpSettings;
  readonly #end = new AbortController();
  #progress: CatchUpProgress | undefined;

  constructor(settings: CatchUpSettings, signal: AbortSignal | undefined) {
    this.#settings = settings;
    // Each of the requests that are made at once listens to it.
    setMaxListeners(settings.concurrency + 2, this.#end.signal);
    if (signal?.aborted === true) this.stop();
    signal?.addEventListener('abort', () => this.stop(), { once: true, signal: this.#end.signal });
  }

  /** Aborts when it is stopped. */
  get signal(): AbortSignal {
    return this.#end.signal;
  }

  stop(): void {
    this.#end.abort(new Error('Catching up was stopped.'));
  }

  async next(): Promise<CatchUpReport> {
    const { cursor, clock, since, onPass } = this.#settings;
    const release = clock.hold?.();
    try {
      this.#progress ??= new CatchUpProgress(loadedState(await cursor.load()), since);
      const report = await new CatchUpPass(this.#settings, this.#progress, this.signal).run();
      await this.#save(this.#progress);
      onPass(report);
      return report;
    } finally {
      release?.();
    }
  }

  async #save(progress: CatchUpProgress): Promise<void> {
    if (!progress.isChanged) return;
    await this.#settings.cursor.save(progress.state());
    progress.saved();
  }
}

class CatchingUp implements CatchUp {
  readonly #settings: CatchUpSettings;
  readonly #passes: Passes;
  #cancel: () => void = () => undefined;
  #running: Promise<void> = Promise.resolve();
  #failures = 0;

  constructor(settings: CatchUpSettings, signal: AbortSignal | undefined) {
    this.#settings = settings;
    this.#passes = new Passes(settings, signal);
    this.#passes.signal.addEventListener('abort', () => this.#cancel(), { once: true });
    this.#wait(Math.min(settings.everyMs, MAX_START_MS) * settings.random());
  }

  async close(): Promise<void> {
    this.#passes.stop();
    await this.#running;
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }

  #wait(delayMs: number): void {
    if (this.#passes.signal.aborted) return;
    this.#cancel = this.#settings.clock.after(delayMs, () => {
      this.#running = this.#pass();
    });
  }

  async #pass(): Promise<void> {
    this.#failures += 1;
    try {
      const { complete } = await this.#passes.next();
      if (complete) this.#failures = 0;
    } catch (error) {
      this.#settings.onProblem(error as Error);
    }
    this.#wait(this.#delay());
  }

  #delay(): number {
    const { everyMs, random } = this.#settings;
    const most = Math.max(everyMs, MAX_BACK_OFF_MS);
    return Math.min(everyMs * 2 ** this.#failures, most) * (1 - JITTER + 2 * JITTER * random());
  }
}
