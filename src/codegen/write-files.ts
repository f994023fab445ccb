/**
 * Writes generated files, and leaves alone what is there already.
 *
 * @module codegen/write-files
 */
import { createTwoFilesPatch } from 'diff';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';

/** A file that is to be written. */
export interface PlannedFile {
  /** Relative to the folder. */
  readonly path: string;
  readonly content: string;
}

/**
 * What became of a file: `created`; `unchanged`, since it had this content; `kept`, since it has another one; `replaced`,
 * which only `force` does.
 */
export type FileOutcome = 'created' | 'unchanged' | 'kept' | 'replaced';

/** A file, and what became of it. */
export interface WrittenFile {
  readonly path: string;
  readonly outcome: FileOutcome;
  /** From what is there to what is generated, as a unified diff; absent if both are the same. */
  readonly diff?: string;
}

/** How files are written. */
export interface WriteOptions {
  /** Replace files that have another content. */
  readonly force: boolean;
  /** Write nothing, and say what would become of each file. */
  readonly dryRun: boolean;
}

/**
 * @param folder that the paths are relative to
 * @param files to write
 * @param options `force`, `dryRun`
 * @returns what became of each
 * @throws {TypeError} if a file cannot be read or written; those before it are written
 */
export async function writeFiles(
  folder: string,
  files: readonly PlannedFile[],
  options: WriteOptions,
): Promise<readonly WrittenFile[]> {
  const written: WrittenFile[] = [];
  for (const file of files) written.push(await writeOne(resolve(folder, file.path), file, options));
  return written;
}

async function writeOne(target: string, file: PlannedFile, options: WriteOptions): Promise<WrittenFile> {
  try {
    const result = outcomeOf(file, await readIfThere(target), options.force);
    const { outcome } = result;
    if (options.dryRun || outcome === 'kept' || outcome === 'unchanged') return result;
    await mkdir(dirname(target), { recursive: true });
    // What appears between the reading and the writing is not replaced either.
    await writeFile(target, file.content, { flag: outcome === 'created' ? 'wx' : 'w' });
    return result;
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    const message = `Cannot write ${target} (${code ?? 'unknown reason'}): give another folder, or make it writable.`;
    throw new TypeError(message, { cause });
  }
}

/**
 * @param path of a file
 * @returns its text; `undefined` if there is no file
 */
export async function readIfThere(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

function outcomeOf({ path, content }: PlannedFile, before: string | undefined, force: boolean): WrittenFile {
  if (before === undefined) return { path, outcome: 'created' };
  if (before === content) return { path, outcome: 'unchanged' };
  const diff = createTwoFilesPatch(`${path} as it is`, `${path} as generated`, before, content);
  return { path, outcome: force ? 'replaced' : 'kept', diff };
}
