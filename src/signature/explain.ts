/**
 * Finds out more about a refused delivery: whether its signature is right apart from its time, and what the sender may
 * have done instead.
 *
 * @module signature/explain
 */
import type { SecretFinding } from '../errors/index.ts';
import { guess, type Guessed } from './guesses.ts';
import type { SignedTexts } from './header-fields.ts';
import type { HeadersLike } from './headers.ts';
import type { Key } from './keys.ts';
import { bytesOfBody } from './raw-body.ts';
import { contentSigned, findingsOf, type NotVerified } from './refusal.ts';
import { readSignedHeaders } from './signed-headers.ts';

/** A delivery that was refused, and how much may be spent on it. */
export interface Refused {
  readonly body: unknown;
  readonly headers: HeadersLike;
  readonly keys: readonly Key[];
  /** Bytes that may be hashed or written for the guesses. */
  readonly budget: number;
}

/**
 * Explains a refusal.
 *
 * @param refusal what verification found
 * @param refused the delivery
 * @returns the refusal with all that could be found out; as it was where the body or the headers cannot be used
 */
export async function explainRefusal(
  refusal: NotVerified,
  { body, headers, keys, budget }: Refused,
): Promise<NotVerified> {
  const bytes = bytesOfBody(body);
  const head = readSignedHeaders(headers);
  const signed = head.ok ? head : head.signed;
  if (bytes === undefined) return refusal;
  const { code, explanation } = refusal;
  if (signed === undefined)
    return { ...refusal, explanation: { ...explanation, bodyBytes: bytes.byteLength } };
  const isMismatch = code === 'ERR_WEBHOOK_SIGNATURE_MISMATCH';
  // Verification has tried the secrets already where it came so far.
  const secrets = isMismatch ? explanation.secrets : await trySecrets(keys, signed, bytes);
  const right = secrets.some(({ matched }) => matched);
  const guessed: Guessed = right
    ? { guesses: [], untried: [] }
    : await guess({ keys, signed, bytes, budget });
  const isForm = isMismatch || code === 'ERR_WEBHOOK_SIGNATURE_INVALID';
  return {
    ok: false,
    code,
    explanation: {
      ...guessed,
      message: `${explanation.message} ${conclude(guessed, right, isForm)}`.trim(),
      bodyBytes: bytes.byteLength,
      signedContent: contentSigned(signed, bytes.byteLength),
      signatures: findingsOf(signed),
      secrets,
    },
  };
}

async function trySecrets(
  keys: readonly Key[],
  { id, time, signatures }: SignedTexts,
  bytes: Uint8Array,
): Promise<SecretFinding[]> {
  return Promise.all(
    keys.map(async (key, index) => ({
      index,
      version: key.version,
      matched: await key.matches(`${id}.${time}.`, [bytes], signatures),
    })),
  );
}

function conclude({ guesses, untried }: Guessed, right: boolean, isForm: boolean): string {
  if (right) return 'The signature itself is right.';
  const matched = guesses.find((each) => each.matched);
  if (matched !== undefined) return `It fits if '${matched.name}' is so: ${matched.advice}`;
  if (!isForm) return 'The signature is not right either.';
  const more = untried.length > 0 ? ' The guesses in `untried` were left out: they would cost too much.' : '';
  return `Check that the secret is this endpoint's own, and that the body is the raw one.${more}`;
}
