/**
 * Tells which observed shape a payload has, from the fields that only one of them has.
 *
 * @module validation/shape
 * @see contract/observed.yaml
 */
import type { ObservedShape } from '#generated/events.js';
import { memberOf } from './pointer.ts';

/**
 * The observed shape that a payload is nearest to. Its fields are not checked.
 *
 * @param value the whole payload
 * @returns `undefined` if no server was seen to send its event type
 */
export function nearestShape(value: unknown): ObservedShape | undefined {
  const data = memberOf(value, 'data');
  switch (memberOf(value, 'event_type')) {
    case 'run_completed':
      return completedShape(data);
    case 'run_failed':
      return has(data, 'started_at') || has(data, 'metadata') ? 'failed-run' : 'failed-scrape-api';
    case 'webhook_test':
      return 'webhook-test';
    default:
      return undefined;
  }
}

function completedShape(data: unknown): ObservedShape {
  if (has(data, 'runId') && !has(data, 'run_id')) return 'scrape-run-ui';
  const output = memberOf(data, 'extracted_data');
  if (typeof output === 'object' && output !== null) return extractShape(output);
  return has(data, 'metadata') || has(data, 'started_at') ? 'scrape-run' : 'document-run';
}

function extractShape(output: object): ObservedShape {
  const texts = memberOf(output, 'captured_texts');
  if (Array.isArray(texts)) return 'legacy-2025';
  const groups = typeof texts === 'object' && texts !== null ? Object.values(texts) : [];
  if (groups.length > 0) return groups.every(Array.isArray) ? 'extract-run' : 'extract-run-api';
  // Without texts the two differ in what they do with outputs that the run did not produce: B sends `{}`.
  return isEmptyObject(memberOf(output, 'crawl_data')) || isEmptyObject(memberOf(output, 'search_data'))
    ? 'extract-run-api'
    : 'extract-run';
}

function has(data: unknown, key: string): boolean {
  return memberOf(data, key) !== undefined;
}

function isEmptyObject(value: unknown): boolean {
  return typeof value === 'object' && value !== null && Object.keys(value).length === 0;
}
