import { inspect } from 'node:util';
import { describe, expect, test } from 'vitest';
import { createVerifier, generateSecret, parseSecret, sign, verify } from '../../../src/signature/index.ts';
import { VECTOR_A, VECTOR_C } from './vectors.ts';

const base64 = (bytes: number): string => Buffer.alloc(bytes, 0xa5).toString('base64');

/** Secrets, whichever cryptography is beneath. */
export function secretSuite(): void {
  describe('parseSecret', () => {
    test.each([
      [`whsec_${base64(24)}`, 'v1', 'shared'],
      [`whsec_${base64(64)}`, 'v1', 'shared'],
      [VECTOR_C.secret, 'v1a', 'private'],
      [VECTOR_C.verifier, 'v1a', 'public'],
    ])('reads %s', (text, version, role) => {
      expect(parseSecret(text)).toMatchObject({ version, role });
    });

    test.each<[string, string, RegExp]>([
      ['empty', '', /must be a text, and this one is empty/],
      ['no text', undefined as unknown as string, /of type undefined: is the variable set/],
      ['the prefix alone', 'whsec_', /nothing else/],
      ['one byte', `whsec_${base64(1)}`, /24 to 64 bytes, and this has 1/],
      ['23 bytes', `whsec_${base64(23)}`, /24 to 64 bytes, and this has 23/],
      ['65 bytes', `whsec_${base64(65)}`, /24 to 64 bytes, and this has 65/],
      ['a megabyte', `whsec_${'A'.repeat(1_048_576)}`, /at most 64 bytes/],
      ['not base64', `whsec_${base64(24).replace('p', '!')}`, /not base64/],
      ['base64url', `whsec_${Buffer.alloc(24, 0xff).toString('base64url')}`, /base64url/],
      ['without padding', `whsec_${base64(32).replace('=', '')}`, /padding/],
      ['bits after the end', `whsec_${base64(32).replace('U=', 'V=')}`, /strict form/],
      ['a newline at the end', `whsec_${base64(24)}\n`, /Trim/],
      ['a space before it', ` whsec_${base64(24)}`, /trim/],
      ['quoted', `"whsec_${base64(24)}"`, /quotation marks/],
      ['in upper case', `WHSEC_${base64(24)}`, /'whsec_', in lower case/],
      ['without a prefix', base64(32), /none of the prefixes/],
      ['whsk_ in place of whsec_', `whsk_${base64(24)}`, /a shared secret begins with 'whsec_'/],
      ['whsk_ before a seed alone', `whsk_${base64(32)}`, /add the public key behind the seed/],
      ['whpk_ before a private key', `whpk_${base64(64)}`, /32 bytes, and this has 64/],
    ])('refuses one that is %s', (_, text, message) => {
      expect(() => parseSecret(text)).toThrow(TypeError);
      expect(() => parseSecret(text)).toThrow(message);
      try {
        parseSecret(text);
      } catch (error) {
        if (typeof text === 'string' && text.length > 8) expect(String(error)).not.toContain(text.slice(8));
      }
    });

    test('at most 4 Ed25519 keys are tried: each hashes the body for each forged signature', () => {
      const publicKey = VECTOR_C.verifier;
      expect(() => createVerifier({ secrets: [publicKey, publicKey, publicKey, publicKey] })).not.toThrow();
      expect(() => createVerifier({ secrets: Array.from({ length: 5 }, () => publicKey) })).toThrow(
        'secrets holds 5 Ed25519 keys: at most 4 are allowed.',
      );
    });

    test('gives what no log can print', () => {
      const secret = parseSecret(VECTOR_A.secret);
      const printed = [
        inspect(secret, { showHidden: true, depth: 9 }),
        String(secret),
        JSON.stringify(secret),
      ];
      for (const text of printed) expect(text).not.toMatch(/MfKQ|31\s*,\s*f2|49, 242/);
      expect(String(secret)).toBe('whsec_…');
      expect(JSON.stringify({ secret: parseSecret(VECTOR_C.verifier) })).toBe('{"secret":"whpk_…"}');
    });

    test.each([
      '0000000000000000000000000000000000000000000000000000000000000000',
      '0100000000000000000000000000000000000000000000000000000000000000',
      '0100000000000000000000000000000000000000000000000000000000000080',
      'c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac03fa',
      'ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff',
    ])('refuses the public key of small order %s', (hex) => {
      const key = Buffer.from(hex, 'hex');
      expect(() => parseSecret(`whpk_${key.toString('base64')}`)).toThrow(/small order/);
      const pair = Buffer.concat([Buffer.alloc(32, 7), key]);
      expect(() => parseSecret(`whsk_${pair.toString('base64')}`)).toThrow(/small order/);
    });

    test('a private key whose halves do not belong together is found out when it is used', async () => {
      const seed = Buffer.from(VECTOR_C.secret.slice(5), 'base64').subarray(0, 32);
      const secret = `whsk_${Buffer.concat([seed, Buffer.alloc(32, 1)]).toString('base64')}`;
      const { id, timestamp, body } = VECTOR_C;
      await expect(sign(body, { id, timestamp, secrets: [secret] })).rejects.toThrow(
        /do not belong together/,
      );
    });
  });

  describe('generateSecret', () => {
    test('makes a shared secret of 32 bytes, another each time', async () => {
      const { secret } = await generateSecret();
      expect(secret).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/);
      expect((await generateSecret()).secret).not.toBe(secret);
    });

    test.each([24, 48, 64])('makes one of %d bytes', async (bytes) => {
      const { secret } = await generateSecret({ bytes });
      expect(Buffer.from(secret.slice(6), 'base64')).toHaveLength(bytes);
      expect(parseSecret(secret).role).toBe('shared');
    });

    test.each([0, 23, 65, 32.5, Number.NaN])('refuses %d bytes', async (bytes) => {
      await expect(generateSecret({ bytes })).rejects.toThrow(RangeError);
    });

    test('makes a pair that signs and verifies', async () => {
      const { secret, publicKey } = await generateSecret({ type: 'v1a' });
      const { id, timestamp, body } = VECTOR_A;
      const headers = await sign(body, { id, timestamp, secrets: [secret] });
      const options = { secrets: [publicKey], now: (): number => timestamp * 1000 };
      expect(await verify(body, headers, options)).toEqual({ ok: true, id, timestamp });
    });

    test('derives the public key: the seed of C gives its pair', async () => {
      const seed = Buffer.from(VECTOR_C.secret.slice(5), 'base64').subarray(0, 32);
      const pair = await generateSecret({ type: 'v1a', fill: (bytes) => bytes.set(seed) });
      expect(pair).toEqual({ secret: VECTOR_C.secret, publicKey: VECTOR_C.verifier });
    });

    test('refuses another type, and a length for a pair', async () => {
      await expect(generateSecret({ type: 'v2' as 'v1' })).rejects.toThrow(TypeError);
      await expect(generateSecret({ type: 'v1a', bytes: 32 })).rejects.toThrow(TypeError);
    });
  });
}
