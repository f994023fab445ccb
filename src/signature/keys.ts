/**
 * Secrets made ready: what signs with one, and what finds its signature among those of a delivery.
 *
 * @module signature/keys
 */
import { hmac } from '#hmac';
import { decodeBase64, encodeBase64 } from './base64.ts';
import { constantTimeEqual } from './constant-time.ts';
import { V1A } from './header-fields.ts';
import { join, type MaybePromise, type OfContent, type Pieces, whenDone } from './hmac.ts';
import { bytesOf, parseSecret, type Secret, type SignatureVersion } from './secret.ts';

/** A secret, ready to sign and to verify. */
export interface Key {
  /** The secret that it was made from. */
  readonly secret: Secret;
  /** Version of its signatures. */
  readonly version: SignatureVersion;
  /** Gives `v1,` or `v1a,` and base64. A public key cannot. */
  readonly sign: OfContent<string> | undefined;
  /**
   * Whether one of several signatures, of any version, is this secret's over this content.
   *
   * @param prefix what stands before the body
   * @param body in pieces
   * @param signatures `version,base64`, of any version and form
   */
  matches(prefix: string, body: Pieces, signatures: readonly string[]): MaybePromise<boolean>;
}

/** The most secrets at once: a rotation needs two, and each costs an HMAC of the body. */
const MAX_SECRETS = 16;
/** Keys that are kept ready, of the secrets used last. */
const KEPT_KEYS = 256;
const kept = new Map<string, Key>();

/**
 * Makes secrets ready.
 *
 * @param secrets `whsec_…`, `whsk_…` or `whpk_…`
 * @returns a key for each
 * @throws {TypeError} if there is none, or one cannot be read
 * @throws {RangeError} if there are more than 16
 */
export function toKeys(secrets: readonly string[]): readonly Key[] {
  if (!Array.isArray(secrets) || secrets.length === 0)
    throw new TypeError('secrets has to be an array with at least one secret: whsec_…, whsk_… or whpk_….');
  if (secrets.length > MAX_SECRETS)
    throw new RangeError(`${secrets.length} secrets were given, and ${MAX_SECRETS} are the most.`);
  return secrets.map((text: string) => kept.get(text) ?? keep(text));
}

/** Keeps a key by its text, so that one-shot calls do not pay for reading the same secret again. */
function keep(text: string): Key {
  const key = toKey(parseSecret(text));
  if (kept.size >= KEPT_KEYS) {
    for (const oldest of kept.keys()) {
      kept.delete(oldest);
      break;
    }
  }
  kept.set(text, key);
  return key;
}

/**
 * Makes one secret ready.
 *
 * @param secret a secret that was read
 */
export function toKey(secret: Secret): Key {
  return secret.version === 'v1' ? sharedKey(secret, bytesOf(secret)) : pairedKey(secret);
}

const V1 = 'v1,';

/**
 * A key of HMAC-SHA256.
 *
 * @param secret the secret that it stands for
 * @param bytes the HMAC's key
 */
export function sharedKey(secret: Secret, bytes: Uint8Array): Key {
  const digest = hmac.hmacSha256(bytes);
  // Neither goes by `whenDone`, whose closure a small body would feel.
  const sign: OfContent<string> = (prefix, body) => {
    const made = digest(prefix, body);
    return typeof made === 'string' ? V1 + made : made.then((base64) => V1 + base64);
  };
  return {
    secret,
    version: 'v1',
    sign,
    matches: (prefix, body, signatures) => {
      const made = sign(prefix, body);
      return typeof made === 'string'
        ? holds(signatures, made)
        : made.then((signature) => holds(signatures, signature));
    },
  };
}

function holds(signatures: readonly string[], expected: string): boolean {
  for (const signature of signatures) if (constantTimeEqual(signature, expected)) return true;
  return false;
}

/** Bytes of an Ed25519 signature. */
const SIGNATURE_BYTES = 64;

function pairedKey(secret: Secret): Key {
  const bytes = bytesOf(secret);
  if (secret.role === 'public') return { secret, version: 'v1a', sign: undefined, matches: checker(bytes) };
  const seed = bytes.slice(0, 32);
  const publicKey = bytes.slice(32);
  const sign = hmac.ed25519Sign(seed);
  const matches = checker(publicKey);
  let pair: MaybePromise<void> | undefined;
  const ready = (): MaybePromise<void> => (pair ??= checkPair(seed, publicKey));
  return {
    secret,
    version: 'v1a',
    sign: (prefix, body) => whenDone(ready(), () => whenDone(sign(prefix, body), (base64) => V1A + base64)),
    matches: (prefix, body, signatures) => whenDone(ready(), () => matches(prefix, body, signatures)),
  };
}

function checker(publicKey: Uint8Array): Key['matches'] {
  const verify = hmac.ed25519Verify(publicKey);
  return (prefix, body, signatures) => {
    const usable = signatures.map(readPaired).filter((signature) => signature !== undefined);
    if (usable.length === 0) return false;
    const content = join(prefix, body);
    return anyOf(usable, (signature) => verify(content, signature));
  };
}

function readPaired(signature: string): Uint8Array<ArrayBuffer> | undefined {
  if (!signature.startsWith(V1A)) return undefined;
  const bytes = decodeBase64(signature.slice(V1A.length));
  return bytes?.length === SIGNATURE_BYTES ? bytes : undefined;
}

function checkPair(seed: Uint8Array, publicKey: Uint8Array): MaybePromise<void> {
  return whenDone(hmac.ed25519PublicKey(seed), (derived) => {
    if (!constantTimeEqual(encodeBase64(derived), encodeBase64(publicKey)))
      throw new TypeError("The two halves of the 'whsk_' secret do not belong together: it was damaged.");
  });
}

/**
 * Whether a test holds for one of several, tried one after the other.
 *
 * @param items what to test
 * @param test the test
 * @param start where to begin
 */
export function anyOf<T>(
  items: readonly T[],
  test: (item: T) => MaybePromise<boolean>,
  start = 0,
): MaybePromise<boolean> {
  for (let index = start; index < items.length; index += 1) {
    const found = test(items[index] as T);
    if (found === true) return true;
    if (found !== false) return found.then((holds) => holds || anyOf(items, test, index + 1));
  }
  return false;
}
