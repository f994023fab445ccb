/**
 * Signing's cryptography by `node:crypto`: without promises, and without joining head and body.
 *
 * @module signature/hmac-node
 */
import type * as NodeCrypto from 'node:crypto';
import { encodeBase64 } from './base64.ts';
import { type Hmac, join, toPkcs8 } from './hmac.ts';

/** Characters up to which a text is hashed together with the prefix: to join the two costs less than a call of `update`. */
const SHORT_TEXT = 1_024;

let loaded: typeof NodeCrypto | undefined;

/**
 * Loaded with the first secret: an import would be most of what importing this package costs, in time and memory. Bundlers
 * for the web, which warn of a bare `process`, take it with `globalThis`.
 */
function crypto(): typeof NodeCrypto {
  return (loaded ??= globalThis.process.getBuiltinModule('node:crypto'));
}

/** Cryptography by `node:crypto`. */
export const hmac: Hmac = {
  name: 'node',
  hmacSha256(key) {
    const { createHmac, createSecretKey } = crypto();
    const secret = createSecretKey(key);
    return (prefix, body) => {
      const digest = createHmac('sha256', secret);
      const first = body[0];
      const isShort = typeof first === 'string' && first.length <= SHORT_TEXT;
      digest.update(isShort ? prefix + first : prefix);
      for (let index = isShort ? 1 : 0; index < body.length; index += 1) {
        digest.update(body[index] as string | Uint8Array);
      }
      return digest.digest('base64');
    };
  },
  ed25519Sign(seed) {
    const key = privateKey(seed);
    return (prefix, body) => encodeBase64(crypto().sign(null, join(prefix, body), key));
  },
  ed25519Verify(publicKey) {
    const key = crypto().createPublicKey({
      format: 'jwk',
      key: { kty: 'OKP', crv: 'Ed25519', x: Buffer.from(publicKey).toString('base64url') },
    });
    return (content, signature) => crypto().verify(null, content, key, signature);
  },
  ed25519PublicKey(seed) {
    const { x = '' } = crypto().createPublicKey(privateKey(seed)).export({ format: 'jwk' });
    return Buffer.from(x, 'base64url');
  },
};

function privateKey(seed: Uint8Array): NodeCrypto.KeyObject {
  return crypto().createPrivateKey({ format: 'der', type: 'pkcs8', key: Buffer.from(toPkcs8(seed)) });
}
