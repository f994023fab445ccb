/**
 * Says why a delivery was refused: computed only then, and never with a secret, a right signature or the body in it.
 *
 * @module signature/explain
 */
import type {
  SecretFinding,
  SignatureErrorCode,
  SignatureExplanation,
  SignatureFinding,
} from '../errors/index.ts';
import { decodeBase64 } from './base64.ts';
import { guess, type Guessed, SIGNATURE_BYTES } from './guesses.ts';
import type { Pieces } from './hmac.ts';
import type { Key } from './keys.ts';
import { contentOf, describeNotRaw, RAW_BODY_ADVICE } from './raw-body.ts';
import type { SignedTexts } from './header-fields.ts';

/** A delivery that is not authentic. */
export interface NotVerified {
  readonly ok: false;
  /** Why, from a closed list. */
  readonly code: SignatureErrorCode;
  /** What was signed, what came, what was tried: for logs, never for the sender. */
  readonly explanation: SignatureExplanation;
}

/** What is known when a delivery is refused. */
export interface Refused {
  readonly code: SignatureErrorCode;
  /** The finding, where it is complete without more work. */
  readonly message?: string;
  readonly body: unknown;
  readonly keys: readonly Key[];
  /** Bytes that may be hashed to find out more. */
  readonly budget: number;
  readonly signed?: SignedTexts;
  /** How old the delivery is; negative, how far in the future. */
  readonly ageSeconds?: number;
}

const encoder = new TextEncoder();

/**
 * Explains a refusal.
 *
 * @param refused what is known of it
 * @returns the refusal with its explanation
 */
export async function explainRefusal(refused: Refused): Promise<NotVerified> {
  const { body, signed, code, message } = refused;
  const content = contentOf(body);
  if (content === undefined) {
    const found = `The body is ${describeNotRaw(body)}. Give the bytes of the request. ${RAW_BODY_ADVICE}.`;
    return refusal(code, { message: found });
  }
  const bytes = typeof content === 'string' ? encoder.encode(content) : content;
  const known = { bodyBytes: bytes.byteLength };
  if (signed === undefined) return refusal(code, { ...known, message: message ?? code });
  return explainSigned(refused, signed, bytes);
}

async function explainSigned(refused: Refused, signed: SignedTexts, bytes: Uint8Array): Promise<NotVerified> {
  const { keys, code, budget } = refused;
  const signatures = signed.signatures.map(findingOf);
  const known = {
    bodyBytes: bytes.byteLength,
    signedContent: `${signed.id}.${signed.time}.{${bytes.byteLength} bytes of body}`,
    signatures,
    secrets: await findSecrets(keys, signed, [bytes]),
  };
  const right = known.secrets.some(({ matched }) => matched);
  // Where the signature is right, it is only the time that is not, and there is nothing to guess.
  const guessed: Guessed = right
    ? { guesses: [], untried: [] }
    : await guess({ keys, signed, bytes, budget });
  const usable = signatures.some((signature) => signature.usable);
  const mismatch = code === 'ERR_WEBHOOK_SIGNATURE_MISMATCH';
  const found = mismatch && !usable ? 'ERR_WEBHOOK_SIGNATURE_INVALID' : code;
  const start = refused.message ?? (mismatch ? describeMismatch(signatures, keys) : describeAge(refused));
  return refusal(found, {
    ...known,
    ...guessed,
    message: `${start} ${conclude(guessed, right, mismatch)}`.trim(),
  });
}

function refusal(
  code: SignatureErrorCode,
  known: Partial<SignatureExplanation> & { message: string },
): NotVerified {
  const empty = { signedContent: '', bodyBytes: 0, signatures: [], secrets: [], guesses: [], untried: [] };
  return { ok: false, code, explanation: { ...empty, ...known } };
}

function findingOf(signature: string): SignatureFinding {
  const comma = signature.indexOf(',');
  const version = signature.slice(0, Math.max(comma, 0));
  const length = SIGNATURE_BYTES.get(version);
  const usable = length !== undefined && decodeBase64(signature.slice(comma + 1))?.byteLength === length;
  return { version: /^[\w-]{0,8}$/.test(version) ? version : '?', usable };
}

async function findSecrets(
  keys: readonly Key[],
  { id, time, signatures }: SignedTexts,
  body: Pieces,
): Promise<SecretFinding[]> {
  return Promise.all(
    keys.map(async (key, index) => ({
      index,
      version: key.version,
      matched: await key.matches(`${id}.${time}.`, body, signatures),
    })),
  );
}

function describeAge({ ageSeconds = 0, code }: Refused): string {
  const seconds = Math.abs(ageSeconds);
  return code === 'ERR_WEBHOOK_TIMESTAMP_TOO_OLD'
    ? `The delivery was signed ${seconds} s ago, longer than the tolerance: it is late, it is a replay, or a clock is wrong.`
    : `The delivery was signed ${seconds} s in the future, further than the tolerance: a clock is wrong.`;
}

function describeMismatch(signatures: readonly SignatureFinding[], keys: readonly Key[]): string {
  const usable = signatures.filter((signature) => signature.usable);
  if (usable.length === 0)
    return "webhook-signature holds no signature of a known form: expected 'v1,' and the base64 of 32 bytes, or 'v1a,' and that of 64.";
  const versions = new Set(keys.map(({ version }) => version));
  const received = new Set(usable.map(({ version }) => version));
  if (![...versions].some((version) => received.has(version))) {
    const needed = received.has('v1a') ? "the sender's 'whpk_'" : "the shared 'whsec_'";
    return `The signatures are of version ${[...received].join(', ')}, and the secrets are for ${[...versions].join(', ')}: give ${needed}.`;
  }
  const start = usable.length === 1 ? 'The signature is not' : `None of the ${usable.length} signatures is`;
  const secrets = keys.length === 1 ? 'the secret' : `any of the ${keys.length} secrets`;
  return `${start} that of ${secrets} over these bytes.`;
}

function conclude({ guesses, untried }: Guessed, right: boolean, mismatch: boolean): string {
  if (right) return 'The signature itself is right.';
  const matched = guesses.find((each) => each.matched);
  if (matched !== undefined) return `It fits if '${matched.name}' is so: ${matched.advice}`;
  if (!mismatch) return 'The signature is not right either.';
  const more = untried.length > 0 ? ' explain() tries more guesses on a body of this size.' : '';
  return `Check that the secret is this endpoint's own, and that the body is the raw one.${more}`;
}
