/**
 * The two implementations of `Hmac` side by side, in one process: what one makes the other makes, and takes.
 *
 * @module test/signature/engines.test
 */
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { join, type Pieces } from '../../src/signature/hmac.ts';
import { hmac as node } from '../../src/signature/hmac-node.ts';
import { hmac as web } from '../../src/signature/hmac-web.ts';

const pieces = fc.array(
  fc.oneof(fc.string({ unit: 'binary' }), fc.uint8Array({ maxLength: 200 }), fc.constant('\ud800lone')),
  { maxLength: 4 },
) as fc.Arbitrary<Pieces>;
/** Id and timestamp are ASCII. */
const prefixes = fc.string();
const seeds = fc.uint8Array({ minLength: 32, maxLength: 32 });

describe('node:crypto and WebCrypto', () => {
  test('give the same HMAC for any key and any pieces', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.uint8Array({ minLength: 24, maxLength: 64 }),
        prefixes,
        pieces,
        async (key, prefix, body) => {
          const made = node.hmacSha256(key)(prefix, body);
          expect(made).toBeTypeOf('string');
          expect(await web.hmacSha256(key)(prefix, body)).toBe(made);
        },
      ),
    );
  });

  test('give the same Ed25519 key and signature, and take each other’s', async () => {
    await fc.assert(
      fc.asyncProperty(seeds, prefixes, pieces, async (seed, prefix, body) => {
        const publicKey = Uint8Array.from(await node.ed25519PublicKey(seed));
        expect(Uint8Array.from(await web.ed25519PublicKey(seed))).toEqual(publicKey);
        const signature = await node.ed25519Sign(seed)(prefix, body);
        expect(await web.ed25519Sign(seed)(prefix, body)).toBe(signature);
        const bytes = Buffer.from(signature, 'base64');
        const changed = Buffer.from(bytes).fill((bytes[0] ?? 0) ^ 1, 0, 1);
        for (const engine of [node, web]) {
          const verify = engine.ed25519Verify(publicKey);
          const content = join(prefix, body);
          expect(await verify(content, bytes)).toBe(true);
          expect(await verify(content, changed)).toBe(false);
          expect(await verify(join(prefix, [...body, 'x']), bytes)).toBe(false);
        }
      }),
      { numRuns: 40 },
    );
  });

  test('take a public key that is no point of the curve as one that nothing matches', async () => {
    const nowhere = new Uint8Array(32).fill(0xff);
    for (const engine of [node, web])
      expect(await engine.ed25519Verify(nowhere)(join('', ['x']), new Uint8Array(64))).toBe(false);
  });
});
