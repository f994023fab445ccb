/**
 * Verifies deliveries by Standard Webhooks 1.0.0: over the exact bytes, before anything is parsed.
 *
 * @module signature/verify
 * @see https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md#verifying-webhook-authenticity
 */
import { SignatureError, type SignatureErrorCode } from '../errors/index.ts';
import { explainRefusal, type NotVerified } from './explain.ts';
import type { SignedHeaders } from './header-fields.ts';
import type { HeadersLike } from './headers.ts';
import { type MaybePromise, type Pieces, whenDone } from './hmac.ts';
import { anyOf, type Key, toKeys } from './keys.ts';
import { contentOf, type RawBody } from './raw-body.ts';
import { readSignedHeaders } from './signed-headers.ts';

/** What {@link verify} takes. */
export interface VerifyOptions {
  /** `whsec_…`, `whpk_…` or `whsk_…`: a signature of any of them is enough, so that secrets can be rotated. */
  readonly secrets: readonly string[];
  /** How far the delivery's time may be from now, either way; by default 300. It cannot be switched off. */
  readonly toleranceSeconds?: number;
  /** The time in milliseconds since 1970; by default `Date.now`. */
  readonly now?: () => number;
}

/** A delivery that is authentic. */
export interface Verified {
  readonly ok: true;
  /** The delivery's id, which is the same in every attempt. */
  readonly id: string;
  /** When this attempt was signed, in Unix seconds. */
  readonly timestamp: number;
}

/** What {@link verify} finds. */
export type VerifyResult = Verified | NotVerified;

/** Verifies one delivery after the other with the same secrets. */
export type Verifier = (body: RawBody, headers: HeadersLike) => Promise<VerifyResult>;

/** The tolerance of the reference libraries; the specification names none. */
const TOLERANCE_SECONDS = 300;

/**
 * Verifies a delivery.
 *
 * @param body the exact bytes of the request's body, or their text
 * @param headers the headers of the request
 * @param options the secrets, the tolerance in seconds, the clock
 * @returns `{ ok: true, id, timestamp }`, or `{ ok: false, code, explanation }` for whatever came from outside
 * @throws {TypeError} if there is no secret or one cannot be read
 * @throws {RangeError} if the tolerance is not a finite number above 0
 * @example
 * ```ts
 * const result = await verify(body, request.headers, { secrets: [process.env.MAXUN_WEBHOOK_SECRET!] });
 * if (!result.ok) console.warn(result.code, result.explanation.message);
 * ```
 */
export async function verify(
  body: RawBody,
  headers: HeadersLike,
  options: VerifyOptions,
): Promise<VerifyResult> {
  return check(prepare(options), body, headers);
}

/**
 * Prepares {@link verify} with the same secrets for many deliveries.
 *
 * @param options the secrets, the tolerance in seconds, the clock
 * @throws {TypeError} if there is no secret or one cannot be read
 * @throws {RangeError} if the tolerance is not a finite number above 0
 * @example
 * ```ts
 * const verifier = createVerifier({ secrets: [current, previous] });
 * const { ok } = await verifier(body, request.headers);
 * ```
 */
export function createVerifier(options: VerifyOptions): Verifier {
  const verifyNow = createEagerVerifier(options);
  return async (body, headers) => verifyNow(body, headers);
}

/**
 * As {@link createVerifier}, for whoever can do without a promise where the runtime's cryptography gives none.
 *
 * @param options the secrets, the tolerance in seconds, the clock
 * @throws {TypeError} if there is no secret or one cannot be read
 * @throws {RangeError} if the tolerance is not a finite number above 0
 */
export function createEagerVerifier(
  options: VerifyOptions,
): (body: RawBody, headers: HeadersLike) => MaybePromise<VerifyResult> {
  const prepared = prepare(options);
  return (body, headers) => check(prepared, body, headers);
}

/**
 * Verifies a delivery, and throws if it is not authentic.
 *
 * @param body the exact bytes of the request's body, or their text
 * @param headers the headers of the request
 * @param options the secrets, the tolerance in seconds, the clock
 * @returns the delivery's id, and its time in Unix seconds
 * @throws {SignatureError} with the code and the explanation that {@link verify} gives
 * @throws {TypeError} if there is no secret or one cannot be read
 * @throws {RangeError} if the tolerance is not a finite number above 0
 * @example
 * ```ts
 * const { id } = await assertVerified(body, request.headers, { secrets });
 * ```
 */
