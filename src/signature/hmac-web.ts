/**
 * Signing's cryptography by WebCrypto: in browsers, workers, Deno and wherever else there is no `node:crypto`.
 *
 * @module signature/hmac-web
 * @see https://www.w3.org/TR/webcrypto-2/
 */
import { once } from '../errors/once.ts';
import { encodeBase64 } from './base64.ts';
import { type Hmac, join, toPkcs8 } from './hmac.ts';

const HMAC_SHA256 = { name: 'HMAC', hash: 'SHA-256' } as const;
const ED25519 = 'Ed25519';

/** Cryptography by WebCrypto. */
export const hmac: Hmac = {
  name: 'web',
  hmacSha256(key) {
    const imported = once(() => subtle().importKey('raw', copy(key), HMAC_SHA256, false, ['sign']));
    return async (prefix, body) => encode(await subtle().sign('HMAC', await imported(), join(prefix, body)));
  },
  ed25519Sign(seed) {
    const imported = once(() => importSeed(seed));
    return async (prefix, body) => encode(await subtle().sign(ED25519, await imported(), join(prefix, body)));
  },
  ed25519Verify(publicKey) {
    const imported = once(() =>
      usable(subtle().importKey('raw', copy(publicKey), ED25519, false, ['verify'])),
    );
    return async (content, signature) => subtle().verify(ED25519, await imported(), signature, content);
  },
  async ed25519PublicKey(seed) {
    const { x = '' } = await subtle().exportKey('jwk', await importSeed(seed));
    const base64 = x.replaceAll('-', '+').replaceAll('_', '/');
    return Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
  },
};

function subtle(): SubtleCrypto {
  const found = (globalThis as { crypto?: { subtle?: SubtleCrypto } }).crypto?.subtle;
  if (found !== undefined) return found;
  throw new TypeError(
    'There is no WebCrypto here: in a browser, serve the page over https or from localhost.',
  );
}

function importSeed(seed: Uint8Array): Promise<CryptoKey> {
  return usable(subtle().importKey('pkcs8', toPkcs8(seed), ED25519, true, ['sign']));
}

async function usable(imported: Promise<CryptoKey>): Promise<CryptoKey> {
  try {
    return await imported;
  } catch (error) {
    const unknown = (error as { name?: unknown } | null)?.name === 'NotSupportedError';
    const message = unknown
      ? 'The WebCrypto of this runtime has no Ed25519: use secrets of version v1 (whsec_).'
      : 'The secret holds no Ed25519 key: it was damaged.';
    throw new TypeError(message, { cause: error });
  }
}

/** WebCrypto takes no view of a `SharedArrayBuffer`. */
function copy(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(bytes);
}

function encode(buffer: ArrayBuffer): string {
  return encodeBase64(new Uint8Array(buffer));
}
