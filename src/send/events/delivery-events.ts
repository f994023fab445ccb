/**
 * The events about one delivery, made of an attempt that has ended.
 *
 * @module send/events/delivery-events
 */
import type { HandlerAnswer, QueueDelivery } from '../../queue/queue.ts';
import type { AttemptFailure } from '../attempt/attempt.ts';
import type { EndedAttempt } from '../attempt/outcome.ts';
import type { AttemptEvent, DeadEvent, DeliveredEvent, DeliverySubject } from './sender-events.ts';

const OUTCOMES = { done: 'delivered', retry: 'retry', dead: 'dead', disable: 'disabled' } as const;

/**
 * @param delivery the delivery
 * @param host of its endpoint. Default: the one at the time of `send`
 */
export function subjectOf({ id, endpoint, metadata }: QueueDelivery, host?: string): DeliverySubject {
  const { event, host: storedHost } = metadata as Partial<Record<string, unknown>>;
  return { id, endpoint, host: host ?? textOf(storedHost), eventType: textOf(event) };
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

/**
 * @param ended the attempt
 * @param outcome what becomes of the delivery
 */
export function attemptEventOf(
  { subject, delivery, result, startedAt, now }: EndedAttempt,
  outcome: HandlerAnswer,
): AttemptEvent {
  return {
    ...subject,
    attempt: delivery.attempt,
    startedAt,
    durationMs: now - startedAt,
    outcome: OUTCOMES[outcome.outcome],
    status: result.status,
    code: result.ok ? undefined : result.code,
    detail: result.ok ? undefined : result.detail,
    nextAttemptAt: outcome.outcome === 'retry' ? outcome.dueAt : undefined,
  };
}

/** @param ended the last attempt of a delivery */
export function deliveredEventOf({ subject, delivery, result, now }: EndedAttempt): DeliveredEvent {
  const { attempt: attempts, enqueuedAt } = delivery;
  const { status = 0 } = result;
  return { ...subject, attempts, status, latencyMs: now - enqueuedAt };
}

/**
 * @param ended the last attempt of a delivery
 * @param failure of that attempt
 */
export function deadEventOf(
  { subject, delivery }: EndedAttempt,
  { code, status }: AttemptFailure,
): DeadEvent {
  return { ...subject, attempts: delivery.attempt, reason: code, status };
}
