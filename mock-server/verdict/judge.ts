/**
 * Judges a delivery at its arrival, as far as its response depends on it: request, signature and payload, each
 * separately. The rest of the verdict is computed when somebody reads it.
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
import { type Auth, statusOf } from '../../src/receive/index.ts';
import type { VerifyResult } from '../../src/signature/index.ts';
import { createExplainer } from '../../src/signature/verify.ts';
import { type Shape, validate } from '../../src/validation/index.ts';
import type { SignatureState } from '../api/types.ts';
import { type Arrival, type Refusal, refusalOf } from '../hook/read-arrival.ts';

/** How strictly deliveries are judged. */
export interface Policy {
  /** Refuse payloads that do not meet the documented contract, not only those of unknown shape. */
  readonly strict: boolean;
  /** Secrets to check signatures with; none to check nothing. */
  readonly secrets: readonly string[];
  /** How deliveries are authenticated besides a signature. */
  readonly auth: Auth;
  /** The most bytes that a body may have. */
  readonly maxBodyBytes: number;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

/** What was found at arrival. */
export interface Judgement {
  /** HTTP status that the delivery should get. */
  readonly expectedStatus: number;
  readonly shape: Shape;
  readonly signature: SignatureState;
  /** The code of the refusal, if one of these codes fits. */
  readonly code: WebhookErrorCode | undefined;
  /** The refusal in a sentence; absent if the signature or the payload is wrong, which have their own sentences. */
  readonly refusal: string | undefined;
  readonly explanation: SignatureExplanation | undefined;
  /** What is wrong with the payload, for the response; empty if nothing is. */
  readonly issues: readonly Issue[];
  /** The parsed body; `undefined` if it is not JSON. */
  readonly payload: unknown;
}

/** Judges deliveries. */
export type Judge = (arrival: Arrival) => Promise<Judgement>;

/**
 * Makes the function that judges.
 *
 * @param policy how strictly
 * @throws {TypeError} if a secret cannot be read
 */
export function createJudge(policy: Policy): Judge {
  const { secrets, auth, now } = policy;
  const verify = secrets.length === 0 ? undefined : createExplainer({ secrets, now });
  return async (arrival) => {
    const { unread } = arrival;
    const verified = await verify?.(arrival.body, arrival.rawHeaders);
    if (unread !== undefined) {
      const isUnsigned = stateOf(verified) === 'missing';
      const signature = isUnsigned ? 'missing' : 'unchecked';
      return { ...UNREADABLE, ...unread, signature, explanation: undefined };
    }
    const refusal = refusalOfHead(arrival, auth, policy.maxBodyBytes) ?? refusalOfSignature(verified);
    return {
      ...judgePayload(arrival.body, policy),
      signature: stateOf(verified),
      explanation: verified === undefined || verified.ok ? undefined : verified.explanation,
      ...refusal,
    };
  };
}

const UNREADABLE = { shape: 'unknown', payload: undefined, issues: [] } as const;

function refusalOfHead(
  { method, url, rawHeaders: headers }: Arrival,
  auth: Auth,
  maxBodyBytes: number,
): Refusal | undefined {
  try {
    admit({ method, url, headers, body: new Uint8Array() }, { auth, maxBodyBytes });
    return undefined;
  } catch (error) {
    if (error instanceof PayloadError || error instanceof SignatureError) return refusalOf(error);
    throw error;
  }
}

function refusalOfSignature(
  verified: VerifyResult | undefined,
): Pick<Judgement, 'expectedStatus' | 'code'> | undefined {
  if (verified === undefined || verified.ok) return undefined;
  return { expectedStatus: statusOf(verified.code), code: verified.code };
}

function judgePayload(
  body: Uint8Array,
  { strict, maxBodyBytes }: Policy,
): Pick<Judgement, 'expectedStatus' | 'shape' | 'payload' | 'code' | 'refusal' | 'issues'> {
  try {
    const payload = parseBody(body, { maxBodyBytes }).value;
    const result = validate(payload, { contract: strict ? 'documented' : 'any' });
    const found = { payload, refusal: undefined };
    if (result.ok) return { ...found, expectedStatus: 200, shape: result.shape, code: undefined, issues: [] };
    const code = 'ERR_WEBHOOK_PAYLOAD_INVALID';
    return { ...found, expectedStatus: statusOf(code), shape: 'unknown', code, issues: result.issues };
  } catch (error) {
    if (!(error instanceof PayloadError)) throw error;
    return { ...UNREADABLE, ...refusalOf(error) };
  }
}

function stateOf(verified: VerifyResult | undefined): SignatureState {
  if (verified === undefined) return 'unchecked';
  if (verified.ok) return 'valid';
  return verified.code === 'ERR_WEBHOOK_HEADER_MISSING' ? 'missing' : 'invalid';
}
