/**
 * What signing needs of a runtime's cryptography. `hmac-node` and `hmac-web` fulfil it; `runtime-hmac` chooses.
 *
 * WebCrypto gives promises and Node gives values: `await` takes both.
 *
 * @module signature/hmac
 */

/** Pieces that follow each other, hashed without being joined where the runtime can do that. Text is taken as UTF-8. */
export type Pieces = readonly (string | Uint8Array)[];

/**
 * Computes something of the content that is signed.
 *
 * @param prefix what stands before the body: id and timestamp, each with a dot behind it
 * @param body in pieces
 */
type OfContent<T> = (prefix: string, body: Pieces) => T | Promise<T>;

/** The cryptography of one runtime. */
export interface Hmac {
  /** Name of the implementation. */
  readonly name: 'node' | 'web';
  /**
   * Prepares HMAC-SHA256 (RFC 2104) with one key.
   *
   * @returns gives the base64 of the 32 bytes
   */
  hmacSha256(key: Uint8Array): OfContent<string>;
  /**
   * Prepares signing by Ed25519 (RFC 8032).
   *
   * @param seed the private key, 32 bytes
   * @returns gives the base64 of the 64 bytes
   */
  ed25519Sign(seed: Uint8Array): OfContent<string>;
  /**
   * Prepares checking by Ed25519.
   *
   * @param publicKey 32 bytes
   * @returns checks a signature of 64 bytes over content that is {@link join}ed
   */
  ed25519Verify(
    publicKey: Uint8Array,
  ): (content: Uint8Array<ArrayBuffer>, signature: Uint8Array<ArrayBuffer>) => boolean | Promise<boolean>;
  /**
   * The public key of a private one.
   *
   * @param seed 32 bytes
   */
  ed25519PublicKey(seed: Uint8Array): Uint8Array | Promise<Uint8Array>;
}

const encoder = new TextEncoder();

/**
 * Joins the content that is signed to the bytes that it stands for.
 *
 * @param prefix what stands before the body
 * @param body text and bytes
 */
export function join(prefix: string, body: Pieces): Uint8Array<ArrayBuffer> {
  const parts = [prefix, ...body].map((piece) => (typeof piece === 'string' ? encoder.encode(piece) : piece));
  const joined = new Uint8Array(parts.reduce((sum, part) => sum + part.byteLength, 0));
  let offset = 0;
  for (const part of parts) {
    joined.set(part, offset);
    offset += part.byteLength;
  }
  return joined;
}

/** DER before the 32 bytes of an Ed25519 private key in PKCS #8 (RFC 8410, section 7). */
const PKCS8_HEAD = [48, 46, 2, 1, 0, 48, 5, 6, 3, 43, 101, 112, 4, 34, 4, 32];

/**
 * An Ed25519 private key in the one form that both runtimes read.
 *
 * @param seed 32 bytes
 */
export function toPkcs8(seed: Uint8Array): Uint8Array<ArrayBuffer> {
  return Uint8Array.from([...PKCS8_HEAD, ...seed]);
}
