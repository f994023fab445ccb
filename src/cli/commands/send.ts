/**
 * `maxun-webhooks send`: sends events through a queue, and waits for them to arrive.
 *
 * @module cli/commands/send
 */
import { PayloadError } from '../../errors/index.ts';
import type { Queue } from '../../queue/queue.ts';
import {
  type AnyEvent,
  createSender,
  type AttemptEvent,
  type DeadEvent,
  type DeliveredEvent,
  type Endpoint,
  type SendContract,
  type Sender,
} from '../../send/index.ts';
import { type Document, readDocuments, reportUnreadable } from '../documents.ts';
import { authenticationOf, reportFailure } from '../input.ts';
import { hasPassed, interruptible } from '../interruptible.ts';
import { withQueue } from '../open-queue.ts';
import { startProgress } from '../progress.ts';
import { paint, safe, safeJson } from '../terminal.ts';

/** The options of the command, as the command line gives them. */
export interface SendCommandOptions {
  readonly queue: string;
  readonly secret?: readonly string[];
  readonly unsigned: boolean;
  readonly allow: readonly string[];
  readonly webhookId?: string;
  readonly contract: SendContract;
  /** In seconds. */
  readonly wait: number;
  readonly backlog: boolean;
  readonly json: boolean;
}

/** After this many milliseconds without an attempt, the wait for others than these events is over. */
const IDLE_MS = 1_000;
/** How long attempts may go on after the wait, in milliseconds. */
const DRAIN_MS = 5_000;
const MS_PER_SECOND = 1_000;
/** How many events are accepted together: the limit of one call of the queue. */
const PIECE = 10_000;
const NOTHING_SENT = 'Nothing was sent: events are accepted all together or not at all.';

/**
 * Sends events and prints a line for each that arrived or was given up.
 *
 * @param url of the endpoint
 * @param file path of the events, or `-` for standard input
 * @param options queue, secrets, what may be reached, how long to wait
 * @returns the exit code: 0 if everything arrived, 1 if something did not
 * @throws {TypeError} for misuse
 */
export async function sendCommand(url: string, file: string, options: SendCommandOptions): Promise<number> {
  const documents = options.backlog ? [] : await readEvents(file, options.json);
  return withQueue(
    options.queue,
    async (queue) => sendAll(new Sending(queue, url, options), documents),
    true,
  );
}

async function sendAll(sending: Sending, documents: readonly Document[]): Promise<number> {
  try {
    const ids = await acceptAll(sending, documents);
    const isWhole = ids.length === documents.length;
    const code = isWhole || ids.length > 0 ? await sending.settle(ids) : 1;
    return isWhole ? code : 1;
  } finally {
    await sending.close();
  }
}

async function readEvents(file: string, json: boolean): Promise<Document[]> {
  const documents = await readDocuments(file);
  const broken = documents.find(({ error }) => error !== undefined);
  if (broken === undefined) return documents;
  reportUnreadable(broken, json);
  throw new TypeError(NOTHING_SENT);
}

/** In parts, up to the first that is refused. */
async function acceptAll(sending: Sending, documents: readonly Document[]): Promise<readonly string[]> {
  const { json } = sending.options;
  const ids: string[] = [];
  const progress = startProgress('accepting', documents.length, !json && documents.length > PIECE);
  for (let start = 0; start < documents.length; start += PIECE) {
    const piece = documents.slice(start, start + PIECE);
    const accepted = await sending
      .accept(piece.map(({ value }) => value as AnyEvent))
      .catch((error: unknown) => progress.above(() => refusedEvent(error, piece, { json, before: start })));
    if (accepted === undefined) break;
    ids.push(...accepted);
    progress.update(ids.length);
  }
  progress.stop();
  return ids;
}

/** Names the line of the event at fault, and from which line to continue. */
function refusedEvent(
  error: unknown,
  piece: readonly Document[],
  { json, before }: { readonly json: boolean; readonly before: number },
): void {
  const document = error instanceof PayloadError ? piece[error.index ?? 0] : undefined;
  if (document === undefined) reportFailure(error);
  else reportUnreadable({ ...document, error: (error as PayloadError).message }, json);
  const line = piece[0]?.line;
  if (before > 0) {
    console.error(
      `${before} events before it were accepted. To continue, send only the events from line ${line} on.`,
    );
  } else if (document !== undefined) console.error(NOTHING_SENT);
}

