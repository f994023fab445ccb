/**
 * Secrets in the form of Standard Webhooks: `whsec_` (shared, HMAC-SHA256), `whsk_` and `whpk_` (the private and the
 * public key of Ed25519), each followed by base64.
 *
 * @module signature/secret
 * @see https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md#signature-scheme
 */
import { requireInteger, requireOneOf } from '../errors/options.ts';
import { decodeBase64, encodeBase64 } from './base64.ts';
import { DEFAULT_SECRET_BYTES, MAX_SECRET_BYTES, MIN_SECRET_BYTES } from './limits.ts';
import { hmac } from './runtime-hmac.ts';
import { isSmallOrder } from './small-order.ts';

/** Version of a signature: `v1` is HMAC-SHA256 with a shared secret, `v1a` is Ed25519. */
export type SignatureVersion = 'v1' | 'v1a';

/** What a secret is: shared by both sides, the signer's half of a pair, or the verifier's. */
export type SecretRole = 'shared' | 'private' | 'public';

/** Bytes of an Ed25519 private key (its seed), and of a public one. */
const ED25519_BYTES = 32;

interface Kind {
  readonly version: SignatureVersion;
  readonly role: SecretRole;
  readonly bytes: readonly [least: number, most: number];
  readonly noun: string;
}

const SHARED_BYTES = [MIN_SECRET_BYTES, MAX_SECRET_BYTES] as const;
const PUBLIC_BYTES = [ED25519_BYTES, ED25519_BYTES] as const;
/** The seed, and the public key behind it. */
const PRIVATE_BYTES = [64, 64] as const;

const KINDS: ReadonlyMap<string, Kind> = new Map<string, Kind>([
  ['whsec_', { version: 'v1', role: 'shared', bytes: SHARED_BYTES, noun: 'a shared secret' }],
  ['whsk_', { version: 'v1a', role: 'private', bytes: PRIVATE_BYTES, noun: 'an Ed25519 private key' }],
  ['whpk_', { version: 'v1a', role: 'public', bytes: PUBLIC_BYTES, noun: 'an Ed25519 public key' }],
]);
const LONGEST_TEXT = 'whsec_'.length + 88;

/** Reads the bytes of a secret. Set by the class, which alone can. */
let readBytes: (secret: Secret) => Uint8Array;

/** A secret that was read and found in order. It shows what it is, and its bytes to nobody. */
export class Secret {
  /** Version of the signatures that it makes or checks. */
  readonly version: SignatureVersion;
  /** What it is. */
  readonly role: SecretRole;
  readonly #bytes: Uint8Array;

  static {
    readBytes = (secret) => secret.#bytes;
  }

  /**
   * @param version version of its signatures
   * @param role what it is
   * @param bytes the secret itself
   */
  constructor(version: SignatureVersion, role: SecretRole, bytes: Uint8Array) {
    this.version = version;
    this.role = role;
    this.#bytes = bytes;
  }

  /** Its prefix, and that there is more. */
  toString(): string {
    const [prefix] = [...KINDS].find(([, { role }]) => role === this.role) ?? [''];
    return `${prefix}…`;
  }

  /** The same in JSON. */
  toJSON(): string {
    return this.toString();
  }
}

/**
 * The bytes of a secret, for the modules beside this one: the package does not export it.
 *
 * @param secret a secret
 */
export function bytesOf(secret: Secret): Uint8Array {
  return readBytes(secret);
}

/**
 * Reads a secret.
 *
 * @param text `whsec_` and base64 of 24 to 64 bytes, `whsk_` and base64 of 64 bytes, or `whpk_` and base64 of 32 bytes
 * @returns the secret, which no log can print
 * @throws {TypeError} if the prefix, the length or the base64 is wrong; the message never holds any of it
 * @example
 * ```ts
 * parseSecret('whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw').version; // 'v1'
 * ```
 */
export function parseSecret(text: string): Secret {
  if (typeof text !== 'string' || text === '') {
    const found = text === '' ? 'is empty' : `is of type ${typeof text}`;
    throw new TypeError(
      `A secret must be a text, and this one ${found}: is the variable set that holds it? Expected ${FORMS}.`,
    );
  }
  const prefix = [...KINDS.keys()].find((start) => text.startsWith(start));
  const kind = prefix === undefined ? undefined : KINDS.get(prefix);
  if (prefix === undefined || kind === undefined) throw new TypeError(hintForPrefix(text));
  const encoded = text.slice(prefix.length);
  if (encoded === '') throw new TypeError(`The secret is ${prefix} and nothing else: expected ${FORMS}.`);
  const bytes = text.length > LONGEST_TEXT ? undefined : decodeBase64(encoded);
  if (bytes === undefined) throw new TypeError(hintForBase64(prefix, encoded));
  const [least, most] = kind.bytes;
  if (bytes.length < least || bytes.length > most)
    throw new TypeError(hintForLength(prefix, kind, bytes.length));
  if (kind.version === 'v1a' && isSmallOrder(bytes.slice(-ED25519_BYTES)))
    throw new TypeError(
      `The public key in '${prefix}' has a small order: anybody could sign for it. Make a new pair.`,
    );
  return new Secret(kind.version, kind.role, bytes);
}

