/**
 * `maxun-webhooks queue show`: one delivery, with its attempts.
 *
 * @module cli/commands/queue-show
 */
import type { AttemptRecord, DeliveryWithPayload } from '../../queue/queue.ts';
import { safe, safeJson } from '../terminal.ts';
import { type QueueOptions, textOf, timeOf, withQueue } from './queue.ts';

/**
 * Prints a delivery, and a line per attempt. Its body is in the JSON only.
 *
 * @param id of the delivery
 * @param options the queue, and the form of the output
 * @returns the exit code: 0; 1 if the queue does not hold the delivery; 2 if the queue cannot be opened
 */
export function queueShow(id: string, { queue, json }: QueueOptions): Promise<number> {
  return withQueue(queue, async (opened) => {
    const delivery = await opened.get(id);
    if (delivery === undefined) {
      console.error(`${safe(id)} is not in this queue: it has arrived, was removed, or was never accepted.`);
      return 1;
    }
    console.log(json ? jsonOf(delivery) : textFor(delivery));
    return 0;
  });
}

function jsonOf({ payload, ...delivery }: DeliveryWithPayload): string {
  return safeJson({ ...delivery, body: Buffer.from(payload).toString() });
}

function textFor({ id, endpoint, state, metadata, attempts, ...rest }: DeliveryWithPayload): string {
  const { event, host } = metadata;
  const head = [id, state, textOf(event), textOf(host), endpoint, `${attempts} attempt(s)`];
  const times = [`accepted ${timeOf(rest.enqueuedAt)}`, `due ${timeOf(rest.dueAt)}`];
  return [head, times, ...rest.records.map(attemptOf)]
    .map((parts) => parts.map((part) => safe(part)).join('  '))
    .join('\n');
}

function attemptOf({ attempt, startedAt, endedAt, status, code, detail }: AttemptRecord): string[] {
  const why = [status, code, detail].filter((part) => part !== undefined);
  return [`attempt ${attempt}`, timeOf(startedAt), `${endedAt - startedAt} ms`, ...why.map(String)];
}
