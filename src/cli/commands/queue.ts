/**
 * `maxun-webhooks queue`: counts, dead letters, one delivery, replay, enable, purge.
 *
 * @module cli/commands/queue
 */
import type { AttemptRecord, DeadLetter, DeliveryWithPayload, PurgeQuery, Queue } from '../../queue/queue.ts';
import { withQueue } from '../open-queue.ts';
import { startProgress } from '../progress.ts';
import { paint, safe, safeJson } from '../terminal.ts';

/** The options of every `queue` command. */
export interface QueueOptions {
  readonly queue: string;
  readonly json: boolean;
}

/** The options of `queue dead`. */
export interface QueueDeadOptions extends QueueOptions {
  readonly endpoint?: string;
  readonly limit: number;
}

/** The options of `queue replay`. */
export interface QueueReplayOptions extends QueueOptions {
  readonly all: boolean;
  readonly endpoint?: string;
}

/** The options of `queue purge`. */
export interface QueuePurgeOptions extends QueueOptions {
  readonly state: PurgeQuery['state'];
  readonly endpoint?: string;
  /** In days. */
  readonly olderThan?: number;
}

/** The most dead letters that one call lists or puts back, and the most deliveries that one call removes. */
const PAGE = 1_000;
const MS_PER_DAY = 86_400_000;

/**
 * Prints how many deliveries there are.
 *
 * @param options the queue, and the form of the output
 * @returns the exit code: 0
 */
export function queueStats({ queue, json }: QueueOptions): Promise<number> {
  return withQueue(queue, async (opened) => {
    const stats = await opened.stats();
    const disabledEndpoints = await opened.disabled();
    if (json) {
      console.log(safeJson({ ...stats, disabledEndpoints }));
      return 0;
    }
    const { waiting, due, inFlight, disabled, dead, oldestDueAt } = stats;
    const first = oldestDueAt === undefined ? '' : `, the first due at ${timeOf(oldestDueAt)}`;
    console.log(`waiting   ${waiting} (${due} due now${first})`);
    console.log(`in flight ${inFlight}`);
    console.log(`disabled  ${disabled}`);
    console.log(`dead      ${dead}`);
    for (const { endpoint, reason, since } of disabledEndpoints) {
      console.log(
        `${paint('yellow', 'disabled')}  ${safe(endpoint)}  ${safe(reason)}  since ${timeOf(since)}`,
      );
    }
    return 0;
  });
}

/**
 * Prints dead letters, one per line.
 *
 * @param options the queue, which dead letters, how many, and the form of the output
 * @returns the exit code: 0
 */
export function queueDead({ queue, endpoint, limit, json }: QueueDeadOptions): Promise<number> {
  return withQueue(queue, async (opened) => {
    let left = limit;
    for await (const page of deadPages(opened, endpoint)) {
      for (const letter of page.slice(0, left)) console.log(json ? safeJson(letter) : describe(letter));
      left -= page.length;
      if (left <= 0) break;
    }
    if (left === limit && !json) console.error('No dead letters.');
    return 0;
  });
}

/**
 * Prints a delivery, and a line per attempt. Its body is in the JSON only.
 *
 * @param id of the delivery
 * @param options the queue, and the form of the output
 * @returns the exit code: 0; 1 if the queue does not hold the delivery
 */
export function queueShow(id: string, { queue, json }: QueueOptions): Promise<number> {
  return withQueue(queue, async (opened) => {
    const delivery = await opened.get(id);
    if (delivery === undefined) {
      console.error(`${safe(id)} is not in this queue: it has arrived, was removed, or was never accepted.`);
      return 1;
    }
    const { payload, ...shown } = delivery;
    const body = Buffer.from(payload).toString();
    console.log(json ? safeJson({ ...shown, body }) : describeDelivery(delivery));
    return 0;
  });
}

/**
 * Puts dead letters back.
 *
 * @param ids which ones
 * @param options the queue, and whether to put all of them back
 * @returns the exit code: 0; 1 if one of the ids is not a dead letter
 * @throws {TypeError} for misuse
 */
