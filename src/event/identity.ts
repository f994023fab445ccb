/**
 * What tells one delivery from another, and a repetition from news.
 *
 * @module event/identity
 */
import { readEnvelope } from './envelope.ts';
import { type Field, findFields } from './fields.ts';
import { MAX_KEY_PART } from './limits.ts';
import { Repairs } from './repair.ts';

/** The identity of a delivery. */
export interface Identity {
  /** The idempotency key: `webhook-id` where the delivery has one, else {@link Identity.subject}. */
  readonly key: string;
  /** What the key was made from. */
  readonly source: 'webhook-id' | 'payload';
  /**
   * The event, by what the payload says of it: event type and run (for a test, and where there is no run, also webhook and
   * time). Holds a dot, so that it can never be another delivery's `webhook-id`.
   */
  readonly subject: string;
  /**
   * What the event says happened: status and error. Two deliveries of one subject that differ in it are two different
   * failures of one run, not a repetition.
   */
  readonly variant: string;
  /** The run, where the payload names one. */
  readonly runId: string | undefined;
  /** False where the payload names neither a run nor a time, so that its subject says nothing: do not deduplicate by it. */
  readonly isConclusive: boolean;
}

/** The parts of the delivery besides its payload that {@link identify} uses. */
export interface IdentifyHeaders {
  /** `webhook-id`, from a delivery whose signature was verified. */
  readonly id?: string;
}

/**
 * Identifies a delivery. Never throws for anything that the payload is.
 *
 * Stock Maxun sends no id of a delivery, and repeats the same bytes: event type and run name an event. The
 * one exception is a scrape that fails through the API, for which it sends two different `run_failed` (shapes G and
 * F): they have the same subject and different variants.
 *
 * @param payload a parsed payload
 * @param headers `id`: the verified `webhook-id`, if there is one
 * @returns the key, and what is needed to see a contradiction
 * @example
 * ```ts
 * const { key } = identify(payload, verified);
 * if (!(await store.claim(key))) return; // seen before
 * ```
 */
export function identify(payload: unknown, headers: IdentifyHeaders = {}): Identity {
  const { parts, runId, variant, isConclusive } = read(payload);
  const subject = `maxun.${JSON.stringify(parts.map(shorten))}`;
  const { id = '' } = headers;
  const isSigned = id !== '';
  return {
    key: isSigned ? id : subject,
    source: isSigned ? 'webhook-id' : 'payload',
    subject,
    variant: JSON.stringify(variant.map(shorten)),
    runId: runId ?? undefined,
    isConclusive: isSigned || isConclusive,
  };
}

interface Parts {
  /** Event type and run; webhook and time where they count. */
  readonly parts: readonly (string | null)[];
  readonly runId: string | null;
  /** Status, and type and message of the error. */
  readonly variant: readonly (string | null)[];
  readonly isConclusive: boolean;
}

function read(payload: unknown): Parts {
  try {
    const repairs = new Repairs();
    const { eventType, timestamp, webhookId, holders } = readEnvelope(payload, repairs);
    const fields = findFields(['run_id', 'status', 'error'], { holders, repairs });
    const runId = textOf(fields.run_id);
    // Two webhooks of one robot tell of the same run, and so does Maxun's API, which knows no webhook.
    const isOfRun = eventType !== 'webhook_test' && runId !== null;
    const time = isOfRun ? null : textOf(timestamp);
    return {
      parts: [eventType ?? null, runId, ...(isOfRun ? [] : [textOf(webhookId), time])],
      runId,
      variant: [textOf(fields.status), ...errorOf(fields.error)],
      isConclusive: runId !== null || time !== null,
    };
  } catch {
    return { parts: [], runId: null, variant: [], isConclusive: false };
  }
}

function errorOf(error: Field | undefined): (string | null)[] {
  const { value } = error ?? {};
  if (typeof value !== 'object' || value === null) return [null, textOf(error)];
  const holder = { value, path: '' };
  const { type, message } = findFields(['type', 'message'], { holders: [holder], repairs: new Repairs() });
  return [textOf(type), textOf(message)];
}

function textOf(field: Field | undefined): string | null {
  const value = field?.value;
  return typeof value === 'string' || typeof value === 'number' ? String(value) : null;
}

/** A part of a key that no sender can make large: its beginning, its length, and a checksum of the whole. */
function shorten(part: string | null): string | null {
  if (part === null || part.length <= MAX_KEY_PART) return part;
  return `${part.slice(0, MAX_KEY_PART)}… ${part.length} ${checksum(part)}`;
}

/** FNV-1a, 32 bits: not against forgery, which a signature is for. @see http://www.isthe.com/chongo/tech/comp/fnv/ */
function checksum(text: string): string {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  return (hash >>> 0).toString(16);
}
