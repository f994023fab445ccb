/**
 * What is told of an attempt.
 *
 * @module send/events/attempt-event
 */
import type { HandlerAnswer, QueueDelivery } from '../../queue/queue.ts';
import type { Verdict } from '../attempt/attempt.ts';
import type { AttemptEvent, DeliverySubject } from './observer.ts';

/** An attempt that has ended, and what becomes of its delivery. */
export interface EndedAttempt {
  readonly delivery: QueueDelivery;
  readonly verdict: Verdict;
  readonly answer: HandlerAnswer;
  /** In milliseconds since the epoch. */
  readonly startedAt: number;
  /** In milliseconds since the epoch. */
  readonly now: number;
}

const OUTCOMES = { done: 'delivered', retry: 'retry', dead: 'dead', disable: 'disabled' } as const;

/**
 * @param subject which delivery
 * @param ended how it went
 * @returns the event
 */
export function attemptEventOf(subject: DeliverySubject, ended: EndedAttempt): AttemptEvent {
  const { delivery, verdict, answer, startedAt, now } = ended;
  return {
    id: subject.id,
    endpoint: subject.endpoint,
    host: subject.host,
    eventType: subject.eventType,
    attempt: delivery.attempt,
    startedAt,
    durationMs: now - startedAt,
    outcome: OUTCOMES[answer.outcome],
    status: verdict.status,
    code: verdict.ok ? undefined : verdict.code,
    detail: verdict.ok ? undefined : verdict.detail,
    nextAttemptAt: answer.outcome === 'retry' ? answer.at : undefined,
  };
}
