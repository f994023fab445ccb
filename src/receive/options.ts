/**
 * The options of `unwrap` and `createReceiver`, checked before the first delivery.
 *
 * @module receive/options
 */
import { type DateOptions, dateReader, type Run } from '../event/index.ts';
import {
  type Complete,
  requireDuration,
  requireFunction,
  requireInteger,
  requireMethods,
  requireNumber,
  requireOneOf,
  requireOptions,
} from '../errors/options.ts';
import type { ProblemLogger } from '../errors/problem-log.ts';
import { systemClock } from '../clock/clock.ts';
import { MAX_CONCURRENCY } from '../queue/limits.ts';
import type { Queue } from '../queue/queue.ts';
import { type RetrySchedule, standardSchedule } from '../queue/retry-schedule.ts';
import { requireQueue } from '../queue/work-settings.ts';
import type { ExpectedSchema } from '../quality/index.ts';
import { type Auth, requireAuth } from './auth.ts';
import type { RunCompleter } from './completion.ts';
import type { ValidationMode } from './context.ts';
import type { DedupeStore } from './dedupe.ts';
import {
  DEFAULT_BODY_TIMEOUT_MS,
  DEFAULT_BYTES_IN_FLIGHT,
  DEFAULT_HANDLER_TIMEOUT_MS,
  DEFAULT_INBOX_CONCURRENCY,
  DEFAULT_MAX_BODY_BYTES,
} from './limits.ts';
import { memoryDedupe } from './memory-dedupe.ts';

/** What {@link unwrap} and {@link createReceiver} have in common. */
export interface OpenOptions<Mode extends ValidationMode = ValidationMode> extends DateOptions {
  /** `whsec_…` or `whpk_…`: a signature of any of them is enough, so that secrets can be rotated. */
  readonly secrets?: readonly string[];
  /** What authenticates instead of a signature, or together with one: `urlToken(…)`, `basicAuth(…)` or `unsigned()`. */
  readonly auth?: Auth;
  /** How far the time of a signed delivery may be from now, either way; 300 by default. */
  readonly toleranceSeconds?: number | undefined;
  /** How payloads are judged; `report` by default. */
  readonly validation?: Mode | undefined;
  /** The most bytes that a body may have; 10 MiB by default, since Maxun sends whole pages. */
  readonly maxBodyBytes?: number | undefined;
  /** The time in milliseconds since 1970; by default `Date.now`. */
  readonly now?: (() => number) | undefined;
}

/** Options that say how deliveries are authenticated: by signatures, by something else, or by both. */
export type Authenticated<Options extends OpenOptions> = Options &
  ({ readonly secrets: readonly string[] } | { readonly auth: Auth });

const MODES: readonly ValidationMode[] = ['strict', 'report', 'off'];

/** The options of opening, checked and complete. */
export interface OpenSettings extends Complete<
  Pick<OpenOptions, 'maxBodyBytes' | 'toleranceSeconds' | 'now'>
> {
  readonly secrets: readonly string[] | undefined;
  readonly auth: Auth | undefined;
  readonly mode: ValidationMode;
  readonly dateOptions: DateOptions;
}

/**
 * @param options of `unwrap` or `createReceiver`
 * @returns them, with the defaults
 * @throws {TypeError} if nothing authenticates, or `validation` is not a mode
 * @throws {RangeError} if `maxBodyBytes` is not a whole number of at least 1, or the runtime does not know the zone or locale
 */
export function openSettings(options: OpenOptions): OpenSettings {
  requireOptions('createReceiver and unwrap', options);
  const { validation = 'report', maxBodyBytes = DEFAULT_MAX_BODY_BYTES } = options;
  const { toleranceSeconds = 300, now = Date.now, timeZone, locale } = options;
  // What is missing comes as `null` from databases and files.
  const secrets = options.secrets ?? undefined;
  const auth = options.auth ?? undefined;
  assertAuth({ secrets, auth });
  requireFunction('now', now);
  // Throws what `normalize` would throw at the first date.
  dateReader(options);
  return {
    secrets,
    auth,
    mode: requireOneOf('validation', validation, MODES),
    maxBodyBytes: requireInteger('maxBodyBytes', maxBodyBytes),
    toleranceSeconds: requireNumber('toleranceSeconds', toleranceSeconds),
    now,
    dateOptions: { timeZone, locale },
  };
}

/** What {@link createReceiver} takes. */
export interface ReceiverOptions<Mode extends ValidationMode = ValidationMode> extends OpenOptions<Mode> {
  /** Remembers what was handled; `memoryDedupe()` by default. Not together with `inbox`, which remembers by itself. */
  readonly dedupe?: DedupeStore | undefined;
  /**
   * Stores deliveries before they are answered, and gives them to the handlers afterwards, again and again until these
   * succeed: `await sqliteQueue('inbox.db')`, `postgresQueue(…)`, or `memoryQueue()` in tests. The receiver is its only
   * worker, and closes it. By default handlers run before the answer.
   */
  readonly inbox?: Queue | undefined;
  /** With an inbox: when handlers that failed are called again. Default: the Standard Webhooks' ten attempts in three days. */
  readonly schedule?: RetrySchedule | undefined;
  /** With an inbox: how many deliveries are handled at once, 1 to 10,000; 100 by default. Those of one run never are. */
  readonly concurrency?: number | undefined;
  /**
   * Completes runs whose events leave something out, by asking Maxun's API, for example. If it fails, an inbox tries
   * again later; without one, the handlers get what there is, with a repair of kind `not-completed`. By default runs are
   * as their events have them.
   */
  readonly complete?: RunCompleter | undefined;
  /**
   * Milliseconds that the handlers of one delivery have together; 25,000 by default, since Maxun gives up at 30 s. With an
   * inbox it may be longer.
   */
  readonly handlerTimeoutMs?: number | undefined;
  /** Milliseconds that a body may take to arrive; 15,000 by default. */
  readonly bodyTimeoutMs?: number | undefined;
  /**
   * The most bytes of all bodies that are being read and verified at the same time; 64 MiB by default. Above it a delivery is
   * answered 503 with `Retry-After`.
   */
  readonly maxBytesInFlight?: number | undefined;
  /** The schemas of `maxun-webhooks generate robot`, by the robot's id: {@link Receiver.onQuality} then need not learn them. */
  readonly robotSchemas?: Readonly<Record<string, ExpectedSchema>> | undefined;
  /**
   * Earlier runs, oldest first, from which {@link Receiver.onQuality} learns what is usual: what a receiver has learned is lost
   * when it restarts. 30 of each robot are enough.
   */
  readonly earlierRuns?: readonly Run[] | undefined;
  /**
   * Where refusals, unhandled deliveries and faults are printed as long as no {@link Receiver.onError} or
   * {@link Receiver.onOther} takes them: the first of a kind at once, then one line a minute. By default `console`.
   */
  readonly logger?: ProblemLogger | undefined;
  /** `true` prints nothing. */
  readonly silent?: boolean | undefined;
}

