import { describe, expect, test } from 'vitest';
import { createSigner, type RawBody, sign, verify } from '../../../src/signature/index.ts';
import { OTHER_SECRET, VECTOR_A, VECTOR_C, VECTORS } from './vectors.ts';

const { id, timestamp, body, secret, signature } = VECTOR_A;

/** Signing, whichever cryptography is beneath. */
export function signSuite(): void {
  describe.each(VECTORS)('the published vector $name', (vector) => {
    test('is what sign gives', async () => {
      const secrets = [vector.secret];
      expect(await sign(vector.body, { id: vector.id, timestamp: vector.timestamp, secrets })).toEqual({
        'webhook-id': vector.id,
        'webhook-timestamp': String(vector.timestamp),
        'webhook-signature': vector.signature,
      });
    });
  });

  describe('sign', () => {
    test('makes a signature per secret, in their order', async () => {
      const secrets = [VECTOR_C.secret, OTHER_SECRET, secret];
      const headers = await sign(body, { id, timestamp, secrets });
      const signatures = headers['webhook-signature'].split(' ');
      expect(signatures).toHaveLength(3);
      expect(signatures[0]).toBe(VECTOR_C.signature);
      expect(signatures[1]).toMatch(/^v1,[A-Za-z0-9+/]{43}=$/);
      expect(signatures[2]).toBe(signature);
      for (const each of [VECTOR_C.verifier, OTHER_SECRET, secret]) {
        const result = await verify(body, headers, { secrets: [each], now: () => timestamp * 1000 });
        expect(result).toEqual({ ok: true, id, timestamp });
      }
    });

    test.each<[string, RawBody | readonly RawBody[]]>([
      ['text', body],
      ['bytes', new TextEncoder().encode(body)],
      ['a Buffer', Buffer.from(body)],
      ['an ArrayBuffer', new TextEncoder().encode(body).buffer],
      ['part of a larger buffer', Buffer.from(`....${body}....`).subarray(4, -4)],
      ['pieces', [body.slice(0, 5), Buffer.from(body.slice(5, 9)), body.slice(9)]],
    ])('signs %s the same', async (_, given) => {
      const signer = createSigner({ secrets: [secret] });
      expect(await signer(given, { id, timestamp })).toMatchObject({ 'webhook-signature': signature });
    });

    test('refuses a public key', async () => {
      const secrets = [VECTOR_C.verifier];
      await expect(sign(body, { id, timestamp, secrets })).rejects.toThrow(/'whpk_' is a public key/);
      expect(() => createSigner({ secrets })).toThrow(TypeError);
    });

    test.each(['', 'msg.1', 'msg 1', 'msg_1\n', 'msgé', 'x'.repeat(257), 7 as unknown as string])(
      'refuses the id %j as misuse',
      async (bad) => {
        await expect(sign(body, { id: bad, timestamp, secrets: [secret] })).rejects.toThrow(TypeError);
      },
    );

    test.each([
      0,
      -1,
      1.5,
      Number.NaN,
      Number.POSITIVE_INFINITY,
      999_999_999,
      '1614265330' as unknown as number,
    ])('refuses the timestamp %j as misuse', async (bad) => {
      await expect(sign(body, { id, timestamp: bad, secrets: [secret] })).rejects.toThrow(RangeError);
    });

    test('says so when the timestamp is in milliseconds', async () => {
      const options = { id, timestamp: timestamp * 1000, secrets: [secret] };
      await expect(sign(body, options)).rejects.toThrow(/divide by 1000/);
    });

    test.each([[{ test: 1 }], [undefined], [null], [7], [[7]]])(
      'refuses the body %j as misuse',
      async (bad) => {
        const given = bad as unknown as RawBody;
        await expect(sign(given, { id, timestamp, secrets: [secret] })).rejects.toThrow(/stringify once/);
      },
    );
  });
}
