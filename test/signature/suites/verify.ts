import { createContext, runInContext } from 'node:vm';
import { describe, expect, test } from 'vitest';
import { SignatureError } from '../../../src/errors/index.ts';
import {
  assertVerified,
  createVerifier,
  type HeadersLike,
  type RawBody,
  sign,
  verify,
  type VerifyResult,
} from '../../../src/signature/index.ts';
import { clockAt, headersOf, OTHER_SECRET, VECTOR_A, VECTOR_C, VECTORS } from './vectors.ts';

const { id, timestamp, body, secret, signature } = VECTOR_A;
const secrets = [secret];
const now = clockAt(VECTOR_A);
const ok = { ok: true, id, timestamp };

function check(headers: unknown, ...given: readonly unknown[]): Promise<VerifyResult> {
  return verify((given.length === 0 ? body : given[0]) as RawBody, headers as HeadersLike, { secrets, now });
}

/** Verifying, whichever cryptography is beneath. */
export function verifySuite(): void {
  describe.each(VECTORS)('the published vector $name', (vector) => {
    test.each([vector.secret, vector.verifier])('is verified with %s', async (given) => {
      const options = { secrets: [given], now: clockAt(vector) };
      expect(await verify(vector.body, headersOf(vector), options)).toEqual({
        ok: true,
        id: vector.id,
        timestamp: vector.timestamp,
      });
    });
  });

  describe('the body', () => {
    const bytes = new TextEncoder().encode(body);
    const realm = createContext({ text: body });
    test.each<[string, unknown]>([
      ['text', body],
      ['bytes', bytes],
      ['a Buffer', Buffer.from(body)],
      ['an ArrayBuffer', bytes.buffer],
      ['part of a larger buffer', Buffer.from(`....${body}....`).subarray(4, -4)],
      ['bytes of another realm', runInContext('Uint8Array.from(text, (c) => c.charCodeAt(0))', realm)],
      [
        'an ArrayBuffer of another realm',
        runInContext('Uint8Array.from(text, (c) => c.charCodeAt(0)).buffer', realm),
      ],
      ['a DataView', new DataView(bytes.buffer)],
    ])('may be %s', async (_, given) => {
      expect(await check(headersOf(VECTOR_A), given)).toEqual(ok);
    });

    test.each<[string, unknown, RegExp]>([
      [
        'a parsed object',
        JSON.parse(body),
        /a body parser was here first.*express\.raw.*Fastify.*Koa.*Nest.*Next\.js.*Lambda/s,
      ],
      ['nothing', undefined, /no raw body was read/],
      ['null', null, /no raw body was read/],
      ['a number', 7, /a number/],
      ['an array', [1, 2], /a body parser was here first/],
      [
        'a Buffer that went through JSON',
        JSON.parse(JSON.stringify(Buffer.from(body))),
        /a body parser was here first/,
      ],
    ])('may not be %s', async (_, given, message) => {
      const result = await check(headersOf(VECTOR_A), given);
      expect(result).toMatchObject({ ok: false, code: 'ERR_WEBHOOK_BODY_NOT_RAW' });
      expect(!result.ok && result.explanation.message).toMatch(message);
    });

    test('is signed as bytes: a BOM, UTF-16 and invalid UTF-8 are kept as they are', async () => {
      for (const odd of ['efbbbf7b7d', 'fffe7b007d00', 'c0af80', '00ff']) {
        const given = Buffer.from(odd, 'hex');
        const headers = await sign(given, { id, timestamp, secrets });
        expect(await check(headers, given)).toEqual(ok);
        expect(await check(headers, new TextDecoder().decode(given))).toMatchObject({ ok: false });
      }
    });

    test('may be empty', async () => {
      const headers = await sign('', { id, timestamp, secrets });
      expect(await check(headers, new Uint8Array())).toEqual(ok);
    });
  });

  describe('the headers', () => {
    const plain = headersOf(VECTOR_A);
    const pascal = Object.fromEntries(
      Object.entries(plain).map(([name, value]) => [
        name.replaceAll(/\b\w/g, (letter) => letter.toUpperCase()),
        value,
      ]),
    );
    test.each<[string, unknown]>([
      ['an object', plain],
      ['an object of another case', pascal],
      ['an object without a prototype', Object.assign(Object.create(null), plain)],
      [
        'arrays of one value',
        Object.fromEntries(Object.entries(plain).map(([name, value]) => [name, [value]])),
      ],
      ['Headers', new Headers(plain)],
      ['a Map', new Map(Object.entries(pascal))],
      ['rawHeaders', Object.entries(pascal).flat()],
      [
        'pairs from an iterator',
        {
          *[Symbol.iterator]() {
            yield* Object.entries(plain);
          },
        },
      ],
    ])('may be %s', async (_, headers) => {
      expect(await check(headers)).toEqual(ok);
    });

    test.each<[string, unknown]>([
      ['undefined', undefined],
      ['null', null],
      ['a number', 7],
      ['text', 'webhook-id: 1'],
      ['an array of objects', [{}, {}]],
      ['a function', () => plain],
      [
        'a proxy that throws',
        new Proxy(
          {},
          {
            ownKeys() {
              throw new Error('no');
            },
            get() {
              throw new Error('no');
            },
          },
        ),
      ],
    ])('that are %s are not headers', async (_, headers) => {
      expect(await check(headers)).toMatchObject({ ok: false, code: 'ERR_WEBHOOK_HEADERS_UNREADABLE' });
    });

    test.each<[string, unknown, string]>([
      ['a Promise, as headers() of Next.js is', Promise.resolve(new Headers(plain)), 'NOT_AWAITED'],
      ['a whole Request', new Request('http://a.test', { headers: plain }), 'UNREADABLE'],
      ['bytes', new Uint8Array(3), 'UNREADABLE'],
    ])('that are %s are told what to do', async (_, headers, code) => {
      const result = await check(headers);
      expect(result).toMatchObject({ ok: false, code: `ERR_WEBHOOK_HEADERS_${code}` });
      expect(!result.ok && result.explanation.message).toMatch(/await|expected/);
    });

    test.each<[string, unknown]>([
      ['an empty object', {}],
      ['an empty array', []],
      ['inherited', Object.create(plain)],
      ['numbers as values', { ...plain, 'webhook-timestamp': timestamp }],
      ['an object as a value', { ...plain, 'webhook-id': { toString: () => id } }],
      [
        'a getter that throws',
        {
          ...plain,
          get 'webhook-id'(): string {
            throw new Error('no');
          },
        },
      ],
    ])('that are %s are missing', async (_, headers) => {
      expect(await check(headers)).toMatchObject({ ok: false, code: 'ERR_WEBHOOK_HEADER_MISSING' });
    });

    test.each(['webhook-id', 'webhook-timestamp', 'webhook-signature'])(
      '%s has to be there',
      async (name) => {
        const { [name]: _, ...others } = plain;
        const absent = await check(others);
        expect(absent).toMatchObject({ ok: false, code: 'ERR_WEBHOOK_HEADER_MISSING' });
        expect(!absent.ok && absent.explanation.message).toContain(`The header ${name} is absent`);
        const empty = await check({ ...plain, [name]: '' });
        expect(empty).toMatchObject({ ok: false, code: 'ERR_WEBHOOK_HEADER_MISSING' });
        expect(!empty.ok && empty.explanation.message).toContain(`The header ${name} is empty`);
      },
    );

    test.each(['webhook-id', 'webhook-timestamp', 'webhook-signature'])(
      '%s may be there once',
      async (name) => {
        const value = plain[name] ?? '';
        const joined = new Headers(plain);
        joined.append(name, value);
        for (const twice of [
          { ...plain, [name]: `${value}, ${value}` },
          { ...plain, [name]: [value, value] },
          { ...plain, [name.toUpperCase()]: value },
          [...Object.entries(plain).flat(), name, value],
          new Map([...Object.entries(plain), [name.toUpperCase(), value]]),
          joined,
        ]) {
          expect(await check(twice)).toMatchObject({ ok: false, code: 'ERR_WEBHOOK_HEADER_INVALID' });
        }
      },
    );

    test('say that a stock Maxun signs nothing, and name those of Svix', async () => {
      const none = await check({ 'content-type': 'application/json' });
      expect(!none.ok && none.explanation.message).toMatch(/urlToken\(\)/);
      const svix = await check({ 'svix-id': id, 'svix-timestamp': '1', 'svix-signature': signature });
      expect(!svix.ok && svix.explanation.message).toMatch(/svix-\*/);
    });
  });

  describe('the id', () => {
    test.each([
      ['has a dot', 'msg.1', /a dot/],
      ['has a space', 'msg 1', /visible ASCII/],
      ['has a control character', 'msg\u00001', /visible ASCII/],
      ['has a line end', 'msg_1\r\nx: y', /visible ASCII/],
      ['is beyond ASCII', 'msgé', /visible ASCII/],
      ['has 257 characters', 'x'.repeat(257), /257 characters/],
      ['has 10 kB', 'x'.repeat(10_240), /10240 characters/],
    ])('is refused if it %s', async (_, bad, message) => {
      const result = await check(headersOf(VECTOR_A, { 'webhook-id': bad }));
      expect(result).toMatchObject({ ok: false, code: 'ERR_WEBHOOK_HEADER_INVALID' });
      expect(!result.ok && result.explanation.message).toMatch(message);
      expect(JSON.stringify(result)).not.toContain(bad.slice(0, 200));
    });

    test('may have 256 characters, and any that are visible', async () => {
      for (const odd of ['x'.repeat(256), '!"#$%&\'()*+,-/:;<=>?@[\\]^_`{|}~']) {
        const headers = await sign(body, { id: odd, timestamp, secrets });
        expect(await check(headers)).toEqual({ ok: true, id: odd, timestamp });
      }
    });
  });

  describe('the timestamp', () => {
    test.each([
      ['a fraction', '1614265330.5', /fraction/],
      ['a sign', '+1614265330', /plain digits/],
      ['a minus', '-1614265330', /plain digits/],
      ['a space', ' 1614265330', /plain digits/],
      ['an exponent', '1.6e9', /plain digits/],
      ['hexadecimal', '0x6037b532', /plain digits/],
      ['not a number', 'NaN', /plain digits/],
      ['nine digits', '161426533', /9 digits/],
      ['a leading zero', '01614265330', /11 digits/],
      ['400 digits', '1'.repeat(400), /400 digits/],
      ['milliseconds', '1614265330000', /milliseconds.*divide by 1000/],
      ['a date', '2021-02-25T15:02:10Z', /a date/],
      ['other digits', '١٦١٤٢٦٥٣٣٠', /plain digits/],
    ])('is refused as %s', async (_, bad, message) => {
      const result = await check(headersOf(VECTOR_A, { 'webhook-timestamp': bad }));
      expect(result).toMatchObject({ ok: false, code: 'ERR_WEBHOOK_TIMESTAMP_INVALID' });
      expect(!result.ok && result.explanation.message).toMatch(message);
    });

    test.each([
      [300, 'ok'],
      [301, 'ERR_WEBHOOK_TIMESTAMP_TOO_OLD'],
      [-300, 'ok'],
      [-301, 'ERR_WEBHOOK_TIMESTAMP_TOO_NEW'],
    ])('%d s old is %s by default', async (seconds, outcome) => {
      const result = await verify(body, headersOf(VECTOR_A), { secrets, now: clockAt(VECTOR_A, seconds) });
      expect(result.ok ? 'ok' : result.code).toBe(outcome);
    });

    test('is held against a tolerance of the caller, either way', async () => {
      for (const [seconds, outcome] of [
        [5, true],
        [6, false],
        [-5, true],
        [-6, false],
      ] as const) {
        const options = { secrets, toleranceSeconds: 5, now: clockAt(VECTOR_A, seconds) };
        expect(await verify(body, headersOf(VECTOR_A), options)).toMatchObject({ ok: outcome });
      }
    });

    test('is held against the clock of the system by default', async () => {
      const current = Math.floor(Date.now() / 1000);
      const headers = await sign(body, { id, timestamp: current, secrets });
      expect(await verify(body, headers, { secrets })).toEqual({ ok: true, id, timestamp: current });
      expect(await verify(body, headersOf(VECTOR_A), { secrets })).toMatchObject({
        code: 'ERR_WEBHOOK_TIMESTAMP_TOO_OLD',
      });
    });
  });

  describe('the signature', () => {
    const [base64 = ''] = signature.split(',').slice(1);
    const bits = Buffer.from(base64, 'base64');

    test.each([
      ['v1 without a comma', `v1${base64}`],
      ['without a version', base64],
      ['v1 alone', 'v1'],
      ['v1 and a comma alone', 'v1,'],
      ['of an unknown version', `v2,${base64}`],
      ['of a version in upper case', `V1,${base64}`],
      ['base64url', `v1,${base64.replaceAll('+', '-').replaceAll('/', '_')}`],
      ['without padding', `v1,${base64.replace('=', '')}`],
      ['with too much padding', `v1,${base64}=`],
      ['with whitespace in it', `v1,${base64.slice(0, 20)}\t${base64.slice(20)}`],
      ['with a space after the comma', `v1, ${base64}`.replace(', ', ',  ').replace(',  ', ',\t')],
      ['with bits after its end', `v1,${base64.replace('OE=', 'OF=')}`],
      ['hexadecimal', `v1,${bits.toString('hex')}`],
      ['cut short', `v1,${bits.subarray(0, 31).toString('base64')}`],
      ['too long', `v1,${Buffer.concat([bits, bits]).toString('base64')}`],
      ['with another comma', `v1,${base64},`],
      ['junk', '~'.repeat(100)],
      ['a wide letter whose lower byte is right', `v1,${base64.replace('g', '\u0167')}`],
      ['only spaces', '   '],
    ])('is refused %s', async (_, bad) => {
      const result = await check(headersOf(VECTOR_A, { 'webhook-signature': bad }));
      expect(result).toMatchObject({ ok: false, code: 'ERR_WEBHOOK_SIGNATURE_INVALID' });
    });

    test('is a mismatch if it is well formed and of other bytes or another secret', async () => {
      for (const given of [`${body} `, body.replace('2', '3'), '']) {
        expect(await check(headersOf(VECTOR_A), given)).toMatchObject({
          ok: false,
          code: 'ERR_WEBHOOK_SIGNATURE_MISMATCH',
        });
      }
      expect(await verify(body, headersOf(VECTOR_A), { secrets: [OTHER_SECRET], now })).toMatchObject({
        code: 'ERR_WEBHOOK_SIGNATURE_MISMATCH',
      });
    });

    test('may stand among others, of any version and form', async () => {
      const other = (await sign(body, { id, timestamp, secrets: [OTHER_SECRET] }))['webhook-signature'];
      for (const all of [`${other} ${signature}`, `${signature} v9,x`, `v1a,junk junk  ${signature}`]) {
        expect(await check(headersOf(VECTOR_A, { 'webhook-signature': all }))).toEqual(ok);
      }
    });

    test('may be the sixteenth and no more, within 4,096 characters', async () => {
      const others = (count: number): string => `${'v1,x '.repeat(count)}${signature}`;
      expect(await check(headersOf(VECTOR_A, { 'webhook-signature': others(15) }))).toEqual(ok);
      const long = `${'x'.repeat(4096)} ${signature}`;
      for (const many of [others(16), 'v1,x '.repeat(1e6), long]) {
        expect(await check(headersOf(VECTOR_A, { 'webhook-signature': many }))).toMatchObject({
          ok: false,
          code: 'ERR_WEBHOOK_HEADER_INVALID',
        });
      }
    });

    test('of Ed25519 is refused cut short, of other bytes, or as v1', async () => {
      const options = { secrets: [VECTOR_C.verifier], now: clockAt(VECTOR_C) };
      const cut = `v1a,${Buffer.from(VECTOR_C.signature.slice(4), 'base64').subarray(1).toString('base64')}`;
      for (const bad of [cut, VECTOR_C.signature.replace('v1a', 'v1')]) {
        const headers = headersOf(VECTOR_C, { 'webhook-signature': bad });
        expect(await verify(body, headers, options)).toMatchObject({ code: 'ERR_WEBHOOK_SIGNATURE_INVALID' });
      }
      expect(await verify(`${body} `, headersOf(VECTOR_C), options)).toMatchObject({
        code: 'ERR_WEBHOOK_SIGNATURE_MISMATCH',
      });
    });
  });

  describe('several secrets', () => {
    test('any of which may have signed, v1 and v1a alike', async () => {
      const all = [OTHER_SECRET, VECTOR_C.verifier, secret];
      for (const vector of [VECTOR_A, VECTOR_C]) {
        expect(await verify(body, headersOf(vector), { secrets: all, now })).toEqual(ok);
        expect(await verify(body, headersOf(vector), { secrets: [OTHER_SECRET], now })).toMatchObject({
          code: 'ERR_WEBHOOK_SIGNATURE_MISMATCH',
        });
      }
    });

    test('are sixteen at most, and one at least', async () => {
      const many = Array.from({ length: 17 }, () => secret);
      expect(() => createVerifier({ secrets: many })).toThrow(RangeError);
      expect(createVerifier({ secrets: many.slice(1) })).toBeTypeOf('function');
      expect(() => createVerifier({ secrets: [] })).toThrow(TypeError);
      expect(() => createVerifier({ secrets: secret as unknown as string[] })).toThrow(TypeError);
      expect(() => createVerifier({ secrets: undefined as unknown as string[] })).toThrow(TypeError);
      expect(() => createVerifier({ secrets: [undefined as unknown as string] })).toThrow(TypeError);
      await expect(verify(body, {}, { secrets: [] })).rejects.toThrow(TypeError);
    });

    test('are read anew when many more than are kept have been used', async () => {
      for (let index = 0; index < 300; index += 1) {
        const bytes = Buffer.alloc(32, index).fill(Math.floor(index / 256), 0, 1);
        createVerifier({ secrets: [`whsec_${bytes.toString('base64')}`] });
      }
      expect(await check(headersOf(VECTOR_A))).toEqual(ok);
    });
  });

  describe('misuse', () => {
    test.each([0, -1, Number.NaN, Number.POSITIVE_INFINITY, '300' as unknown as number])(
      'a tolerance of %j is a RangeError',
      (toleranceSeconds) => {
        expect(() => createVerifier({ secrets, toleranceSeconds })).toThrow(RangeError);
      },
    );

    test('a clock that gives no number is a RangeError', async () => {
      await expect(verify(body, headersOf(VECTOR_A), { secrets, now: () => Number.NaN })).rejects.toThrow(
        RangeError,
      );
    });
  });

  describe('assertVerified', () => {
    test('gives id and timestamp', async () => {
      expect(await assertVerified(body, headersOf(VECTOR_A), { secrets, now })).toEqual({ id, timestamp });
    });

    test('throws what verify finds', async () => {
      const thrown: unknown = await assertVerified(`${body}\n`, headersOf(VECTOR_A), { secrets, now }).catch(
        (error: unknown) => error,
      );
      const result = await check(headersOf(VECTOR_A), `${body}\n`);
      expect(thrown).toBeInstanceOf(SignatureError);
      expect(thrown).toMatchObject({
        name: 'SignatureError',
        code: 'ERR_WEBHOOK_SIGNATURE_MISMATCH',
        message: !result.ok && result.explanation.message,
        explanation: !result.ok && result.explanation,
      });
    });
  });
}
