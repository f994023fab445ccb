/**
 * The result for a delivery that is not authentic, from what verification knows without more work. It never holds a
 * secret, a right signature or the body.
 *
 * @module signature/refusal
 */
import type { SignatureErrorCode, SignatureExplanation, SignatureFinding } from '../errors/index.ts';
import { isUsable, type SignedTexts } from './header-fields.ts';
import type { Key } from './keys.ts';

/** A delivery that is not authentic. */
export interface NotVerified {
  readonly ok: false;
  /** Why, from a closed list. */
  readonly code: SignatureErrorCode;
  /** What was signed, what came, what was tried: for logs, never for the sender. */
  readonly explanation: SignatureExplanation;
}

type Known = Partial<SignatureExplanation> & { readonly message: string };

const NOTHING: readonly never[] = [];

/**
 * Makes the result for a delivery that is not authentic.
 *
 * @param code why
 * @param known the message, and what else is known
 */
export function refuse(code: SignatureErrorCode, known: Known): NotVerified {
  const { message, signedContent = '', bodyBytes = 0, signatures = NOTHING, secrets = NOTHING } = known;
  const explanation = {
    message,
    signedContent,
    bodyBytes,
    signatures,
    secrets,
    guesses: NOTHING,
    untried: NOTHING,
  };
  return { ok: false, code, explanation };
}

/**
 * @param signed the headers
 * @param ageSeconds how old the delivery is; negative, how far in the future
 */
export function refuseAge(signed: SignedTexts, ageSeconds: number): NotVerified {
  const isOld = ageSeconds > 0;
  const message = isOld
    ? `The delivery was signed ${ageSeconds} s ago, longer than the tolerance: it is late, it is a replay, or a clock is wrong.`
    : `The delivery was signed ${-ageSeconds} s in the future, further than the tolerance: a clock is wrong.`;
  const code = isOld ? 'ERR_WEBHOOK_TIMESTAMP_TOO_OLD' : 'ERR_WEBHOOK_TIMESTAMP_TOO_NEW';
  return refuse(code, { message, signatures: findingsOf(signed) });
}

/** @param signed the headers, of whose signatures none has a known form */
export function refuseForm(signed: SignedTexts): NotVerified {
  const message =
    "webhook-signature holds no signature of a known form: expected 'v1,' and the base64 of 32 bytes, or 'v1a,' and the base64 of 64 bytes.";
  return refuse('ERR_WEBHOOK_SIGNATURE_INVALID', { message, signatures: findingsOf(signed) });
}

/**
 * @param signed the headers, of whose signatures none matched
 * @param keys the keys that were tried
 * @param bodyBytes length of the body
 */
export function refuseMismatch(signed: SignedTexts, keys: readonly Key[], bodyBytes: number): NotVerified {
  const signatures = findingsOf(signed);
  return refuse('ERR_WEBHOOK_SIGNATURE_MISMATCH', {
    message: describeMismatch(signatures, keys),
    bodyBytes,
    signedContent: contentSigned(signed, bodyBytes),
    signatures,
    secrets: keys.map(({ version }, index) => ({ index, version, matched: false })),
  });
}

/** @returns what must be signed, with a placeholder for the body */
export function contentSigned({ id, time }: SignedTexts, bodyBytes: number): string {
  return `${id}.${time}.{${bodyBytes} bytes of body}`;
}

/** @returns version and form of each signature */
export function findingsOf({ signatures }: SignedTexts): SignatureFinding[] {
  return signatures.map((signature) => {
    const version = signature.slice(0, Math.max(signature.indexOf(','), 0));
    if (isUsable(signature)) return { version, usable: true };
    return { version: /^[\w-]{0,8}$/.test(version) ? version : '?', usable: false };
  });
}

function describeMismatch(signatures: readonly SignatureFinding[], keys: readonly Key[]): string {
  const usable = signatures.filter((signature) => signature.usable);
  if (!usable.some(({ version }) => keys.some((key) => key.version === version))) {
    const received = [...new Set(usable.map(({ version }) => version))];
    const versions = [...new Set(keys.map(({ version }) => version))];
    const needed = received.includes('v1a') ? "the sender's 'whpk_'" : "the shared 'whsec_'";
    return `The signatures are of version ${received.join(', ')}, and the secrets are for ${versions.join(', ')}: give ${needed}.`;
  }
  const secrets =
    keys.length === 1
      ? 'the configured secret did not produce'
      : `none of the ${keys.length} configured secrets produced`;
  const found = usable.length === 1 ? 'the signature' : `any of the ${usable.length} signatures`;
  return (
    `Signature mismatch: ${secrets} ${found} over these bytes. ` +
    'Check that the sender has the same secret, and that nothing changed the body on its way.'
  );
}