export async function assertVerified(
  body: RawBody,
  headers: HeadersLike,
  options: VerifyOptions,
): Promise<{ id: string; timestamp: number }> {
  const result = await verify(body, headers, options);
  if (result.ok) return { id: result.id, timestamp: result.timestamp };
  throw refusalOf(result);
}

/**
 * @param result of a delivery that is not authentic
 * @returns the error that says so
 */
export function refusalOf({ code, explanation }: NotVerified): SignatureError {
  return new SignatureError(code, explanation.message, { explanation });
}

/**
 * Explains a delivery in full, however large its body is: {@link verify} itself tries no more guesses on a refused
 * delivery than are cheap.
 *
 * @param body the exact bytes of the request's body, or their text
 * @param headers the headers of the request
 * @param options the secrets, the tolerance in seconds, the clock
 * @returns what {@link verify} finds, with every guess tried
 * @throws {TypeError} if there is no secret or one cannot be read
 * @throws {RangeError} if the tolerance is not a finite number above 0
 * @example
 * ```ts
 * const result = await explain(body, request.headers, { secrets });
 * if (!result.ok) console.log(result.explanation.guesses.filter(({ matched }) => matched));
 * ```
 */
export async function explain(
  body: RawBody,
  headers: HeadersLike,
  options: VerifyOptions,
): Promise<VerifyResult> {
  return check({ ...prepare(options), budget: Number.POSITIVE_INFINITY }, body, headers);
}

interface Prepared {
  readonly keys: readonly Key[];
  readonly tolerance: number;
  readonly now: () => number;
  /** Bytes that may be hashed to explain a refusal. */
  readonly budget: number;
}

/** A refused delivery may cost as much as hashing this again: under half a millisecond. */
const BUDGET_BYTES = 262_144;

function prepare({ secrets, toleranceSeconds = TOLERANCE_SECONDS, now = Date.now }: VerifyOptions): Prepared {
  if (!(Number.isFinite(toleranceSeconds) && toleranceSeconds > 0))
    throw new RangeError('toleranceSeconds has to be a finite number above 0: it cannot be switched off.');
  return { keys: toKeys(secrets), tolerance: toleranceSeconds, now, budget: BUDGET_BYTES };
}

function check(prepared: Prepared, body: RawBody, headers: HeadersLike): MaybePromise<VerifyResult> {
  const content = contentOf(body);
  if (content === undefined) return explainRefusal({ ...prepared, body, code: 'ERR_WEBHOOK_BODY_NOT_RAW' });
  const signed = readSignedHeaders(headers);
  if (!signed.ok) return explainRefusal({ ...prepared, ...signed, body });
  const ageSeconds = age(prepared, signed.timestamp);
  if (Math.abs(ageSeconds) > prepared.tolerance)
    return explainRefusal({ ...prepared, body, signed, ageSeconds, code: codeOfAge(ageSeconds) });
  const prefix = `${signed.id}.${signed.time}.`;
  const pieces: Pieces = [content];
  const matched = anyOf(prepared.keys, (key) => key.matches(prefix, pieces, signed.signatures));
  // Not by `whenDone`, whose closure a small body would feel.
  if (matched === true) return verified(signed);
  return whenDone<boolean, VerifyResult>(matched, (holds) =>
    holds
      ? verified(signed)
      : explainRefusal({ ...prepared, body, signed, code: 'ERR_WEBHOOK_SIGNATURE_MISMATCH' }),
  );
}

function codeOfAge(ageSeconds: number): SignatureErrorCode {
  return ageSeconds > 0 ? 'ERR_WEBHOOK_TIMESTAMP_TOO_OLD' : 'ERR_WEBHOOK_TIMESTAMP_TOO_NEW';
}

function verified({ id, timestamp }: SignedHeaders): Verified {
  return { ok: true, id, timestamp };
}

function age({ now }: Prepared, timestamp: number): number {
  const seconds = Math.floor(now() / 1000);
  if (Number.isFinite(seconds)) return seconds - timestamp;
  throw new RangeError('now has to give milliseconds since 1970.');
}