/** The options of an inbox, checked and complete. */
export interface InboxSettings extends Complete<Pick<ReceiverOptions, 'schedule' | 'concurrency'>> {
  readonly queue: Queue;
  /** The queue's time, in milliseconds since 1970: unlike the wall clock, it does not jump. */
  readonly now: () => number;
}

/** The options of a receiver, checked and complete. */
export interface ReceiverSettings
  extends
    OpenSettings,
    Complete<Pick<ReceiverOptions, 'dedupe' | 'handlerTimeoutMs' | 'bodyTimeoutMs' | 'maxBytesInFlight'>> {
  readonly inbox: InboxSettings | undefined;
  readonly complete: RunCompleter | undefined;
}

/**
 * @param options of `createReceiver`
 * @returns them, with the defaults
 * @throws {TypeError} as {@link openSettings}, or if `complete` has no function `completeRun`
 * @throws {RangeError} as {@link openSettings}, or if a time or `maxBytesInFlight` is out of its range
 */
export function receiverSettings(options: ReceiverOptions): ReceiverSettings {
  const settings = openSettings(options);
  const { handlerTimeoutMs = DEFAULT_HANDLER_TIMEOUT_MS, bodyTimeoutMs = DEFAULT_BODY_TIMEOUT_MS } = options;
  const { maxBodyBytes } = settings;
  const { maxBytesInFlight = Math.max(DEFAULT_BYTES_IN_FLIGHT, maxBodyBytes) } = options;
  return {
    ...settings,
    inbox: inboxSettings(options),
    dedupe: requireDedupe(options.dedupe ?? memoryDedupe()),
    complete: requireCompleter(options.complete),
    handlerTimeoutMs: requireDuration('handlerTimeoutMs', handlerTimeoutMs),
    bodyTimeoutMs: requireDuration('bodyTimeoutMs', bodyTimeoutMs),
    // Below maxBodyBytes, the largest body could never be read.
    maxBytesInFlight: requireInteger('maxBytesInFlight', maxBytesInFlight, { min: maxBodyBytes }),
  };
}

function inboxSettings(options: ReceiverOptions): InboxSettings | undefined {
  const { inbox, schedule = standardSchedule(), concurrency = DEFAULT_INBOX_CONCURRENCY, now } = options;
  if (inbox === undefined) {
    const alone = (['schedule', 'concurrency'] as const).find((name) => options[name] !== undefined);
    if (alone === undefined) return undefined;
    throw new TypeError(`${alone} is for receivers with an inbox: give \`inbox\` too, or leave it out.`);
  }
  if (options.dedupe !== undefined)
    throw new TypeError('An inbox remembers deliveries by itself: leave `dedupe` out.');
  requireFunction('schedule', schedule);
  const clock = systemClock();
  return {
    queue: requireQueue('inbox', inbox),
    schedule,
    concurrency: requireInteger('concurrency', concurrency, { max: MAX_CONCURRENCY }),
    now: now ?? (() => clock.now()),
  };
}

function requireCompleter(complete: RunCompleter | undefined): RunCompleter | undefined {
  if (complete === undefined) return undefined;
  const expected = 'maxunApi(…), or an object with a function completeRun(run, { signal })';
  return requireMethods('complete', complete, { methods: ['completeRun'], expected });
}

function requireDedupe(dedupe: DedupeStore): DedupeStore {
  const expected = 'memoryDedupe(), or what sqliteDedupe() or postgresDedupe() resolves to: await it';
  return requireMethods('dedupe', dedupe, { methods: ['claim', 'commit', 'release'], expected });
}

function assertAuth({ secrets, auth }: Pick<OpenSettings, 'secrets' | 'auth'>): void {
  if (auth !== undefined) requireAuth(auth);
  if (secrets === undefined && auth === undefined) {
    throw new TypeError(
      'Nothing says how deliveries are authenticated. Give `secrets: [process.env.MAXUN_WEBHOOK_SECRET]` for signed ' +
        "ones; `auth: urlToken('token', process.env.HOOK_TOKEN)` or `auth: basicAuth(user, password)` for stock Maxun, which signs nothing; or, where " +
        'nobody else can reach the receiver, `auth: unsigned()`.',
    );
  }
  if (secrets !== undefined && auth?.kind === 'unsigned') {
    throw new TypeError('`secrets` and `auth: unsigned()` contradict each other: leave one out.');
  }
}
