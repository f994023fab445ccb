/**
 * What becomes of a delivery after an attempt.
 *
 * @module send/attempt/outcome
 */
import type { AttemptNote, HandlerAnswer, QueueDelivery } from '../../queue/queue.ts';
import { isClientError, type Verdict } from './attempt.ts';
import type { PreparedEndpoint } from '../endpoint/endpoint.ts';
import { parseRetryAfter } from './retry-after.ts';

/** An attempt that has ended. */
export interface EndedAttemptAtEndpoint {
  readonly verdict: Verdict;
  readonly endpoint: PreparedEndpoint;
  /** When it ended, in milliseconds since the epoch. */
  readonly now: number;
  /** For how long every attempt at the endpoint has failed, in milliseconds. */
  readonly failingForMs: number;
}

/** What the answer goes by. */
export interface OutcomeRules {
  /** Longest wait that an endpoint may ask for, in milliseconds. */
  readonly maxRetryAfterMs: number;
  /** How long every attempt at an endpoint may fail before it is disabled, in milliseconds. */
  readonly disableAfterMs: number;
  /** Gives numbers from 0 to below 1, for jitter. */
  readonly random: () => number;
}

const DONE: HandlerAnswer = { outcome: 'done' };
/** How long a delivery waits where this process has no socket to spare, in milliseconds. */
const LOCAL_WAIT_MS = 1_000;

/**
 * @param delivery that was attempted
 * @param ended how it went
 * @param rules of the sender
 * @returns what the queue is told
 * @throws {RangeError} if the endpoint's schedule answers what is no delay
 */
export function outcomeOf(
  delivery: QueueDelivery,
  ended: EndedAttemptAtEndpoint,
  rules: OutcomeRules,
): HandlerAnswer {
  const { verdict, endpoint, now, failingForMs } = ended;
  if (verdict.ok) return DONE;
  const { code } = verdict;
  const note = noteOf(verdict);
  if (code === 'ERR_WEBHOOK_ATTEMPT_ABORTED') return { outcome: 'retry', at: now, countsAsAttempt: false };
  if (code === 'ERR_WEBHOOK_LOCAL_RESOURCES') {
    return { outcome: 'retry', at: now + LOCAL_WAIT_MS, countsAsAttempt: false };
  }
  if (code === 'ERR_WEBHOOK_ENDPOINT_GONE' || failingForMs >= rules.disableAfterMs) {
    return { outcome: 'disable', reason: code, note };
  }
  const isRefused = endpoint.clientErrors === 'dead' && isClientError(verdict);
  const scheduled = isRefused ? undefined : scheduledDelay(delivery, verdict, ended, rules);
  if (scheduled === undefined) return { outcome: 'dead', reason: code, note };
  const delay = Math.max(scheduled, requestedDelay(verdict, now, rules.maxRetryAfterMs));
  return { outcome: 'retry', at: Math.ceil(now + delay), note };
}

/**
 * @param verdict of an attempt
 * @returns what is remembered of it; nothing of one that succeeded
 */
export function noteOf(verdict: Verdict): AttemptNote {
  if (verdict.ok) return {};
  const { code, status, detail } = verdict;
  return { code, status, detail };
}

// eslint-disable-next-line eslint/max-params -- the parts of one answer
function scheduledDelay(
  { attempt }: QueueDelivery,
  { code, status }: Verdict & { readonly ok: false },
  { endpoint }: EndedAttemptAtEndpoint,
  { random }: OutcomeRules,
): number | undefined {
  const delay = endpoint.schedule({ attempt, code, status }, random);
  if (delay === undefined || (Number.isFinite(delay) && delay >= 0)) return delay;
  throw new RangeError('a schedule must answer milliseconds, 0 or more, or undefined to give up');
}

/**
 * @param verdict of an attempt
 * @param now when it ended, in milliseconds since the epoch
 * @param most longest wait that an endpoint may ask for, in milliseconds
 * @returns how long the endpoint asks to be left alone, in milliseconds, within that; 0 where it does not
 */
export function requestedDelay(verdict: Verdict, now: number, most: number): number {
  return verdict.ok ? 0 : Math.min(parseRetryAfter(verdict.retryAfter, now) ?? 0, most);
}
