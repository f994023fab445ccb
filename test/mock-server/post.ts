/**
 * Sends deliveries to a mock receiver under test.
 *
 * @module test/mock-server/post
 */
import type { ObservedEventByShape, RunCompletedEvent, RunFailedEvent } from '#generated/events.js';
import { documentedExamples, observedExamples } from '#generated/examples.js';

export const JSON_TYPE: Readonly<Record<string, string>> = { 'content-type': 'application/json' };

export const COMPLETED: RunCompletedEvent = documentedExamples.run_completed.payload;
export const FAILED: RunFailedEvent = documentedExamples.run_failed.payload;
export const OBSERVED_FAILURE: ObservedEventByShape['failed-run'] = observedExamples['failed-run'].payload;

/** A payload of an observed failure, with other values in its `data`. */
export function failure(data: Readonly<Record<string, unknown>> = {}): Record<string, unknown> {
  return { ...OBSERVED_FAILURE, data: { ...OBSERVED_FAILURE.data, ...data } };
}

/** Posts a payload as JSON, or a text as it is. */
export async function post(
  url: string,
  payload: unknown,
  headers: Readonly<Record<string, string>> = JSON_TYPE,
): Promise<Response> {
  const body = typeof payload === 'string' ? payload : JSON.stringify(payload);
  return fetch(url, { method: 'POST', headers, body, redirect: 'manual' });
}
