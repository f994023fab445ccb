/**
 * A client of Maxun's REST API.
 *
 * @module maxun-api/client
 * @see contract/maxun-api.yaml
 */
import {
  type ApiValidator,
  type MaxunRobot,
  type MaxunRun,
  type MaxunStoredRobot,
  type MaxunStoredRun,
  validators,
} from '#generated/maxun-api.js';
import { MaxunApiError } from '../errors/index.ts';
import type { DateOptions, Run } from '../event/index.ts';
import { readUpTo } from '../read-up-to.ts';
import { completed, mayBeIncomplete } from './complete.ts';
import { ItemSplitter } from './items.ts';
import { type ApiSettings, apiSettings, type MaxunApiOptions } from './options.ts';
import { apiErrorOf, ask, type Pieces } from './request.ts';

/** The most bytes of an answer that are not its runs. */
const MAX_OTHER_BYTES = 1024 * 1024;

/** What every call takes. */
export interface CallOptions {
  /** Aborts the call. */
  readonly signal?: AbortSignal | undefined;
}

/** A client of Maxun's REST API. Fields that are not described are kept. Every call rejects with a `MaxunApiError`. */
export interface MaxunApi {
  /** @returns every robot of the key's user */
  robots(options?: CallOptions): Promise<readonly MaxunRobot[]>;
  /** @returns the stored rows of the robots, the only place of their webhooks; the most bytes of all are `maxRunBytes` */
  storedRobots(options?: CallOptions): Promise<readonly MaxunStoredRobot[]>;
  /**
   * Every run of a robot, in no order, while the answer arrives: one run is in memory at a time.
   *
   * @param robotId of the robot
   */
  runs(robotId: string, options?: CallOptions): AsyncIterable<MaxunRun>;
  /** One run. */
  run(robotId: string, runId: string, options?: CallOptions): Promise<MaxunRun>;
  /** The stored row of one run: it has what a run does not, such as what was read from a document. */
  storedRun(robotId: string, runId: string, options?: CallOptions): Promise<MaxunStoredRun>;
  /** @returns what a run logged, the only place of a failure's text; `''` where there is nothing */
  log(robotId: string, runId: string, options?: CallOptions): Promise<string>;
  /**
   * Completes a run that an event tells of, if the event has no results: a client can be the `complete` of a receiver. Asks
   * for nothing if the run has no repair of kind `maybe-incomplete`.
   *
   * @param run as its event has it
   * @param options signal, and how the server writes dates
   * @returns the completed run, `completedFrom: 'api'`; the same run if nothing was asked for
   */
  completeRun(run: Run, options?: CompleteOptions): Promise<Run>;
}

/** What {@link MaxunApi.completeRun} takes: a signal, and the zone and locale of the server's dates. */
export interface CompleteOptions extends CallOptions, DateOptions {}

/**
 * A client of Maxun's REST API.
 *
 * @param options where the server is, the key, limits
 * @throws {TypeError} if `baseUrl` or `apiKey` cannot be used
 * @throws {RangeError} if a number is out of its range
 * @example
 * ```ts
 * const api = maxunApi({ baseUrl: 'http://localhost:8080', apiKey: process.env.MAXUN_API_KEY });
 * for (const { id } of await api.robots()) {
 *   for await (const run of api.runs(id)) console.log(run.runId, run.status);
 * }
 * ```
 */
export function maxunApi(options: MaxunApiOptions): MaxunApi {
  const settings = apiSettings(options);
  const get = async <T>(path: string, check: ApiValidator<T>, { signal }: CallOptions = {}): Promise<T> =>
    ask({ path, signal }, settings, async (body) =>
      checked(JSON.parse(await readText(body, settings.maxRunBytes)), check, path),
    );
  const storedRun: MaxunApi['storedRun'] = async (...ids) =>
    (await get(`/api/sdk${runPath(ids)}`, validators.StoredRunAnswer, ids[2])).data;
  return {
    robots: async (call) => (await get('/api/robots', validators.RobotsAnswer, call)).robots.items,
    storedRobots: async (call) => (await get('/api/sdk/robots', validators.StoredRobotsAnswer, call)).data,
    runs: (robotId, call = {}) => streamRuns(robotId, settings, call),
    run: async (...ids) => (await get(`/api${runPath(ids)}`, validators.RunAnswer, ids[2])).run,
    storedRun,
    log: async (...ids) => (await storedRun(...ids)).log ?? '',
    async completeRun(run, { signal, ...dates } = {}) {
      const { id, robot } = run;
      if (id === undefined || robot.id === undefined || !mayBeIncomplete(run)) return run;
      return completed(run, await storedRun(robot.id, id, { signal }), dates);
    },
  };
}

function runPath([robotId, runId]: readonly [string, string, ...unknown[]]): string {
  return `/robots/${segment(robotId)}/runs/${segment(runId)}`;
}

/** What can be an id: Maxun's are UUIDs. `..` would lead to another path, and half a surrogate pair cannot be encoded. */
const ID = /^(?!\.{1,2}$)\P{Surrogate}{1,200}$/u;

/** An id in a path. It can be that of an event, which a stranger may have sent. */
function segment(id: string): string {
  if (ID.test(id)) return encodeURIComponent(id);
  const shown = JSON.stringify(id.slice(0, 100));
  const message = `${shown} is not the id of a robot or run. Expected an id as \`robots\` or a webhook gives it.`;
  throw new MaxunApiError('ERR_WEBHOOK_API_NOT_FOUND', message);
}

/** Tried again as long as no run was given away. */
async function* streamRuns(
  robotId: string,
  settings: ApiSettings,
  { signal }: CallOptions,
): AsyncGenerator<MaxunRun> {
  const path = `/api/robots/${segment(robotId)}/runs`;
  const started = await ask({ path, signal }, settings, async (body) => {
    const runs = readRuns(body, settings, path);
    return { runs, first: await runs.next() };
  });
  let { first: next } = started;
  try {
    for (; next.done !== true; next = await started.runs.next()) yield next.value;
  } catch (error) {
    throw apiErrorOf(error, { path, signal }, settings);
  } finally {
    await started.runs.return(undefined);
  }
}

async function* readRuns(body: Pieces, settings: ApiSettings, path: string): AsyncGenerator<MaxunRun> {
  const splitter = new ItemSplitter({ maxItemBytes: settings.maxRunBytes, maxOtherBytes: MAX_OTHER_BYTES });
  for await (const piece of body) {
    for (const text of splitter.push(piece)) yield checked(JSON.parse(text), validators.MaxunRun, path);
  }
  splitter.end();
}

async function readText(body: Pieces, maxBytes: number): Promise<string> {
  const { bytes, isCut } = await readUpTo(body, maxBytes);
  if (isCut) throw new SyntaxError(`The answer is larger than ${maxBytes} bytes (maxRunBytes).`);
  return bytes.toString();
}

function checked<T>(value: unknown, check: ApiValidator<T>, path: string): T {
  if (check(value)) return value;
  const places = (check.errors ?? []).map(
    ({ instancePath, keyword }) => `${instancePath || '/'} (${keyword})`,
  );
  throw new MaxunApiError(
    'ERR_WEBHOOK_API_ANSWER_INVALID',
    `Maxun's API answered GET ${path} in another form than contract/maxun-api.yaml describes: ${places.join(', ')}. ` +
      'Check that `baseUrl` is a Maxun server; a newer one may have changed its API.',
  );
}