export async function queueReplay(
  ids: readonly string[],
  { queue, all, endpoint, json }: QueueReplayOptions,
): Promise<number> {
  if (ids.length === 0 ? !all : all) throw new TypeError('Name the dead letters to put back, or give --all.');
  return withQueue(queue, async (opened) => {
    const done = all ? undefined : await opened.replay(ids);
    const replayed = done?.length ?? (await replayAll(opened, endpoint, !json));
    console.log(json ? safeJson({ replayed }) : `${replayed} put back`);
    const unknown = done === undefined ? [] : ids.filter((id) => !done.includes(id));
    for (const id of unknown) {
      console.error(`${safe(id)} is not a dead letter: see \`maxun-webhooks queue dead --queue …\`.`);
    }
    return unknown.length === 0 ? 0 : 1;
  });
}

/**
 * Enables a disabled endpoint.
 *
 * @param endpoint its id, as `queue stats` lists it
 * @param options the queue, and the form of the output
 * @returns the exit code: 0; 1 if it is not disabled
 */
export function queueEnable(endpoint: string, { queue, json }: QueueOptions): Promise<number> {
  return withQueue(queue, async (opened) => {
    const enabled = await opened.enable(endpoint);
    if (json) console.log(safeJson({ enabled }));
    else if (enabled) console.log('enabled: its waiting deliveries are sent as soon as the sender runs');
    if (!enabled) {
      console.error(`${safe(endpoint)} is not disabled: see \`maxun-webhooks queue stats --queue …\`.`);
    }
    return enabled ? 0 : 1;
  });
}

/**
 * Removes deliveries permanently.
 *
 * @param options the queue, and which deliveries
 * @returns the exit code: 0
 */
export function queuePurge({ queue, state, endpoint, olderThan, json }: QueuePurgeOptions): Promise<number> {
  return withQueue(queue, async (opened) => {
    const before = olderThan === undefined ? undefined : Date.now() - olderThan * MS_PER_DAY;
    const progress = startProgress('purging', (await opened.stats())[state], !json);
    let purged = 0;
    for (let removed = PAGE; removed === PAGE; progress.update(purged)) {
      removed = await opened.purge({ state, endpoint, before, limit: PAGE });
      purged += removed;
    }
    progress.stop();
    console.log(json ? safeJson({ purged }) : `${purged} removed`);
    return 0;
  });
}

async function* deadPages(queue: Queue, endpoint: string | undefined): AsyncGenerator<DeadLetter[]> {
  let after: string | undefined;
  for (;;) {
    const page = await queue.dead({ endpoint, after, limit: PAGE });
    if (page.length === 0) return;
    yield page;
    after = page.at(-1)?.id;
  }
}

/** Always lists from the start: those put back are no longer in the list. */
async function replayAll(queue: Queue, endpoint: string | undefined, isWanted: boolean): Promise<number> {
  const progress = startProgress('replaying', (await queue.stats()).dead, isWanted);
  let replayed = 0;
  for (;;) {
    const page = await queue.dead({ endpoint, limit: PAGE });
    const done = await queue.replay(page.map(({ id }) => id));
    replayed += done.length;
    progress.update(replayed);
    if (done.length === 0) break;
  }
  progress.stop();
  return replayed;
}

function describe({ id, metadata, endpoint, reason, attempts, diedAt, records }: DeadLetter): string {
  const { event, host } = metadata;
  const { status } = records.at(-1) ?? {};
  const why = status === undefined ? reason : `${reason} (${status})`;
  const parts = [timeOf(diedAt), id, textOf(event), textOf(host), endpoint, why, `${attempts} attempt(s)`];
  return lineOf(parts);
}

function describeDelivery(delivery: DeliveryWithPayload): string {
  const { id, endpoint, state, metadata, attempts, enqueuedAt, dueAt, records } = delivery;
  const { event, host } = metadata;
  return [
    lineOf([id, state, textOf(event), textOf(host), endpoint, `${attempts} attempt(s)`]),
    lineOf([`accepted ${timeOf(enqueuedAt)}`, `due ${timeOf(dueAt)}`]),
    ...records.map(describeAttempt),
  ].join('\n');
}

function describeAttempt({ attempt, startedAt, endedAt, status, code, detail }: AttemptRecord): string {
  const why = [status, code, detail].filter((part) => part !== undefined);
  return lineOf([`attempt ${attempt}`, timeOf(startedAt), `${endedAt - startedAt} ms`, ...why.map(String)]);
}

function lineOf(parts: readonly string[]): string {
  return parts.map((part) => safe(part)).join('  ');
}

/** A value of a delivery's metadata. */
function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '-';
}

function timeOf(milliseconds: number): string {
  return new Date(milliseconds).toISOString();
}
