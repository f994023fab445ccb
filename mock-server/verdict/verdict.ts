/**
 * The whole verdict on a delivery, worked out from what is kept of it.
 *
 * @module mock-server/verdict/verdict
 */
import type { Issue, SignatureExplanation } from '../../src/errors/index.ts';
import { type Drift, driftOf, validate } from '../../src/validation/index.ts';
import { memberOf } from '../../src/validation/pointer.ts';
import type { AttemptVerdict, Contradiction, SignatureVerdict, Verdict } from '../api/types.ts';
import { identify } from '../../src/event/index.ts';
import { answeredStatus } from '../hook/response.ts';
import { type Entry, explanationOf, rawHeadersOf } from '../journal/entry.ts';
import { readHeader } from '../../src/signature/index.ts';
import { fixFor, levelOf, sentenceFor } from './messages.ts';

/** What a verdict is worked out from. */
export interface VerdictGrounds {
  readonly entry: Entry;
  /** The parsed body; `undefined` where it is no JSON. */
  readonly payload: unknown;
  readonly duplicateKeys: readonly string[];
  readonly contradictions: readonly Contradiction[];
  readonly strict: boolean;
}

/**
 * Works out the verdict.
 *
 * @param grounds the entry and what its body holds
 */
export function verdictOf(grounds: VerdictGrounds): Verdict {
  const { entry, payload, duplicateKeys, contradictions } = grounds;
  const { status, shape, code, refusal } = entry;
  const { issues, drift } = findingsOf(grounds);
  countOnce(entry, { issues, drift, contradictions });
  const signature = signatureOf(entry);
  const ageMs = ageOf(entry, payload);
  const fix = fixFor({ entry, issues, duplicateKeys, explanation: signature.explanation });
  return {
    level: levelOf(entry),
    sentence: sentenceFor(entry),
    ...(fix === undefined ? {} : { fix }),
    status,
    shape,
    issues,
    drift,
    ...(refusal === undefined ? {} : { refusal }),
    ...(code === undefined ? {} : { code }),
    signature,
    duplicateKeys,
    attempt: attemptOf(entry, payload),
    ...(ageMs === undefined ? {} : { ageMs }),
    contradictions,
  };
}

/** Counts what a row of the list shows, so that no list has to read every body again. */
function countOnce(
  entry: Entry,
  found: Record<'issues' | 'drift' | 'contradictions', readonly unknown[]>,
): void {
  entry.issues = found.issues.length;
  entry.drift = found.drift.length;
  entry.contradictions = found.contradictions.length;
}

function findingsOf({ payload, strict, entry }: VerdictGrounds): {
  issues: readonly Issue[];
  drift: readonly Drift[];
} {
  if (payload === undefined) return { issues: [], drift: [] };
  const drift = driftOf(payload);
  if (entry.shape !== 'unknown') return { issues: [], drift };
  const result = validate(payload, { contract: strict ? 'documented' : 'any' });
  return { issues: result.ok ? [] : result.issues, drift };
}

function signatureOf(entry: Entry): SignatureVerdict {
  const { signature: state, code } = entry;
  if (state === 'unchecked') return { state };
  const explained = explanationOf(entry);
  if (explained !== '') {
    const explanation = JSON.parse(explained) as SignatureExplanation;
    return { state, ...(code === undefined ? {} : { code }), explanation };
  }
  if (state !== 'valid') return { state };
  const rawHeaders = rawHeadersOf(entry);
  const [id, timestamp] = [readHeader(rawHeaders, 'webhook-id'), readHeader(rawHeaders, 'webhook-timestamp')];
  return {
    state,
    ...(id.kind === 'one' ? { id: id.value } : {}),
    ...(timestamp.kind === 'one' ? { timestamp: Number(timestamp.value) } : {}),
  };
}

function attemptOf(entry: Entry, payload: unknown): AttemptVerdict {
  const { attempt: number, duplicate, keySource: source, attempts, receivedAtMs } = entry;
  const key = source === 'webhook-id' ? entry.key : identify(payload).subject;
  const last = attempts?.before?.item;
  const since =
    last === undefined
      ? {}
      : { sameBytes: haveSameBody(entry, last), sinceLastMs: receivedAtMs - last.receivedAtMs };
  return { number, seen: attemptsSeen(entry), duplicate, ...since, key, source };
}

/** How many attempts at the same delivery there were, later ones included. */
export function attemptsSeen({ attempts, attempt }: Entry): number {
  let newest = attempts;
  while (newest?.after !== undefined) newest = newest.after;
  return newest?.item.attempt ?? attempt;
}

/** Whether the sender may take a delivery as done. */
export function wasAccepted(entry: Entry): boolean {
  const status = answeredStatus(entry);
  return status !== null && status >= 200 && status < 300;
}

function haveSameBody(one: Entry, other: Entry): boolean {
  const [start, end] = [other.offset + other.headersBytes, one.offset + one.headersBytes];
  return (
    one.bodyBytes === other.bodyBytes &&
    one.slab.compare(other.slab, start, start + other.bodyBytes, end, end + one.bodyBytes) === 0
  );
}

function ageOf({ receivedAtMs }: Entry, payload: unknown): number | undefined {
  const timestamp = memberOf(payload, 'timestamp');
  const sent = typeof timestamp === 'string' ? Date.parse(timestamp) : Number.NaN;
  return Number.isNaN(sent) ? undefined : receivedAtMs - sent;
}
