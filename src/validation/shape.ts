/**
 * Tells which observed shape a payload has, from the fields that only one of them has.
 *
 * @module validation/shape
 * @see contract/observed.yaml
 */
import type { ObservedShape, OtherShape } from '#generated/events.js';
import { check, validators } from './check.ts';
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
  if (typeof output === 'object' && output !== null) {
    return Array.isArray(memberOf(output, 'captured_texts')) ? 'legacy-2025' : 'extract-run';
  }
  return has(data, 'metadata') || has(data, 'started_at') ? 'scrape-run' : 'document-run';
}

/**
 * The shape of a payload that is not an event of a Maxun server, and is known all the same.
 *
 * @param value the whole payload
 */
export function otherShape(value: unknown): OtherShape | undefined {
  try {
    if (has(value, 'event_type') || !Array.isArray(memberOf(value, 'data'))) return undefined;
    return check(value, validators.others['cloud-n8n']).broken.length === 0 ? 'cloud-n8n' : undefined;
  } catch {
    // Getters and proxies can throw; JSON has neither.
    return undefined;
  }
}

function has(data: unknown, key: string): boolean {
  return memberOf(data, key) !== undefined;
}
