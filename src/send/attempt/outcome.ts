/**
 * Decides the outcome of a delivery after an attempt.
 *
 * @module send/attempt/outcome
 */
import type { AttemptNote, HandlerAnswer, QueueDelivery } from '../../queue/queue.ts';
import type { PreparedEndpoint } from '../endpoint/prepared-endpoint.ts';
import type { DeliverySubject } from '../events/sender-events.ts';
import { LOCAL_FAULT_WAIT_MS } from '../limits.ts';
import { type AttemptFailure, type AttemptResult, isClientError } from './attempt.ts';
import { parseRetryAfter } from './retry-after.ts';

/** An attempt that has ended. */
export interface EndedAttempt {
  readonly delivery: QueueDelivery;
  /** What its events say of the delivery. */
  readonly subject: DeliverySubject;
  readonly endpoint: PreparedEndpoint;
  readonly result: AttemptResult;
  /** In milliseconds since the epoch. */
  readonly startedAt: number;
  /** When it ended, in milliseconds since the epoch. */
  readonly now: number;
  /** For how long every attempt at the endpoint has failed, in milliseconds. */
  readonly failingForMs: number;
  /** Whether the endpoint's URL has changed since the attempt began. */
  readonly hasMoved: boolean;
}

/** The sender's rules. */
export interface OutcomeRules {
  /** Longest wait that an endpoint can ask for, in milliseconds. */
  readonly maxRetryAfterMs: number;
  /** How long every attempt at an endpoint may fail before it is disabled, in milliseconds. */
  readonly disableAfterMs: number;
  /** Gives numbers from 0 to below 1, for jitter. */
  readonly random: () => number;
}

const DONE: HandlerAnswer = { outcome: 'done' };

/**
 * @param ended the attempt
 * @param rules of the sender
 * @returns the answer for the queue
 * @throws {RangeError} if the endpoint's schedule returns something that is not a delay
 */
export function outcomeOf(ended: EndedAttempt, rules: OutcomeRules): HandlerAnswer {
  const { result, endpoint, now, failingForMs, hasMoved } = ended;
  if (result.ok) return DONE;
  const { code } = result;
  const note = noteOf(result);
  if (code === 'ERR_WEBHOOK_ATTEMPT_ABORTED') return { outcome: 'retry', dueAt: now, countsAsAttempt: false };
  if (code === 'ERR_WEBHOOK_LOCAL_RESOURCES') {
    return { outcome: 'retry', dueAt: now + LOCAL_FAULT_WAIT_MS, countsAsAttempt: false };
  }
  if (!hasMoved && (code === 'ERR_WEBHOOK_ENDPOINT_GONE' || failingForMs >= rules.disableAfterMs)) {
    return { outcome: 'disable', reason: code, note };
  }
  const isRefused = endpoint.clientErrors === 'dead' && isClientError(result);
  const scheduled = isRefused ? undefined : scheduledDelay(ended, result, rules.random);
  if (scheduled === undefined) return { outcome: 'dead', reason: code, note };
  const delay = Math.max(scheduled, requestedDelay(result, now, rules.maxRetryAfterMs));
  return { outcome: 'retry', dueAt: Math.ceil(now + delay), note };
}

/** The details of an attempt that the queue stores; none if it succeeded. */
export function noteOf(result: AttemptResult): AttemptNote {
  if (result.ok) return {};
  const { code, status, detail } = result;
  return { code, status, detail };
}

function scheduledDelay(
  { delivery, endpoint }: EndedAttempt,
  { code, status }: AttemptFailure,
  random: () => number,
): number | undefined {
  const delay = endpoint.schedule({ attempt: delivery.attempt, code, status }, random);
  if (delay === undefined || (Number.isFinite(delay) && delay >= 0)) return delay;
  throw new RangeError('a schedule must return milliseconds, 0 or more, or undefined to give up');
}

/**
 * @param result of an attempt
 * @param now when it ended, in milliseconds since the epoch
 * @param longest wait that an endpoint can ask for, in milliseconds
 * @returns the pause that the endpoint asks for with `Retry-After`, in milliseconds; 0 without one
 */
export function requestedDelay(result: AttemptResult, now: number, longest: number): number {
  return result.ok ? 0 : Math.min(parseRetryAfter(result.retryAfter, now) ?? 0, longest);
}
