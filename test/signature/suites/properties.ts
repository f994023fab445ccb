import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type HeadersLike, type RawBody, readHeader, sign, verify } from '../../../src/signature/index.ts';
import { OTHER_SECRET, VECTOR_A, VECTOR_C } from './vectors.ts';

const NOW = 1_700_000_000_000;
const now = (): number => NOW;
const CODES = /^ERR_WEBHOOK_(?:HEADERS?|TIMESTAMP|SIGNATURE|BODY)_[A-Z_]+$/;

const ids = fc.stringMatching(/^[!-\-/-~]{1,40}$/);
const timestamps = fc.integer({ min: NOW / 1000 - 300, max: NOW / 1000 + 300 });
const bodies = fc.uint8Array({ maxLength: 300 });
const secrets = fc.constantFrom(VECTOR_A.secret, VECTOR_C.secret, OTHER_SECRET);
const NAMES = ['webhook-id', 'webhook-timestamp', 'webhook-signature'] as const;

function flip(bytes: Uint8Array, at: number): Buffer {
  const changed = Buffer.from(bytes);
  const bit = at % (changed.length * 8);
  changed[bit >> 3] = (changed[bit >> 3] ?? 0) ^ (1 << (bit & 7));
  return changed;
}

/** Properties, whichever cryptography is beneath. */
export function propertySuite(): void {
  describe('for any delivery', () => {
    const delivery = { id: ids, timestamp: timestamps, body: bodies, secret: secrets };

    test('what is signed is verified', async () => {
      await fc.assert(
        fc.asyncProperty(fc.record(delivery), async ({ id, timestamp, body, secret }) => {
          const headers = await sign(body, { id, timestamp, secrets: [secret] });
          expect(await verify(body, headers, { secrets: [secret], now })).toEqual({
            ok: true,
            id,
            timestamp,
          });
        }),
      );
    });

    test('one changed bit of the body is refused', async () => {
      await fc.assert(
        fc.asyncProperty(fc.record(delivery), fc.nat(), async ({ id, timestamp, body, secret }, at) => {
          fc.pre(body.length > 0);
          const headers = await sign(body, { id, timestamp, secrets: [secret] });
          expect(await verify(flip(body, at), headers, { secrets: [secret], now })).toMatchObject({
            ok: false,
            code: 'ERR_WEBHOOK_SIGNATURE_MISMATCH',
          });
        }),
      );
    });

    test.each(NAMES)('one changed bit of %s is refused', async (name) => {
      await fc.assert(
        fc.asyncProperty(fc.record(delivery), fc.nat(), async ({ id, timestamp, body, secret }, at) => {
          const signed = await sign(body, { id, timestamp, secrets: [secret] });
          const headers = {
            ...signed,
            [name]: flip(Buffer.from(signed[name], 'latin1'), at).toString('latin1'),
          };
          const result = await verify(body, headers, { secrets: [secret], now });
          expect(result).toMatchObject({ ok: false, code: expect.stringMatching(CODES) });
        }),
        { numRuns: 300 },
      );
    });

    test('every single bit of the signature, id and timestamp of A matters', async () => {
      const { id, timestamp, body, secret } = VECTOR_A;
      const signed = await sign(body, { id, timestamp, secrets: [secret] });
      for (const name of NAMES) {
        for (let bit = 0; bit < signed[name].length * 8; bit += 1) {
          const changed = flip(Buffer.from(signed[name], 'latin1'), bit).toString('latin1');
          const options = { secrets: [secret], now: (): number => timestamp * 1000 };
          expect(await verify(body, { ...signed, [name]: changed }, options)).toMatchObject({ ok: false });
        }
      }
    });
  });

  describe('whatever comes', () => {
    const anything = fc.anything({
      withBigInt: true,
      withDate: true,
      withMap: true,
      withSet: true,
      withTypedArray: true,
      withNullPrototype: true,
      withObjectString: true,
      withSparseArray: true,
    });
    const values = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.constantFrom(...Object.values(VECTOR_A).map(String)),
      anything,
    );
    const headers = fc.oneof(
      anything,
      fc.dictionary(fc.oneof(fc.constantFrom(...NAMES, 'Webhook-Id'), fc.string()), values),
      fc.record({ 'webhook-id': values, 'webhook-timestamp': values, 'webhook-signature': values }),
      fc.array(fc.oneof(fc.constantFrom<unknown>(...NAMES), values), { maxLength: 12 }),
      fc
        .array(fc.tuple(fc.constantFrom(...NAMES), values))
        .map((entries) => new Map<unknown, unknown>(entries)),
    );

    test('verify gives a result with a code of the closed list, and throws nothing', async () => {
      const options = { secrets: [VECTOR_A.secret, VECTOR_C.verifier], now };
      await fc.assert(
        fc.asyncProperty(anything, headers, async (body, given) => {
          const result = await verify(body as RawBody, given as HeadersLike, options);
          expect(result).toMatchObject({ ok: false, code: expect.stringMatching(CODES) });
        }),
        { numRuns: 500 },
      );
    });

    test('a signature of any text is refused', async () => {
      const { id, timestamp, body, secret } = VECTOR_A;
      const options = { secrets: [secret, VECTOR_C.secret], now: (): number => timestamp * 1000 };
      const texts = fc.oneof(
        fc.string({ unit: 'binary', minLength: 1 }),
        fc.base64String({ minLength: 44, maxLength: 44 }).map((text) => `v1,${text}`),
        fc.base64String({ minLength: 88, maxLength: 88 }).map((text) => `v1a,${text}`),
      );
      await fc.assert(
        fc.asyncProperty(fc.array(texts, { minLength: 1, maxLength: 20 }), async (signatures) => {
          const given = {
            'webhook-id': id,
            'webhook-timestamp': String(timestamp),
            'webhook-signature': signatures.join(' '),
          };
          expect(await verify(body, given, options)).toMatchObject({
            ok: false,
            code: expect.stringMatching(CODES),
          });
        }),
        { numRuns: 300 },
      );
    });

    test('readHeader throws nothing', () => {
      fc.assert(
        fc.property(headers, (given) => {
          expect(['one', 'none', 'many']).toContain(readHeader(given as HeadersLike, 'webhook-id').kind);
        }),
      );
    });
  });
}
