/**
 * What the journal stores of a delivery: its bytes, and the fields of a row of the list. Everything else is
 * computed from the bytes when somebody reads it.
 *
 * @module mock-server/journal/entry
 */
import { hash } from 'node:crypto';
import type { WebhookErrorCode } from '../../src/errors/index.ts';
import { identify } from '../../src/event/index.ts';
import { readHeader } from '../../src/signature/index.ts';
import type { Shape } from '../../src/validation/index.ts';
import type { SignatureState } from '../api/types.ts';
import type { Arrival } from '../hook/read-arrival.ts';
import { bytesOfResponse, PENDING, type Response } from '../hook/response.ts';
import type { RunFacts } from '../verdict/contradictions.ts';
import type { Judgement } from '../verdict/judge.ts';
import { type Interner, type Subject, subjectOf } from './subject.ts';

/** Which address a delivery came to. */
export interface Destination {
  /** Name of the isolated inbox; `undefined` for the hook itself. */
  readonly inbox: string | undefined;
  /** Whether that inbox, or the receiver, was closed before the delivery arrived. */
  readonly late: boolean;
  /** Whether the path is neither that of the hook nor of an inbox. */
  readonly misdirected: boolean;
}

/** The figures of a row, and what a later event of the same run is compared with. */
export interface Digest {
  readonly issues: number;
  readonly drift: number;
  readonly facts: RunFacts;
}

/** One delivery as it is kept. */
export interface Entry extends Subject, Destination {
  /** Its number since the first start, from 1. */
  readonly number: number;
  readonly receivedAtMs: number;
  readonly method: string;
  readonly url: string;
  /** Header names and values, alternating, separated by line feeds: Node does not allow a line feed in a header. */
  readonly headers: string;
  /** The exact bytes. */
  readonly body: Buffer;
  /** Whether the body was read whole. */
  readonly isComplete: boolean;
  readonly expectedStatus: number;
  readonly shape: Shape;
  readonly signature: SignatureState;
  readonly code: WebhookErrorCode | undefined;
  readonly refusal: string | undefined;
  /** The explanation of a signature that is not valid, as JSON. */
  readonly explanation: string | undefined;
  /** What identifies the delivery: the same in each attempt. */
  readonly key: string;
  readonly keySource: 'webhook-id' | 'payload';
  /** Which attempt this is, from 1. */
  attempt: number;
  /** Whether an earlier attempt was accepted. */
  duplicate: boolean;
  /** What in the run is unusual for its robot, in sentences. */
  quality: readonly string[];
  response: Response;
  /** Milliseconds from arrival to the end of the response. */
  respondedAfterMs: number | undefined;
  /** Computed when it is first needed. */
  digest: Digest | undefined;
}

/** What an entry is made with. */
export interface EntryContext extends Destination {
  readonly number: number;
  readonly interner: Interner;
}

/**
 * Makes the entry of a delivery that arrived.
 *
 * @param arrival what arrived
 * @param judgement what was found
 * @param context its number and its address
 */
export function createEntry(arrival: Arrival, judgement: Judgement, context: EntryContext): Entry {
  const { number, interner, inbox, late, misdirected } = context;
  return {
    number,
    receivedAtMs: arrival.receivedAtMs,
    method: interner.intern(arrival.method),
    url: interner.intern(arrival.url),
    headers: arrival.rawHeaders.join('\n'),
    body: copyOf(arrival.body),
    isComplete: arrival.unread === undefined,
    ...keptSubject(judgement.payload, interner),
    expectedStatus: judgement.expectedStatus,
    shape: judgement.shape,
    signature: judgement.signature,
    code: judgement.code,
    refusal: interner.intern(judgement.refusal),
    explanation: judgement.explanation === undefined ? undefined : JSON.stringify(judgement.explanation),
    inbox,
    late,
    misdirected,
    ...identityOf(arrival, judgement, number),
    attempt: 1,
    duplicate: false,
    quality: [],
    response: PENDING,
    respondedAfterMs: undefined,
    digest: undefined,
  };
}

/** Copies a chunk of a socket: it is a part of a larger buffer, which would stay in memory. */
function copyOf(body: Uint8Array): Buffer {
  const copy = Buffer.allocUnsafeSlow(body.byteLength);
  copy.set(body);
  return copy;
}

function keptSubject(payload: unknown, interner: Interner): Subject {
  const { eventType, robotId, robotName, runId, runStatus } = subjectOf(payload);
  return {
    eventType: interner.intern(eventType),
    robotId: interner.intern(robotId),
    robotName: interner.intern(robotName),
    runId,
    runStatus: interner.intern(runStatus),
  };
}

/** Bytes that an entry takes of the journal's limit. */
export function bytesOf({ url, headers, body, explanation = '', response, quality }: Entry): number {
  const sentences = quality.reduce((sum, { length }) => sum + length, 0);
  return (
    url.length + headers.length + body.byteLength + explanation.length + sentences + bytesOfResponse(response)
  );
}

/** Header names and values, alternating. */
export function rawHeadersOf({ headers }: Entry): string[] {
  return headers === '' ? [] : headers.split('\n');
}

/** Whether the response tells the sender that the delivery succeeded. */
export function wasAccepted({ response: { reply } }: Entry): boolean {
  return reply !== undefined && reply.status >= 200 && reply.status < 300;
}

function identityOf(
  { rawHeaders }: Arrival,
  { signature, payload }: Judgement,
  number: number,
): { key: string; keySource: 'webhook-id' | 'payload' } {
  if (payload === undefined) return { key: `#${number}`, keySource: 'payload' };
  // An id counts only if its signature is valid, or if signatures are not checked.
  const id = signature === 'invalid' ? undefined : readHeader(rawHeaders, 'webhook-id');
  const identity = identify(payload, id?.kind === 'one' ? { id: id.value } : {});
  if (identity.source === 'webhook-id') return { key: identity.key, keySource: 'webhook-id' };
  if (!identity.isConclusive) return { key: `#${number}`, keySource: 'payload' };
  // Two different failures of one run are not attempts at the same delivery. Hashed, since ids make a long key.
  return { key: `.${hash('sha1', identity.subject + identity.variant, 'base64url')}`, keySource: 'payload' };
}
