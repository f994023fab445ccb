/**
 * What a receiver remembers of an event, in its dedupe store or its inbox, to know it again.
 *
 * A run ends once. So all events of its end have one key, signed or not, and the fingerprint says which end was told.
 *
 * @module receive/event-key
 * @see docs/decisions/0031-two-failures-of-one-run.md
 */
import { printable } from '../validation/printable.ts';
import { RUN_ABORTED } from './context.ts';
import type { OpenedParts } from './open.ts';

/** What is remembered of an event. */
export interface EventKey {
  readonly key: string;
  /** Tells apart events with the same key. */
  readonly fingerprint: string;
}

/** How an event relates to the one that was received before it under the same key. */
type Relation =
  /** It says the same. */
  | 'duplicate'
  /** It is another failure of the same run. */
  | 'conflict'
  /** It says that the run ended in another way. */
  | 'new';

const ENDS_OF_RUNS: ReadonlySet<string> = new Set(['run_completed', 'run_failed', RUN_ABORTED]);

/** Begins the fingerprint of an event that was fetched: the text of its error is the log's, which no webhook has. */
const FETCHED = 'fetched ';

/**
 * @param parts the opened delivery
 * @returns nothing where the payload holds nothing to recognise it by
 */
export function eventKeyOf(parts: OpenedParts): EventKey | undefined {
  const { eventType, identity, identifyPayload } = parts;
  if (ENDS_OF_RUNS.has(eventType)) {
    const { subject, runId = '' } = identifyPayload();
    if (runId !== '') return { key: withoutType(subject), fingerprint: endOf(parts) };
  }
  return identity.isConclusive ? { key: identity.key, fingerprint: '' } : undefined;
}

/**
 * @param first fingerprint of the event that was received first; empty if the store does not know it
 * @param second fingerprint of the event that came later, under the same key
 */
export function relationOf(first: string, second: string): Relation {
  if (first === '' || first === second) return 'duplicate';
  const isFetched = first.startsWith(FETCHED);
  // Whatever a webhook says after its run was fetched, Maxun's own answer stands.
  if (isFetched && !second.startsWith(FETCHED)) return 'duplicate';
  if (typeOf(first) !== typeOf(second)) return 'new';
  return isFetched || second.startsWith(FETCHED) ? 'duplicate' : 'conflict';
}

/**
 * @param event that is not a duplicate of the first one under its key
 * @returns the key that makes it an event of its own
 */
export function ownKeyOf({ key, fingerprint }: EventKey): string {
  return `${key} ${fingerprint}`;
}

/**
 * @param fingerprint of a failure
 * @returns its status, and the type and message of its error, as JSON
 */
export function variantOf(fingerprint: string): string {
  return fingerprint.slice(fingerprint.indexOf(' ') + 1);
}

function endOf({ source, eventType, identifyPayload }: OpenedParts): string {
  if (source === 'catch-up') return `${FETCHED}${eventType}`;
  return eventType === 'run_failed' ? `${eventType} ${printable(identifyPayload().variant)}` : eventType;
}

function typeOf(fingerprint: string): string {
  return (fingerprint.startsWith(FETCHED) ? variantOf(fingerprint) : fingerprint).split(' ', 1)[0] as string;
}

/** `maxun.["run_failed","4711"]` becomes `maxun.["4711"]`. */
function withoutType(subject: string): string {
  return `maxun.[${subject.slice(subject.indexOf(',') + 1)}`;
}
