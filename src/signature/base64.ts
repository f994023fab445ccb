/**
 * Base64 (RFC 4648, section 4) taken strictly: padded, no other alphabet, no whitespace, no stray bits at the end.
 *
 * The decoders of JavaScript are lenient (`atob` skips whitespace, `Buffer` takes base64url and junk), so several
 * texts would stand for one signature. Here it is one.
 *
 * @module signature/base64
 */
const BASE64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;

/**
 * Writes bytes as base64.
 *
 * @param bytes a key or a signature: some dozen bytes
 */
export function encodeBase64(bytes: Uint8Array): string {
  return btoa(String.fromCharCode(...bytes));
}

/**
 * Reads strict base64.
 *
 * @param text what should be base64
 * @returns the bytes, or nothing where the text is not what {@link encodeBase64} would have written
 */
export function decodeBase64(text: string): Uint8Array<ArrayBuffer> | undefined {
  if (!BASE64.test(text)) return undefined;
  const bytes = Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
  return encodeBase64(bytes) === text ? bytes : undefined;
}
