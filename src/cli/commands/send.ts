/**
 * `maxun-webhooks send`: sends events through a queue, and waits for them to arrive.
 *
 * @module cli/commands/send
 */
import { PayloadError } from '../../errors/index.ts';
import type { Queue, QueueStats } from '../../queue/queue.ts';
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
import { reportFailure, requireSecrets } from '../input.ts';
import { hasPassed, interruptible } from '../interruptible.ts';
import { openQueue } from '../open-queue.ts';
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
 * @returns the exit code: 0 if everything arrived, 1 if something did not, 2 for misuse
 */
export async function sendCommand(url: string, file: string, options: SendCommandOptions): Promise<number> {
  const documents = options.backlog ? [] : await readEvents(file, options.json);
  if (documents === undefined) return 2;
  const queue = await openQueue(options.queue, true);
  if (queue === undefined) return 2;
  const run = await startRun(queue, url, options).catch((error: unknown) => void reportFailure(error));
  if (run === undefined) {
    await queue.close();
    return 2;
  }
  try {
    const ids = await acceptAll(run, documents, options.json);
    const isWhole = ids.length === documents.length;
    const code = isWhole || ids.length > 0 ? await run.settle(ids) : 1;
    return isWhole ? code : 1;
  } finally {
    await run.sender.close({ drainMs: DRAIN_MS });
  }
}

/** In parts, up to the first that is refused. */
async function acceptAll(
  run: Run,
  documents: readonly Document[],
  json: boolean,
): Promise<readonly string[]> {
  const ids: string[] = [];
  const progress = startProgress('accepting', documents.length, !json && documents.length > PIECE);
  for (let start = 0; start < documents.length; start += PIECE) {
    const piece = documents.slice(start, start + PIECE);
    const accepted = await run
      .accept(piece.map(({ value }) => value as AnyEvent))
      .catch((error: unknown) => progress.above(() => refusedEvent(error, piece, { json, before: start })));
    if (accepted === undefined) break;
    ids.push(...accepted);
    progress.update(ids.length);
  }
  progress.stop();
  return ids;
}

async function readEvents(file: string, json: boolean): Promise<Document[] | undefined> {
  const documents = await readDocuments(file);
  if (documents === undefined) return undefined;
  const broken = documents.find(({ error }) => error !== undefined);
  if (broken === undefined) return documents;
  reportUnreadable(broken, json);
  console.error(NOTHING_SENT);
  return undefined;
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

interface Run {
  readonly sender: Sender;
  /** Accepts events, all of them or none. Resolves to the ids. */
  accept(events: readonly AnyEvent[]): Promise<readonly string[]>;
  /** Waits for them. Resolves to the exit code. */
  settle(ids: readonly string[]): Promise<number>;
}

async function startRun(queue: Queue, url: string, options: SendCommandOptions): Promise<Run> {
  const { allow, contract, webhookId, unsigned, json, wait, backlog } = options;
  const authentication = unsigned ? { unsigned: true as const } : { secrets: requireSecrets(options.secret) };
  const endpoint: Endpoint = { url, webhookId, concurrency: 50, ...authentication };
  const sender = createSender({ queue, allow, endpoints: [endpoint], silent: true });
  const watched = watch(sender, json);
  tellTroubles(sender);
  return {
    sender,
    async accept(events) {
      const results = await sender.sendAll(
        events.map((event) => ({ endpoint, event })),
        { contract: contract as 'off' },
      );
      return results.map(({ id }) => id);
    },
    async settle(ids) {
      const progress = startProgress('sending', ids.length, !json);
      const until = Date.now() + wait * MS_PER_SECOND;
      const isIdle = (): boolean => Date.now() - watched.lastAt >= IDLE_MS;
      const isDone = async (): Promise<boolean> => {
        if (!ids.every((id) => watched.settled.has(id))) return false;
        const isAllDone = isEmpty(await queue.stats());
        return backlog ? isAllDone && isIdle() : isAllDone || isIdle();
      };
      // Running attempts may finish, and the rest stays in the queue.
      await interruptible(async (signal) => {
        while (Date.now() < until && !(await isDone()) && (await hasPassed(100, signal))) {
          progress.update(watched.settled.size);
        }
      });
      progress.stop();
      return conclude(queue, ids, watched);
    },
  };
}

/** The progress of a run so far. */
interface Watched {
  /** Whether a delivery arrived, by its id. */
  readonly settled: Map<string, boolean>;
  /** When the last attempt ended. */
  lastAt: number;
  /** The last failed attempt with another to follow. */
  lastFailure: AttemptEvent | undefined;
}

/** Prints a line for each delivery that arrives or is given up. */
function watch(sender: Sender, json: boolean): Watched {
  const watched: Watched = { settled: new Map(), lastAt: Date.now(), lastFailure: undefined };
  const report = (arrived: boolean, event: DeliveredEvent | DeadEvent): void => {
    watched.settled.set(event.id, arrived);
    console.log(json ? safeJson({ arrived, ...event }) : describe(arrived, event));
  };
  sender
    .on('attempt', (attempt) => {
      watched.lastAt = Date.now();
      if (attempt.outcome === 'retry') watched.lastFailure = attempt;
    })
    .on('delivered', (event) => report(true, event))
    .on('dead', (event) => report(false, event));
  return watched;
}

function tellTroubles(sender: Sender): void {
  sender.on('disabled', ({ reason }) =>
    console.error(`The endpoint is disabled (${reason}): its waiting deliveries stay in the queue.`),
  );
  sender.on('problem', ({ message }) => console.error(safe(message)));
}

/** The backlog includes retries that are not yet due. */
function isEmpty({ waiting, inFlight }: QueueStats): boolean {
  return waiting + inFlight === 0;
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

async function conclude(
  queue: Queue,
  ids: readonly string[],
  { settled, lastFailure }: Watched,
): Promise<number> {
  const { waiting, inFlight, disabled } = await queue.stats();
  const kept = waiting + inFlight + disabled;
  if (lastFailure !== undefined && !settled.has(lastFailure.id)) console.error(describeFailure(lastFailure));
  if (kept > 0)
    console.error(`Deliveries that stay in the queue: ${kept}. To continue, send with --backlog.`);
  const isAllDone = ids.length === 0 ? kept === 0 : ids.every((id) => settled.has(id));
  return isAllDone && [...settled.values()].every(Boolean) ? 0 : 1;
}
