/**
 * Where `maxun-webhooks generate robot` gets its captures from.
 *
 * @module cli/robot-samples
 */
import { watchFile, unwatchFile } from 'node:fs';
import { maxunApi, type MaxunApi, type MaxunRun } from '../maxun-api/index.ts';
import { eventOfRun, rowsOf } from '../maxun-api/run-event.ts';
import { readDocuments } from './documents.ts';
import { hasPassed } from './interruptible.ts';
import { changesOfMock, samplesOfMock } from './mock-archive.ts';

/** Where captures come from. */
export interface CaptureSource {
  /** How messages call it. */
  readonly title: string;
  /**
   * The captures that are there now.
   *
   * @throws {TypeError} if they cannot be read
   * @throws {MaxunApiError} if Maxun's API does not give them
   */
  read(): Promise<unknown[]>;
  /** Yields when there may be others, until the source ends or the signal aborts. */
  changes(signal: AbortSignal): AsyncIterable<void>;
}

/** What the command line says about the source. */
export interface SourceOptions {
  /** Address of a mock receiver. */
  readonly from?: string;
  /** Address of a Maxun server. */
  readonly maxun?: string;
  /** Id of the robot. */
  readonly robot?: string;
  /** Whether it will be watched. */
  readonly watch: boolean;
  /** Seconds between two looks at Maxun's API. Default: 60. */
  readonly every?: number;
}

/** Runs with data that are taken from Maxun's API, which answers every run that there ever was. */
const MAX_API_RUNS = 1000;

/** Milliseconds between two looks at a file. */
const FILE_INTERVAL_MS = 300;

/**
 * @param files paths; `-` for standard input, which is also read if there is nothing else
 * @param options of the command line
 * @throws {TypeError} if they name several sources, or one that cannot be watched, or give `every` in vain
 */
export function sourceOf(files: readonly string[], options: SourceOptions): CaptureSource {
  const { from, maxun } = options;
  const sources = [files.length > 0, from !== undefined, maxun !== undefined];
  if (sources.filter(Boolean).length > 1)
    throw new TypeError('Give one source of captures: files, --from or --maxun.');
  if (options.every !== undefined && (maxun === undefined || !options.watch))
    throw new TypeError("--every says how often Maxun's API is asked: give it with --maxun and --watch.");
  if (from !== undefined) {
    return {
      title: from,
      read: async () => samplesOfMock(from),
      changes: (signal) => changesOfMock(from, signal),
    };
  }
  return maxun === undefined ? fileSource(files, options.watch) : maxunSource(maxun, options);
}

function fileSource(files: readonly string[], watch: boolean): CaptureSource {
  const paths = files.length > 0 ? files : ['-'];
  if (watch && paths.includes('-'))
    throw new TypeError('Standard input cannot be watched: give files, --from or --maxun.');
  return {
    title: paths.join(', '),
    read: async () => samplesInFiles(paths),
    changes: (signal) => changesOfFiles(paths, signal),
  };
}

async function samplesInFiles(files: readonly string[]): Promise<unknown[]> {
  const samples: unknown[] = [];
  for (const file of files) {
    for (const { line, value, error } of await readDocuments(file)) {
      if (error !== undefined) throw new TypeError(`${file}, line ${line}: ${error}`);
      samples.push(value);
    }
  }
  return samples;
}

/** Looks at the files again and again: a file that an editor replaces is another one, which `fs.watch` would not see. */
async function* changesOfFiles(files: readonly string[], signal: AbortSignal): AsyncGenerator<void> {
  let isChanged = false;
  const onChange = (): void => void (isChanged = true);
  for (const file of files) watchFile(file, { interval: FILE_INTERVAL_MS }, onChange);
  try {
    while (await hasPassed(FILE_INTERVAL_MS, signal)) {
      if (!isChanged) continue;
      isChanged = false;
      yield;
    }
  } finally {
    for (const file of files) unwatchFile(file, onChange);
  }
}

function maxunSource(baseUrl: string, { robot, every = 60 }: SourceOptions): CaptureSource {
  const api = maxunApi({ baseUrl });
  return {
    title: baseUrl,
    read: async () => samplesOfApi(api, robot ?? (await onlyRobot(api))),
    async *changes(signal) {
      while (await hasPassed(every * 1000, signal)) yield;
    },
  };
}

async function onlyRobot(api: MaxunApi): Promise<string> {
  const robots = await api.robots();
  const [first] = robots;
  if (first === undefined)
    throw new TypeError('The server has no robots: make one in Maxun and run it, then try again.');
  if (robots.length === 1) return first.id;
  const names = robots.slice(0, 20).map(({ id, name }) => `${id} (${name})`);
  throw new TypeError(
    `The server has ${robots.length} robots. Give --robot and one of: ${names.join(', ')}.`,
  );
}

async function samplesOfApi(api: MaxunApi, robotId: string): Promise<unknown[]> {
  const samples: unknown[] = [];
  for await (const run of api.runs(robotId)) {
    if (run.status === 'success' && hasData(run)) {
      samples.push(eventOfRun(run, 'run_completed', { at: Date.now() }));
    }
    if (samples.length >= MAX_API_RUNS) break;
  }
  if (samples.length > 0) return samples;
  throw new TypeError(
    `Maxun has no successful run of the robot ${JSON.stringify(robotId)} with captured lists or texts: run the robot, then try again.`,
  );
}

function hasData({ data = {} }: MaxunRun): boolean {
  return rowsOf(data.listData) + rowsOf(data.textData) > 0;
}
