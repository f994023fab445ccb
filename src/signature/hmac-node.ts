/**
 * Signing's cryptography by `node:crypto`: without promises, and without joining head and body.
 *
 * @module signature/hmac-node
 */
import type * as NodeCrypto from 'node:crypto';
import { encodeBase64 } from './base64.ts';
import { type Hmac, join, type Pieces, toPkcs8 } from './hmac.ts';

let loaded: typeof NodeCrypto | undefined;

/** Loaded with the first secret: an import would be most of what importing this package costs, in time and memory. */
function crypto(): typeof NodeCrypto {
  return (loaded ??= process.getBuiltinModule('node:crypto'));
}

/** Cryptography by `node:crypto`. */
export const hmac: Hmac = {
  name: 'node',
  hmacSha256(key) {
    const { createHmac, createSecretKey } = crypto();
    const secret = createSecretKey(key);
    return (pieces) => {
      const digest = createHmac('sha256', secret);
      for (const piece of pieces) digest.update(piece);
      return digest.digest('base64');
    };
  },
  ed25519Sign(seed) {
    const key = privateKey(seed);
    return (pieces) => encodeBase64(crypto().sign(null, join(pieces), key));
  },
  ed25519Verify(publicKey) {
    const key = crypto().createPublicKey({
      format: 'jwk',
      key: { kty: 'OKP', crv: 'Ed25519', x: Buffer.from(publicKey).toString('base64url') },
    });
    return (pieces: Pieces, signature) => crypto().verify(null, join(pieces), key, signature);
  },
  ed25519PublicKey(seed) {
    const { x = '' } = crypto().createPublicKey(privateKey(seed)).export({ format: 'jwk' });
    return Buffer.from(x, 'base64url');
  },
};

function privateKey(seed: Uint8Array): NodeCrypto.KeyObject {
  return crypto().createPrivateKey({ format: 'der', type: 'pkcs8', key: Buffer.from(toPkcs8(seed)) });
}
