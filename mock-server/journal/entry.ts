/**
 * What the journal keeps of a delivery: its bytes in a slab, and beside them what a row of the list needs. Everything
 * else is worked out from the bytes when it is asked for, so that 100,000 deliveries cost little more than their bytes.
 *
 * @module mock-server/journal/entry
 */
import { hash } from 'node:crypto';
import { PayloadError, type WebhookErrorCode } from '../../src/errors/index.ts';
import { identify } from '../../src/event/index.ts';
import { readHeader } from '../../src/signature/index.ts';
import type { Shape } from '../../src/validation/index.ts';
import type { SignatureState } from '../api/types.ts';
import type { Link } from './chain.ts';
import { type GivenAnswer, PENDING } from '../hook/response.ts';
import type { Arrival, Judged } from '../verdict/judge.ts';
import type { Slabs } from './slabs.ts';
import { type Interner, NO_SUBJECT, type Subject, subjectOf } from './subject.ts';

/** Which boundary a delivery came to. */
export interface Destination {
  /** Its name; `undefined` for the receiver's own hook. */
  readonly boundary: string | undefined;
  /** Whether that boundary had been closed by then. */
  readonly late: boolean;
}

/** One delivery as it is kept. */
export interface Entry extends Subject, Destination {
  /** Its number since the start, from 1. */
  readonly number: number;
  readonly receivedAtMs: number;
  readonly method: string;
  readonly url: string;
  /** Where its headers, its body and the explanation of its signature lie, one behind the other. */
  readonly slab: Buffer;
  readonly offset: number;
  readonly headersBytes: number;
  readonly bodyBytes: number;
  readonly explanationBytes: number;
  /** What was found at arrival. */
  readonly status: number;
  readonly shape: Shape;
  readonly signature: SignatureState;
  readonly code: WebhookErrorCode | undefined;
  readonly refusal: string | undefined;
  /** What identifies the delivery: the same in each attempt. */
  readonly key: string;
  readonly keySource: 'webhook-id' | 'payload';
  /** Which attempt this is, from 1. */
  attempt: number;
  /** Whether an earlier attempt was accepted. */
  duplicate: boolean;
  attempts: Link<Entry> | undefined;
  events: Link<Entry> | undefined;
  answer: GivenAnswer;
  /** Milliseconds from arrival to the end of the answer. */
  answeredAfterMs: number | undefined;
  /** Counted at the first need; -1 until then. */
  issues: number;
  drift: number;
  contradictions: number;
}

/** What an entry is made with. */
export interface EntryContext extends Destination {
  readonly number: number;
  readonly slabs: Slabs;
  readonly interner: Interner;
}

/**
 * Makes the entry of a delivery that arrived.
 *
 * @param arrival what arrived
 * @param judged what was found
 * @param context where its bytes are kept
 */
export function createEntry(arrival: Arrival, judged: Judged, context: EntryContext): Entry {
  const { number, slabs, interner, boundary, late } = context;
  const headers = encodeHeaders(arrival.rawHeaders);
  const body = arrival.body instanceof PayloadError ? NOTHING : arrival.body;
  const explanation = judged.explanation === undefined ? NOTHING : encoded(judged.explanation);
  const { slab, offset } = slabs.keep([headers, body, explanation]);
  return {
    number,
    receivedAtMs: arrival.receivedAtMs,
    method: interner.intern(arrival.method),
    url: interner.intern(arrival.url),
    slab,
    offset,
    headersBytes: headers.byteLength,
    bodyBytes: body.byteLength,
    explanationBytes: explanation.byteLength,
    ...keptSubject(judged.payload, interner),
    status: judged.status,
    shape: judged.shape,
    signature: judged.signature,
    code: judged.code,
    refusal: interner.intern(judged.refusal),
    boundary,
    late,
    ...identityOf(arrival, judged, number),
    attempt: 1,
    duplicate: false,
    attempts: undefined,
    events: undefined,
    answer: PENDING,
    answeredAfterMs: undefined,
    issues: -1,
    drift: -1,
    contradictions: -1,
  };
}

function keptSubject(payload: unknown, interner: Interner): Subject {
  if (payload === undefined) return NO_SUBJECT;
  const { eventType, robotId, robotName, runId, runStatus } = subjectOf(payload);
  return {
    eventType: interner.intern(eventType),
    robotId: interner.intern(robotId),
    robotName: interner.intern(robotName),
    runId,
    runStatus: interner.intern(runStatus),
  };
}

/** Bytes that an entry takes of the ring's limit. */
export function bytesOf({ headersBytes, bodyBytes, explanationBytes }: Entry): number {
  return headersBytes + bodyBytes + explanationBytes;
}

/** The exact bytes of the body; they lie in the slab, so whoever changes them changes what is kept. */
export function bodyOf({ slab, offset, headersBytes, bodyBytes }: Entry): Buffer {
  return slab.subarray(offset + headersBytes, offset + headersBytes + bodyBytes);
}

/** Header names and values in turn. */
export function rawHeadersOf({ slab, offset, headersBytes }: Entry): string[] {
  return headersBytes === 0 ? [] : slab.toString('latin1', offset, offset + headersBytes).split('\n');
}

/** The explanation of a signature that is not valid, as JSON; empty where there is none. */
export function explanationOf({ slab, offset, headersBytes, bodyBytes, explanationBytes }: Entry): string {
  const start = offset + headersBytes + bodyBytes;
  return slab.toString('utf8', start, start + explanationBytes);
}

const NOTHING = new Uint8Array();

/** Node gives headers as Latin-1, and lets no line feed through, so that one can stand between them. */
function encodeHeaders(rawHeaders: readonly string[]): Uint8Array {
  return Buffer.from(rawHeaders.join('\n'), 'latin1');
}

function encoded(value: unknown): Uint8Array {
  return Buffer.from(JSON.stringify(value));
}

function identityOf(
  { rawHeaders }: Arrival,
  { signature, payload }: Judged,
  number: number,
): { key: string; keySource: 'webhook-id' | 'payload' } {
  if (payload === undefined) return { key: `#${number}`, keySource: 'payload' };
  // An id is worth something only where it was signed, or where nobody checks.
  const id = signature === 'invalid' ? undefined : readHeader(rawHeaders, 'webhook-id');
  const identity = identify(payload, id?.kind === 'one' ? { id: id.value } : {});
  if (identity.source === 'webhook-id') return { key: identity.key, keySource: 'webhook-id' };
  if (!identity.isConclusive) return { key: `#${number}`, keySource: 'payload' };
  // Two different failures of one run are no attempts at the same delivery. Hashed, since ids make a long key.
  return { key: `.${hash('sha1', identity.subject + identity.variant, 'base64url')}`, keySource: 'payload' };
}
