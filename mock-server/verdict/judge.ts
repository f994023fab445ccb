/**
 * Judges a delivery at its arrival, as far as its answer depends on it. The rest of the verdict is worked out when it is
 * asked for.
 *
 * @module mock-server/verdict/judge
 */
import {
  type Issue,
  PayloadError,
  SignatureError,
  type SignatureExplanation,
  type WebhookErrorCode,
} from '../../src/errors/index.ts';
import { parseBody } from '../../src/event/index.ts';
import { admit } from '../../src/receive/admit.ts';
import { type Auth, statusOf, unsigned, urlToken } from '../../src/receive/index.ts';
import type { VerifyResult } from '../../src/signature/index.ts';
import { createExplainer } from '../../src/signature/verify.ts';
import { type Shape, validate } from '../../src/validation/index.ts';
import type { SignatureState } from '../api/types.ts';

/** How strictly deliveries are judged. */
export interface Policy {
  /** Refuse what does not meet the documented contract, not only what is of no known shape. */
  readonly strict: boolean;
  /** Secrets to check signatures with; none to check nothing. */
  readonly secrets: readonly string[];
  /** What `?token=` of the hook's URL has to be; `undefined` to ask for nothing. */
  readonly token: string | undefined;
  /** The most bytes that a body may have. */
  readonly maxBodyBytes: number;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

/** A delivery before it is kept. */
export interface Arrival {
  /** Milliseconds since 1970. */
  readonly receivedAtMs: number;
  readonly method: string;
  /** Path and query, as sent. */
  readonly url: string;
  /** Header names and values in turn, as they were on the wire. */
  readonly rawHeaders: readonly string[];
  /** The exact bytes, or why they could not be read. */
  readonly body: Uint8Array | PayloadError;
}

/** What was found at arrival. */
export interface Judged {
  /** HTTP status that the delivery deserves. */
  readonly status: number;
  readonly shape: Shape;
  readonly signature: SignatureState;
  /** Why it is refused, where one of these codes says it. */
  readonly code: WebhookErrorCode | undefined;
  /** The same in a sentence. */
  readonly refusal: string | undefined;
  readonly explanation: SignatureExplanation | undefined;
  /** What is wrong with the payload, for the answer; empty if nothing is. */
  readonly issues: readonly Issue[];
  /** The parsed body; `undefined` where it is no JSON. */
  readonly payload: unknown;
}

/** Judges deliveries. */
export type Judge = (arrival: Arrival) => Promise<Judged>;

/**
 * Makes the function that judges.
 *
 * @param policy how strictly
 * @throws {TypeError} if a secret is none
 */
export function createJudge(policy: Policy): Judge {
  const { secrets, token, now } = policy;
  const auth = token === undefined ? unsigned() : urlToken('token', token);
  const verify = secrets.length === 0 ? undefined : createExplainer({ secrets, now });
  return async (arrival) => {
    if (arrival.body instanceof PayloadError) return refused(arrival.body, verify !== undefined);
    const verified = await verify?.(arrival.body, arrival.rawHeaders);
    return judge(arrival, { policy, auth, verified });
  };
}

interface Grounds {
  readonly policy: Policy;
  readonly auth: Auth;
  readonly verified: VerifyResult | undefined;
}

function judge(arrival: Arrival, { policy, auth, verified }: Grounds): Judged {
  const read = readPayload(arrival.body as Uint8Array, policy);
  const judged = { ...read, signature: stateOf(verified), explanation: undefined };
  const refusal = refusalOf(arrival, { policy, auth });
  if (refusal !== undefined) return { ...judged, ...because(refusal.code, refusal.message) };
  if (verified === undefined || verified.ok) return judged;
  const { code, explanation } = verified;
  return { ...judged, explanation, ...because(code, explanation.message) };
}

function refusalOf(
  { method, url, rawHeaders: headers }: Arrival,
  { policy, auth }: Omit<Grounds, 'verified'>,
): PayloadError | SignatureError | undefined {
  try {
    admit({ method, url, headers, body: NOTHING }, { auth, maxBodyBytes: policy.maxBodyBytes });
    return undefined;
  } catch (error) {
    if (error instanceof PayloadError || error instanceof SignatureError) return error;
    throw error;
  }
}

const NOTHING = new Uint8Array();

function readPayload(
  body: Uint8Array,
  { strict, maxBodyBytes }: Policy,
): Pick<Judged, 'status' | 'shape' | 'payload' | 'code' | 'refusal' | 'issues'> {
  try {
    const payload = parseBody(body, { maxBodyBytes }).value;
    const result = validate(payload, { contract: strict ? 'documented' : 'any' });
    if (result.ok) {
      return { status: 200, shape: result.shape, payload, code: undefined, refusal: undefined, issues: [] };
    }
    const { issues } = result;
    return {
      status: 422,
      shape: 'unknown',
      payload,
      code: 'ERR_WEBHOOK_PAYLOAD_INVALID',
      refusal: undefined,
      issues,
    };
  } catch (error) {
    if (!(error instanceof PayloadError)) throw error;
    return { shape: 'unknown', payload: undefined, issues: [], ...because(error.code, error.message) };
  }
}

function refused({ code, message }: PayloadError, signed: boolean): Judged {
  const signature = signed ? 'missing' : 'unchecked';
  return {
    shape: 'unknown',
    signature,
    explanation: undefined,
    issues: [],
    payload: undefined,
    ...because(code, message),
  };
}

function because(
  code: WebhookErrorCode,
  refusal: string,
): { status: number; code: WebhookErrorCode; refusal: string } {
  return { status: statusOf(code), code, refusal };
}

function stateOf(verified: VerifyResult | undefined): SignatureState {
  if (verified === undefined) return 'unchecked';
  if (verified.ok) return 'valid';
  return verified.code === 'ERR_WEBHOOK_HEADER_MISSING' ? 'missing' : 'invalid';
}