/** A sender of one endpoint, which prints a line for each delivery that arrives or is given up. */
class Sending {
  readonly options: SendCommandOptions;
  readonly #queue: Queue;
  readonly #endpoint: Endpoint;
  readonly #sender: Sender;
  /** Whether a delivery arrived, by its id. */
  readonly #settled = new Map<string, boolean>();
  #lastAttemptAt = Date.now();
  /** The last failed attempt with another to follow. */
  #lastFailure: AttemptEvent | undefined;

  constructor(queue: Queue, url: string, options: SendCommandOptions) {
    const { allow, webhookId } = options;
    this.#queue = queue;
    this.options = options;
    this.#endpoint = { url, webhookId, concurrency: 50, ...authenticationOf(options) };
    this.#sender = createSender({ queue, allow, endpoints: [this.#endpoint], silent: true })
      .on('attempt', (attempt) => {
        this.#lastAttemptAt = Date.now();
        if (attempt.outcome === 'retry') this.#lastFailure = attempt;
      })
      .on('delivered', (event) => this.#report(true, event))
      .on('dead', (event) => this.#report(false, event))
      .on('disabled', ({ reason }) =>
        console.error(`The endpoint is disabled (${reason}): its waiting deliveries stay in the queue.`),
      )
      .on('problem', ({ message }) => console.error(safe(message)));
  }

  /** Accepts events, all of them or none. Resolves to the ids. */
  async accept(events: readonly AnyEvent[]): Promise<readonly string[]> {
    const deliveries = events.map((event) => ({ endpoint: this.#endpoint, event }));
    const results = await this.#sender.sendAll(deliveries, { contract: this.options.contract as 'off' });
    return results.map(({ id }) => id);
  }

  /** Waits for deliveries. Resolves to the exit code. */
  async settle(ids: readonly string[]): Promise<number> {
    const { json, wait } = this.options;
    const progress = startProgress('sending', ids.length, !json);
    const until = Date.now() + wait * MS_PER_SECOND;
    // Running attempts may finish, and the rest stays in the queue.
    await interruptible(async (signal) => {
      while (Date.now() < until && !(await this.#isDone(ids)) && (await hasPassed(100, signal))) {
        progress.update(this.#settled.size);
      }
    });
    progress.stop();
    return this.#conclude(ids);
  }

  async close(): Promise<void> {
    await this.#sender.close({ drainMs: DRAIN_MS });
  }

  async #isDone(ids: readonly string[]): Promise<boolean> {
    if (!ids.every((id) => this.#settled.has(id))) return false;
    // The backlog includes retries that are not yet due.
    const { waiting, inFlight } = await this.#queue.stats();
    const isAllDone = waiting + inFlight === 0;
    const isIdle = Date.now() - this.#lastAttemptAt >= IDLE_MS;
    return this.options.backlog ? isAllDone && isIdle : isAllDone || isIdle;
  }

  async #conclude(ids: readonly string[]): Promise<number> {
    const { waiting, inFlight, disabled, oldestDueAt } = await this.#queue.stats();
    const kept = waiting + inFlight + disabled;
    const failure = this.#lastFailure;
    if (failure !== undefined && !this.#settled.has(failure.id)) console.error(describeFailure(failure));
    if (kept > 0) {
      const due =
        oldestDueAt === undefined ? '' : `, the first due at ${new Date(oldestDueAt).toISOString()}`;
      console.error(`Deliveries that stay in the queue: ${kept}${due}. To continue, send with --backlog.`);
    }
    const isAllDone = ids.length === 0 ? kept === 0 : ids.every((id) => this.#settled.has(id));
    return isAllDone && [...this.#settled.values()].every(Boolean) ? 0 : 1;
  }

  #report(arrived: boolean, event: DeliveredEvent | DeadEvent): void {
    this.#settled.set(event.id, arrived);
    console.log(this.options.json ? safeJson({ arrived, ...event }) : describe(arrived, event));
  }
}

function describe(arrived: boolean, event: DeliveredEvent | DeadEvent): string {
  const { id, eventType, attempts, status } = event;
  const word = arrived ? paint('green', 'delivered') : paint('red', 'given up ');
  const why = 'reason' in event ? `  ${event.reason}` : '';
  return `${word}  ${safe(id)}  ${safe(eventType)}  ${status ?? '-'}  ${attempts} attempt(s)${why}`;
}

function describeFailure({ id, attempt, status, code, nextAttemptAt }: AttemptEvent): string {
  const why = [code, status].filter((part) => part !== undefined).join(' ');
  const next = nextAttemptAt === undefined ? '' : `, next at ${new Date(nextAttemptAt).toISOString()}`;
  return `Not arrived yet: ${safe(id)}, attempt ${attempt} failed with ${why}${next}.`;
}