const FORMS =
  "'whsec_' and the base64 of 24 to 64 bytes (shared), 'whsk_' and 64 bytes (private), or 'whpk_' and 32 bytes (public)";

function hintForPrefix(text: string): string {
  if (text !== text.trim()) return 'The secret has whitespace before or after it: trim it.';
  if (/^["'].*["']$/s.test(text)) return 'The secret is within quotation marks: take them off.';
  const lower = text.toLowerCase();
  const meant = [...KINDS.keys()].find((prefix) => lower.startsWith(prefix));
  if (meant !== undefined) return `The secret's prefix must be '${meant}', in lower case.`;
  return `The secret has none of the prefixes: expected ${FORMS}. 'maxun-webhooks secret' makes one.`;
}

function hintForBase64(prefix: string, encoded: string): string {
  const start = `What follows '${prefix}' is not base64`;
  if (encoded !== encoded.trim()) return `${start}: whitespace is at its end. Trim the secret.`;
  if (prefix.length + encoded.length > LONGEST_TEXT) return `${start} of at most ${MAX_SECRET_BYTES} bytes.`;
  if (/[-_]/.test(encoded)) return `${start}: it has '-' or '_', which is base64url. Use '+' and '/'.`;
  if (/^[\w+/]+$/.test(encoded) && encoded.length % 4 !== 0)
    return `${start}: its padding ('=' at the end) is missing, or it was cut short.`;
  return `${start} in its strict form: letters, digits, '+', '/', and '=' only as padding.`;
}

function hintForLength(prefix: string, { bytes: [least, most], noun }: Kind, found: number): string {
  const expected = least === most ? `${least}` : `${least} to ${most}`;
  const start = `'${prefix}' is the prefix of ${noun}, which has ${expected} bytes, and this has ${found}`;
  if (prefix === 'whsk_' && found === ED25519_BYTES)
    return `${start}: add the public key behind the seed, or, if this is a shared secret, write 'whsec_'.`;
  if (prefix !== 'whsec_' && found >= MIN_SECRET_BYTES && found <= MAX_SECRET_BYTES)
    return `${start}: a shared secret begins with 'whsec_'.`;
  return `${start}. 'maxun-webhooks secret' makes one.`;
}

/** What {@link generateSecret} takes. */
export interface GenerateSecretOptions {
  /** What to make: a shared secret (`v1`, the default), or a pair of keys (`v1a`). */
  readonly type?: SignatureVersion;
  /** Bytes of a shared secret, 24 to 64; by default 32. */
  readonly bytes?: number;
  /** Fills an array with random bytes; by default the runtime's `crypto.getRandomValues`. */
  readonly fill?: (bytes: Uint8Array<ArrayBuffer>) => void;
}

/** A shared secret. */
export interface SharedSecret {
  /** `whsec_…`, for the sender and the receiver. */
  readonly secret: string;
}

/** A pair of keys. */
export interface KeyPair {
  /** `whsk_…`, for the sender alone. */
  readonly secret: string;
  /** `whpk_…`, for receivers. */
  readonly publicKey: string;
}

/**
 * Makes a secret.
 *
 * @param options which kind, how long
 * @returns `{ secret }`, and for `v1a` its `publicKey` as well
 * @throws {RangeError} if `bytes` is not a whole number from 24 to 64
 * @throws {TypeError} if the type is neither `v1` nor `v1a`, or `bytes` is given for `v1a`
 * @example
 * ```ts
 * const { secret } = await generateSecret();                          // whsec_…
 * const { secret: mine, publicKey } = await generateSecret({ type: 'v1a' }); // whsk_…, whpk_…
 * ```
 */
export async function generateSecret(options: GenerateSecretOptions & { type: 'v1a' }): Promise<KeyPair>;
export async function generateSecret(
  options?: GenerateSecretOptions & { type?: 'v1' },
): Promise<SharedSecret>;
export async function generateSecret(options: GenerateSecretOptions = {}): Promise<SharedSecret | KeyPair> {
  const { type = 'v1', bytes, fill = fillAtRandom } = options;
  if (requireOneOf('type', type, ['v1', 'v1a']) === 'v1') {
    const bounds = { min: MIN_SECRET_BYTES, max: MAX_SECRET_BYTES };
    const length = requireInteger('bytes', bytes ?? DEFAULT_SECRET_BYTES, bounds);
    return { secret: write('whsec_', draw(fill, length)) };
  }
  if (bytes !== undefined) throw new TypeError('An Ed25519 key has one length: leave bytes out.');
  const seed = draw(fill, ED25519_BYTES);
  const publicKey = await hmac.ed25519PublicKey(seed);
  return {
    secret: write('whsk_', Uint8Array.from([...seed, ...publicKey])),
    publicKey: write('whpk_', publicKey),
  };
}

function draw(fill: (bytes: Uint8Array<ArrayBuffer>) => void, length: number): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(length);
  fill(bytes);
  return bytes;
}

function fillAtRandom(bytes: Uint8Array<ArrayBuffer>): void {
  crypto.getRandomValues(bytes);
}

function write(prefix: string, bytes: Uint8Array): string {
  return prefix + encodeBase64(bytes);
}
