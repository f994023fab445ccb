/**
 * `maxun-webhooks catch-up`: delivers the runs whose webhooks were lost.
 *
 * @module cli/commands/catch-up
 */
import { EventEmitter, once } from 'node:events';
import { DeliveryError, type DeliveryErrorCode } from '../../errors/index.ts';
import { normalize } from '../../event/index.ts';
import {
  catchUpOnce,
  type CatchUpOptions,
  type CatchUpReport,
  type EventAcceptor,
  fileCursor,
  maxunApi,
} from '../../maxun-api/index.ts';
import {
  type AnyEvent,
  createSender,
  delaySchedule,
  type Endpoint,
  memoryQueue,
  type Sender,
} from '../../send/index.ts';
import { authenticationOf } from '../input.ts';
import { interruptible } from '../interruptible.ts';
import { paint, safe, safeJson } from '../terminal.ts';

/** The options of the command, as the command line gives them. */
export interface CatchUpCommandOptions {
  readonly maxun: string;
  readonly to?: string;
  readonly secret?: readonly string[];
  readonly unsigned: boolean;
  readonly allow: readonly string[];
  readonly cursor?: string;
  /** In Unix seconds. */
  readonly since?: number;
  readonly robot?: readonly string[];
  /** In seconds. */
  readonly grace: number;
  readonly timeZone?: string;
  readonly locale?: string;
  readonly dryRun: boolean;
  readonly json: boolean;
}

const MS_PER_SECOND = 1_000;
/** Milliseconds before each attempt: what does not arrive is sent again by the next call. */
const DELAYS_MS = [0, 2_000];

/**
 * Catches up once.
 *
 * @param options Maxun's address, where to send, from when on
 * @returns the exit code: 0 if every run was seen and has arrived, 1 if not, 2 for misuse
 */
export async function catchUpCommand(options: CatchUpCommandOptions): Promise<number> {
  const report = await interruptible((signal) => deliver(options, signal));
  console.error(summaryOf(report, options));
  return report.complete && report.failed === 0 ? 0 : 1;
}

async function deliver(options: CatchUpCommandOptions, signal: AbortSignal): Promise<CatchUpReport> {
  const given = catchUpOptions(options);
  const receiver = targetOf(options, signal);
  return catchUpOnce({ ...given, receiver, signal }).finally(() => receiver.close());
}

function catchUpOptions(options: CatchUpCommandOptions): Omit<CatchUpOptions, 'receiver'> {
  const { maxun, cursor, since, robot, grace, timeZone, locale, dryRun, to } = options;
  if (cursor === undefined && since === undefined) {
    throw new TypeError('From when on? Give --cursor FILE, --since TIME, or both.');
  }
  const saved = cursor === undefined ? undefined : fileCursor(cursor);
  return {
    api: maxunApi({ baseUrl: maxun }),
    robots: robot,
    since: since === undefined ? undefined : since * MS_PER_SECOND,
    cursor: saved && dryRun ? { load: async () => saved.load(), save: async () => undefined } : saved,
    graceMs: grace * MS_PER_SECOND,
    // Lines of printed events must not be mixed.
    concurrency: to === undefined || dryRun ? 1 : 10,
    onProblem: (problem) => console.error(safe(problem.message)),
    logger: { warn: () => undefined, error: (line) => console.error(line) },
    timeZone,
    locale,
  };
}

/** Where runs go. */
interface Target extends EventAcceptor {
  close(): Promise<void>;
}

function targetOf(options: CatchUpCommandOptions, signal: AbortSignal): Target {
  const { to, dryRun, json } = options;
  if (to !== undefined && !dryRun) return new EndpointTarget(to, options, signal);
  return {
    accept: async (event) => {
      console.log(dryRun ? lineOf(event, { delivered: false, json }) : safeJson(event));
      return { status: 'handled' };
    },
    close: async () => undefined,
  };
}

/** Sends each event to an endpoint, and waits until it has arrived. */
class EndpointTarget implements Target {
  readonly #sender: Sender;
  readonly #endpoint: Endpoint;
  readonly #json: boolean;
  /** Emits the id of each delivery that has ended, and why it did not arrive. */
  readonly #ended = new EventEmitter();
  /** Aborted with the reason why nothing more is sent. */
  readonly #stopped = new AbortController();

  constructor(url: string, options: CatchUpCommandOptions, signal: AbortSignal) {
    const { allow, json } = options;
    this.#json = json;
    this.#endpoint = { url, ...authenticationOf(options), schedule: delaySchedule(DELAYS_MS) };
    this.#sender = createSender({ queue: memoryQueue(), allow, endpoints: [this.#endpoint], silent: true })
      .on('delivered', ({ id }) => this.#ended.emit(id))
      .on('dead', ({ id, host, reason, status }) => this.#ended.emit(id, lost(host, reason, status)))
      .on('disabled', ({ host, reason }) => this.#stopped.abort(lost(host, reason)));
    signal.addEventListener('abort', () => this.#stopped.abort(interrupted()), { once: true });
  }

  async accept(event: object): Promise<{ readonly status: 'handled' }> {
    const { signal } = this.#stopped;
    signal.throwIfAborted();
    const { id } = await this.#sender.send(this.#endpoint, event as AnyEvent, { contract: 'off' });
    const [failure] = await once(this.#ended, id, { signal }).catch(() => [signal.reason]);
    if (failure !== undefined) throw failure;
    console.log(lineOf(event, { delivered: true, json: this.#json }));
    return { status: 'handled' };
  }

  async close(): Promise<void> {
    await this.#sender.close({ drainMs: 0 });
  }
}

function lost(host: string, code: DeliveryErrorCode, status?: number): DeliveryError {
  const found = status === undefined ? code : `${code}, status ${status}`;
  return new DeliveryError(
    code,
    `A run did not arrive at ${host} (${found}). The next call with the same cursor sends it again.`,
  );
}

function interrupted(): DeliveryError {
  return new DeliveryError('ERR_WEBHOOK_ATTEMPT_ABORTED', 'Interrupted.');
}

function lineOf(
  event: object,
  { delivered, json }: { readonly delivered: boolean; readonly json: boolean },
): string {
  const { eventType, id, robot, finishedAt, status } = normalize(event);
  if (json)
    return safeJson({ delivered, eventType, id, robotId: robot.id, robot: robot.name, status, finishedAt });
  const word = delivered ? paint('green', 'delivered') : paint('yellow', 'not received');
  return `${word}  ${safe([eventType, id, finishedAt ?? '-', robot.name ?? ''].join('  '))}`;
}

function summaryOf(
  { seen, caughtUp, failed, tooRecent, complete }: CatchUpReport,
  { dryRun }: CatchUpCommandOptions,
) {
  const parts = [
    `${caughtUp} ${dryRun ? 'to be caught up' : 'caught up'}`,
    `${failed} failed`,
    `${tooRecent} ended a moment ago`,
    `${seen} in all`,
  ];
  return `Runs: ${parts.join(', ')}.${complete ? '' : ' Not all runs were seen: see above.'}`;
}
