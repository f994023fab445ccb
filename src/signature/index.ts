/**
 * Signs and verifies deliveries by Standard Webhooks 1.0.0: `v1` (HMAC-SHA256) and `v1a` (Ed25519).
 *
 * @module signature
 */
export { type HeadersLike, type HeaderValue, readHeader } from './headers.ts';
export type { RawBody } from './raw-body.ts';
export {
  generateSecret,
  type GenerateSecretOptions,
  type KeyPair,
  parseSecret,
  type Secret,
  type SecretRole,
  type SharedSecret,
  type SignatureVersion,
} from './secret.ts';
export { createSigner, sign, type SignedDelivery, type Signer, type SignOptions } from './sign.ts';
export type { SignatureHeaders } from './header-fields.ts';
export type { NotVerified } from './refusal.ts';
export {
  assertVerified,
  createVerifier,
  explain,
  type Verified,
  type Verifier,
  verify,
  type VerifyOptions,
  type VerifyResult,
} from './verify.ts';
