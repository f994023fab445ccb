/**
 * The envelope of an event: its type, its time, its subscription, and where its own fields are.
 *
 * @module event/envelope
 */
import { isRecord } from '../errors/is-record.ts';
import { meantEventType } from '../validation/hints.ts';
import { otherShape } from '../validation/shape.ts';
import { type Field, findFields, type Holder } from './fields.ts';
import type { Repairs } from './repair.ts';

/** What an envelope says. */
export interface Envelope {
  /** In the contract's own spelling where a near miss is recognised. */
  readonly eventType?: string | undefined;
  readonly timestamp?: Field | undefined;
  readonly webhookId?: Field | undefined;
  /** The rows of a payload that has nothing else in its `data` (`cloud-n8n`). */
  readonly rows?: Field | undefined;
  /** Where the event's own fields are: `data`, then the envelope itself, where near misses have them. */
  readonly holders: readonly Holder[];
}

const NAMES = ['event_type', 'timestamp', 'webhook_id', 'data'] as const;

/**
 * Reads the envelope of a payload.
 *
 * @param payload the whole payload
 * @param repairs where to report
 */
export function readEnvelope(payload: unknown, repairs: Repairs): Envelope {
  if (!isRecord(payload)) {
    repairs.unreadable({ value: payload, path: '' }, 'an event');
    return { holders: [] };
  }
  const root: Holder = { value: payload, path: '' };
  const fields = findFields(NAMES, { holders: [root], repairs });
  const eventType = readEventType(fields.event_type, repairs);
  const { timestamp, webhook_id: webhookId, data } = fields;
  const rows = otherShape(payload) === 'cloud-n8n' ? data : undefined;
  const holders = rows === undefined ? [dataOf(data, repairs), root] : [root];
  return { eventType, timestamp, webhookId, rows, holders };
}

/** Where there is no `data`, an empty one stands in, so that what lies beside it is seen to be misplaced. */
function dataOf(field: Field | undefined, repairs: Repairs): Holder {
  if (field !== undefined && isRecord(field.value)) return { value: field.value, path: field.path };
  if (field !== undefined) repairs.unreadable(field, "the event's own fields");
  return { value: {}, path: '/data' };
}

function readEventType(field: Field | undefined, repairs: Repairs): string | undefined {
  if (field === undefined) return undefined;
  const { value, path } = field;
  if (typeof value !== 'string') return repairs.unreadable(field, 'an event type');
  const meant = meantEventType(value);
  if (meant === undefined || meant === value) return value;
  repairs.add('event-type', path, { found: value, used: meant, because: `is read as "${meant}"` });
  return meant;
}
