/**
 * Secrets made ready: what signs with one, and what finds its signature among those of a delivery.
 *
 * @module signature/keys
 */
import { once } from '../errors/once.ts';
import { hmac } from './runtime-hmac.ts';
import { decodeBase64, encodeBase64 } from './base64.ts';
import { constantTimeEqual } from './constant-time.ts';
import { V1A } from './header-fields.ts';
import { join, type Pieces } from './hmac.ts';
import { MAX_PAIRED_SECRETS, MAX_PREPARED_KEYS, MAX_SECRETS } from './limits.ts';
import { bytesOf, parseSecret, type Secret, type SignatureVersion } from './secret.ts';

/** A secret, ready to sign and to verify. */
export interface Key {
  /** The secret that it was made from. */
  readonly secret: Secret;
  /** Version of its signatures. */
  readonly version: SignatureVersion;
  /** Gives `v1,` or `v1a,` and base64. A public key cannot. */
  readonly sign: ((prefix: string, body: Pieces) => string | Promise<string>) | undefined;
  /**
   * Whether one of several signatures, of any version, is this secret's over this content.
   *
   * @param prefix what stands before the body
   * @param body in pieces
   * @param signatures `version,base64`, of any version and form
   */
  matches(prefix: string, body: Pieces, signatures: readonly string[]): boolean | Promise<boolean>;
}

const prepared = new Map<string, Key>();

/**
 * Makes secrets ready.
 *
 * @param secrets `whsec_…`, `whsk_…` or `whpk_…`
 * @returns a key for each
 * @throws {TypeError} if there is none, or one cannot be read
 * @throws {RangeError} if there are more than 16, or more than 4 of Ed25519
 */
export function toKeys(secrets: readonly string[]): readonly Key[] {
  if (!Array.isArray(secrets) || secrets.length === 0)
    throw new TypeError('secrets must be an array with at least one secret: whsec_…, whsk_… or whpk_….');
  if (secrets.length > MAX_SECRETS)
    throw new RangeError(`secrets holds ${secrets.length} secrets: at most ${MAX_SECRETS} are allowed.`);
  const keys = secrets.map((text: string) => prepared.get(text) ?? prepare(text));
  const paired = keys.filter(({ version }) => version === 'v1a').length;
  if (paired > MAX_PAIRED_SECRETS)
    throw new RangeError(`secrets holds ${paired} Ed25519 keys: at most ${MAX_PAIRED_SECRETS} are allowed.`);
  return keys;
}

/** Prepares a key and keeps it by its text, so that `verify` and `sign` read the same secret once. */
function prepare(text: string): Key {
  const secret = parseSecret(text);
  const key = secret.version === 'v1' ? sharedKey(secret, bytesOf(secret)) : pairedKey(secret);
  if (prepared.size >= MAX_PREPARED_KEYS) prepared.delete(prepared.keys().next().value ?? '');
  prepared.set(text, key);
  return key;
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
  return {
    secret,
    version: 'v1',
    sign: (prefix, body) => whenMade(digest(prefix, body), (base64) => V1 + base64),
    matches: (prefix, body, signatures) =>
      whenMade(digest(prefix, body), (base64) => isAmong(signatures, base64)),
  };
}

/** Waits only where the engine gives a promise: to wait would cost a tenth of signing or verifying a small body. */
function whenMade<T>(made: string | Promise<string>, use: (base64: string) => T): T | Promise<T> {
  return typeof made === 'string' ? use(made) : made.then(use);
}

function isAmong(signatures: readonly string[], base64: string): boolean {
  return signatures.some(
    (signature) => signature.startsWith(V1) && constantTimeEqual(signature.slice(V1.length), base64),
  );
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
  const checkPair = once(() => assertPair(seed, publicKey));
  return {
    secret,
    version: 'v1a',
    sign: async (prefix, body) => {
      await checkPair();
      return V1A + (await sign(prefix, body));
    },
    matches: async (prefix, body, signatures) => {
      await checkPair();
      return matches(prefix, body, signatures);
    },
  };
}

function checker(publicKey: Uint8Array): Key['matches'] {
  const verify = hmac.ed25519Verify(publicKey);
  return async (prefix, body, signatures) => {
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

async function assertPair(seed: Uint8Array, publicKey: Uint8Array): Promise<void> {
  const derived = await hmac.ed25519PublicKey(seed);
  if (constantTimeEqual(encodeBase64(derived), encodeBase64(publicKey))) return;
  throw new TypeError("The two halves of the 'whsk_' secret do not belong together: it was damaged.");
}

/**
 * Whether a test holds for one of several, tried one after the other.
 *
 * @param items what to test
 * @param test the test
 */
export async function anyOf<T>(
  items: readonly T[],
  test: (item: T) => boolean | Promise<boolean>,
): Promise<boolean> {
  for (const item of items) if (await test(item)) return true;
  return false;
}
