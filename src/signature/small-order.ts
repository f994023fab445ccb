/**
 * Finds Ed25519 public keys of small order: with one of them, anybody can make signatures that match.
 *
 * @module signature/small-order
 * @see https://github.com/jedisct1/libsodium/blob/1.0.20-RELEASE/src/libsodium/crypto_core/ed25519/ref10/ed25519_ref10.c `ge25519_has_small_order`
 */

/** The points of order 1, 2, 4 and 8, without the sign bit, and the two that are not written in the shortest form. */
const SMALL_ORDER: ReadonlySet<string> = new Set([
  '0000000000000000000000000000000000000000000000000000000000000000',
  '0100000000000000000000000000000000000000000000000000000000000000',
  '26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05',
  'c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a',
  'ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f',
  'edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f',
  'eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f',
]);

/** @param publicKey 32 bytes */
export function isSmallOrder(publicKey: Uint8Array): boolean {
  const bytes = [...publicKey];
  bytes.push((bytes.pop() ?? 0) & 0x7f);
  return SMALL_ORDER.has(bytes.map((byte) => byte.toString(16).padStart(2, '0')).join(''));
}
