/**
 * The options of catching up.
 *
 * @module maxun-api/catch-up-options
 */
import { type Clock, systemClock } from '../clock/clock.ts';
import { harmless } from '../errors/harmless.ts';
import {
  type Complete,
  requireDuration,
  requireInteger,
  requireMethods,
  requireOptions,
} from '../errors/options.ts';
import { ProblemLog, type ProblemLogger } from '../errors/problem-log.ts';
import { type DateOptions, dateReader } from '../event/index.ts';
import { type CatchUpCursor, fileCursor } from './catch-up-cursor.ts';
import type { MaxunApi } from './client.ts';

/** What a pass did. Every number is a number of runs. */
export interface CatchUpReport {
  /** Answered by the API. */
  readonly seen: number;
  /** That the receiver had not received, and has now. */
  readonly caughtUp: number;
  /** That the receiver had received before, as far as it was asked. */
  readonly duplicates: number;
  /** That ended a moment ago: their webhooks may be under way. */
  readonly tooRecent: number;
  /** That the receiver could not take; they are given again in the next pass. */
  readonly failed: number;
  /** That have ended and have no time that can be read. They are left alone. */
  readonly withoutTime: number;
  /** Whether every run was seen. If not, a problem says why, and the next pass sees them. */
  readonly complete: boolean;
}

/** What catching up needs of a receiver: every `Receiver` has it. */
export interface EventAcceptor {
  /**
   * Takes an event, unless it was received before. Rejects if it could not: the run is given again.
   *
   * @param event as a webhook would have sent it
   * @param options `source`
   */
  accept(
    event: object,
    options: { readonly source: 'catch-up' },
  ): Promise<{ readonly status: 'handled' | 'stored' | 'duplicate' }>;
}

/**
 * The options of {@link catchUp} and {@link catchUpOnce}. `timeZone` and `locale` are those of Maxun's server; a container of it
 * has `UTC` and `en-US`, which are the defaults.
 */
export interface CatchUpOptions extends DateOptions {
  /** The client of Maxun's API. */
  readonly api: Pick<MaxunApi, 'robots' | 'runs' | 'storedRun'>;
  /** Gets each run that it has not received, as an event. */
  readonly receiver: EventAcceptor;
  /** Ids of the robots. Default: all. */
  readonly robots?: readonly string[] | undefined;
  /**
   * Runs that ended before are left alone: a date, or milliseconds since 1970. Only for a start without a saved cursor. Do not go back
   * further than the receiver remembers. Default: now.
   */
  readonly since?: Date | number | undefined;
  /**
   * Keeps how far it has come, over restarts: the path of a file, or an object that loads and saves. Without one, what ends while the
   * program is down is found only if `since` reaches back to it.
   */
  readonly cursor?: string | CatchUpCursor | undefined;
  /** Milliseconds between the passes, each of which asks for all runs. Default: 300,000 (5 min). */
  readonly everyMs?: number | undefined;
  /** Milliseconds after its end during which a run is left alone: its webhooks may be under way. Default: 120,000 (2 min). */
  readonly graceMs?: number | undefined;
  /** How many runs are given to the receiver at once. Default: 10. */
  readonly concurrency?: number | undefined;
  /** Ends it, as `close` does. */
  readonly signal?: AbortSignal | undefined;
  /** Called after each pass. */
  readonly onPass?: ((report: CatchUpReport) => void) | undefined;
  /** Called for each problem; what it throws is ignored. By default a problem is printed: once, then at most once a minute. */
  readonly onProblem?: ((problem: Error) => void) | undefined;
  /** Where it prints. Default: `console`. */
  readonly logger?: ProblemLogger | undefined;
  /** `true` prints nothing. */
  readonly silent?: boolean | undefined;
  /** Default: the machine's own. */
  readonly clock?: Clock | undefined;
  /** Gives numbers from 0 to below 1, for jitter. Default: `Math.random`. */
  readonly random?: (() => number) | undefined;
}

type Kept =
  'api' | 'receiver' | 'everyMs' | 'graceMs' | 'concurrency' | 'clock' | 'random' | 'onPass' | 'onProblem';

/** The options, checked and complete. */
export interface CatchUpSettings
  extends Complete<Pick<CatchUpOptions, Kept>>, Pick<CatchUpOptions, 'robots'> {
  /** Milliseconds since 1970. */
  readonly since: number;
  readonly cursor: CatchUpCursor;
  /** Reads a date of Maxun's server, as milliseconds since 1970. */
  readonly readDate: (value: unknown) => number | undefined;
  readonly log: ProblemLog;
}

/**
 * @param options as the caller gave them
 * @throws {TypeError} if `receiver` cannot accept, or `since` or `cursor` cannot be used
 * @throws {RangeError} if a number is out of its range, or the runtime does not know `timeZone` or `locale`
 */
export function catchUpSettings(options: CatchUpOptions): CatchUpSettings {
  requireOptions('catchUp', options);
  const { everyMs = 300_000, graceMs = 120_000, concurrency = 10 } = options;
  const { clock = systemClock(), random = Math.random, logger, silent } = options;
  requireMethods('receiver', options.receiver, { methods: ['accept'], expected: 'createReceiver(…)' });
  requireMethods('api', options.api, { methods: ['runs'], expected: 'maxunApi(…)' });
  const log = new ProblemLog({ logger, silent, now: () => clock.now() });
  return {
    api: options.api,
    receiver: options.receiver,
    robots: options.robots,
    since: sinceOf(options.since, clock),
    cursor: cursorOf(options.cursor),
    everyMs: requireDuration('everyMs', everyMs),
    graceMs: requireDuration('graceMs', graceMs),
    concurrency: requireInteger('concurrency', concurrency, { max: 1_000 }),
    clock,
    random,
    readDate: dateReader(options),
    log,
    onPass: harmless(options.onPass ?? (() => undefined)),
    onProblem: harmless(options.onProblem ?? ((problem) => report(log, problem))),
  };
}

function report(log: ProblemLog, problem: Error): void {
  const { code = problem.name, cause } = problem as { readonly code?: string; readonly cause?: unknown };
  const why = cause instanceof Error ? ` Cause: ${cause.name}: ${cause.message}` : '';
  log.report(code, `Catching up: ${code}: ${problem.message}${why}`, 'error');
}

function sinceOf(since: Date | number | undefined, clock: Clock): number {
  const time = since instanceof Date ? since.getTime() : (since ?? clock.now());
  if (typeof time === 'number' && Number.isFinite(time) && time >= 0) return time;
  throw new TypeError('since cannot be used: expected a valid Date, or milliseconds since 1970.');
}

function cursorOf(cursor: string | CatchUpCursor | undefined): CatchUpCursor {
  if (cursor === undefined) return { load: async () => undefined, save: async () => undefined };
  if (typeof cursor === 'string' && cursor !== '') return fileCursor(cursor);
  const { load, save } = Object(cursor) as Partial<CatchUpCursor>;
  if (typeof load === 'function' && typeof save === 'function') return cursor as CatchUpCursor;
  throw new TypeError('cursor cannot be used: expected the path of a file, or an object with load and save.');
}
