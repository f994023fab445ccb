/**
 * Verifies deliveries by Standard Webhooks 1.0.0: over the exact bytes, before anything is parsed.
 *
 * @module signature/verify
 * @see https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md#verifying-webhook-authenticity
 */
import { SignatureError } from '../errors/index.ts';
import { requireNumber, requireOptions } from '../errors/options.ts';
import { isUsable, type SignedHeaders } from './header-fields.ts';
import type { HeadersLike } from './headers.ts';
import { type Key, toKeys } from './keys.ts';
import { DEFAULT_TOLERANCE_SECONDS, EXPLAIN_BYTES } from './limits.ts';
import { bytesOfBody, findBodyProblem, type RawBody } from './raw-body.ts';
import { type NotVerified, refuse, refuseAge, refuseForm, refuseMismatch } from './refusal.ts';
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
  return check(createTwoStepVerifier(options), body, headers);
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
  const verifier = createTwoStepVerifier(options);
  return (body, headers) => check(verifier, body, headers);
}

/** Verifies in two steps, the first before the body is read. */
export interface TwoStepVerifier {
  readonly keys: readonly Key[];
  /**
   * Judges the headers: whether they are there, well formed and in time.
   *
   * @param headers the headers of a request
   * @returns what {@link TwoStepVerifier.verifyBody} needs of them, or why the delivery is refused
   */
  readHeaders(headers: HeadersLike): SignedHeaders | NotVerified;
  /**
   * Looks for the signature of any secret.
   *
   * @param body the exact bytes
   * @param signed the headers
   */
  verifyBody(body: Uint8Array, signed: SignedHeaders): Promise<VerifyResult>;
}

/**
 * As {@link createVerifier}, in two steps.
 *
 * @param options the secrets, the tolerance in seconds, the clock
 * @throws {TypeError} if there is no secret or one cannot be read
 * @throws {RangeError} if the tolerance is not a finite number above 0
 */
export function createTwoStepVerifier(options: VerifyOptions): TwoStepVerifier {
  requireOptions('verify', options);
  const { secrets, toleranceSeconds = DEFAULT_TOLERANCE_SECONDS, now = Date.now } = options;
  requireNumber('toleranceSeconds', toleranceSeconds);
  const keys = toKeys(secrets);
  return {
    keys,
    readHeaders(headers) {
      const signed = readSignedHeaders(headers);
      if (!signed.ok) return refuse(signed.code, { message: signed.message });
      const ageSeconds = age(now, signed.timestamp);
      if (Math.abs(ageSeconds) > toleranceSeconds) return refuseAge(signed, ageSeconds);
      return signed.signatures.some(isUsable) ? signed : refuseForm(signed);
    },
    async verifyBody(body, signed) {
      const { id, time, timestamp, signatures } = signed;
      const prefix = `${id}.${time}.`;
      for (const key of keys) {
        const isMatch = key.matches(prefix, [body], signatures);
        // To await what is known already would cost a twentieth of verifying a small body.
        if (typeof isMatch === 'boolean' ? isMatch : await isMatch) return { ok: true, id, timestamp };
      }
      return refuseMismatch(signed, keys, body.byteLength);
    },
  };
}

async function check(verifier: TwoStepVerifier, body: RawBody, headers: HeadersLike): Promise<VerifyResult> {
  const bytes = bytesOfBody(body);
  if (bytes === undefined) {
    const { code, message } = findBodyProblem(body);
    return refuse(code, { message });
  }
  const signed = verifier.readHeaders(headers);
  return signed.ok ? await verifier.verifyBody(bytes, signed) : signed;
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
 * Verifies a delivery as {@link verify} does, and explains a refusal: whether the signature is right apart from its
 * time, and what the sender may have done instead. It hashes and writes at most 64 MiB for that; `untried` names the
 * guesses that would cost more.
 *
 * @param body the exact bytes of the request's body, or their text
 * @param headers the headers of the request
 * @param options the secrets, the tolerance in seconds, the clock
 * @returns what {@link verify} finds, with `guesses` and `untried`
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
  return createExplainer(options)(body, headers);
}

/**
 * Prepares {@link explain} with the same secrets for many deliveries.
 *
 * @param options the secrets, the tolerance in seconds, the clock
 * @throws {TypeError} if there is no secret or one cannot be read
 * @throws {RangeError} if the tolerance is not a finite number above 0
 */
export function createExplainer(options: VerifyOptions): Verifier {
  const verifier = createTwoStepVerifier(options);
  const { keys } = verifier;
  return async (body, headers) => {
    const result = await check(verifier, body, headers);
    if (result.ok) return result;
    const { explainRefusal } = await import('./explain.ts');
    return explainRefusal(result, { body, headers, keys, budget: EXPLAIN_BYTES });
  };
}

function age(now: () => number, timestamp: number): number {
  const seconds = Math.floor(now() / 1000);
  if (Number.isFinite(seconds)) return seconds - timestamp;
  throw new RangeError('now must return milliseconds since 1970.');
}
