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
  return validators()
    .shapes.get(memberOf(value, 'event_type'))
    ?.find(([, isTold]) => isTold(data))?.[0];
}

/**
 * The shape of a payload that is not an event of a Maxun server, and is known all the same.
 *
 * @param value the whole payload
 */
export function otherShape(value: unknown): OtherShape | undefined {
  try {
    if (memberOf(value, 'event_type') !== undefined || !Array.isArray(memberOf(value, 'data')))
      return undefined;
    return check(value, validators().others['cloud-n8n']).broken.length === 0 ? 'cloud-n8n' : undefined;
  } catch {
    // Getters and proxies can throw; JSON has neither.
    return undefined;
  }
}
