import { createHmac } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import type { SignatureExplanation, SignatureGuessName } from '../../../src/errors/index.ts';
import { explain, sign, verify } from '../../../src/signature/index.ts';
import { clockAt, headersOf, OTHER_SECRET, VECTOR_A, VECTOR_C } from './vectors.ts';

const { id, timestamp, body, secret, signature } = VECTOR_A;
const secrets = [secret];
const now = clockAt(VECTOR_A);
const KEY = Buffer.from(secret.slice(6), 'base64');

async function explained(
  headers: Readonly<Record<string, string>>,
  given: string | Uint8Array = body,
  all: readonly string[] = secrets,
): Promise<SignatureExplanation> {
  const result = await explain(given, headers, { secrets: all, now });
  if (result.ok) throw new Error('It is verified.');
  return result.explanation;
}

function hmac(key: string | Buffer, content: string | Buffer): Buffer {
  return createHmac('sha256', key).update(content).digest();
}

/** What a sender makes that signs in its own way. */
function signedAs(content: string | Buffer, key: string | Buffer = KEY): Record<string, string> {
  return headersOf(VECTOR_A, { 'webhook-signature': `v1,${hmac(key, content).toString('base64')}` });
}

const head = `${id}.${timestamp}.`;
const value = { name: 'Crème', list: [1, {}, []], text: 'a, b\n c: d' };

/** The explanation of a refusal, whichever cryptography is beneath. */
export function explainSuite(): void {
  describe('a guess', () => {
    const compact = JSON.stringify(value);
    const indented = JSON.stringify(value, null, 2);
    const spaced = String.raw`{"name": "Cr\u00e8me", "list": [1, {}, []], "text": "a, b\n c: d"}`;
    const latin1 = Buffer.from(compact, 'latin1');
    const utf8 = Buffer.from(compact);
    test.each<[SignatureGuessName, Record<string, string>, string | Uint8Array]>([
      [
        'signature-form',
        headersOf(VECTOR_A, { 'webhook-signature': hmac(KEY, head + body).toString('hex') }),
        body,
      ],
      [
        'signature-form',
        headersOf(VECTOR_A, { 'webhook-signature': `v1,${hmac(KEY, head + body).toString('base64url')}` }),
        body,
      ],
      [
        'signature-form',
        headersOf(VECTOR_A, { 'webhook-signature': `sha256=${hmac(KEY, head + body).toString('hex')}` }),
        body,
      ],
      ['body-compact', signedAs(head + compact), indented],
      ['body-compact', signedAs(head + compact), `${compact}\n`],
      ['body-indented', signedAs(head + indented), compact],
      ['body-spaced', signedAs(head + spaced), compact],
      ['secret-with-prefix', signedAs(head + body, secret), body],
      ['secret-not-decoded', signedAs(head + body, secret.slice(6)), body],
      ['body-newline-added', signedAs(`${head}plain\n`), 'plain'],
      ['body-newline-removed', signedAs(`${head}plain`), 'plain\r\n'],
      ['body-crlf', signedAs(`${head}a\r\nb\r\n`), 'a\nb\n'],
      ['body-bom-removed', signedAs(`${head}plain`), '\ufeffplain'],
      ['body-latin1', signedAs(Buffer.concat([Buffer.from(head), utf8])), utf8.toString('latin1')],
      ['body-latin1', signedAs(Buffer.concat([Buffer.from(head), latin1])), compact],
      ['timestamp-milliseconds', signedAs(`${id}.${timestamp}000.${body}`), body],
      ['id-and-timestamp-swapped', signedAs(`${timestamp}.${id}.${body}`), body],
      ['id-not-signed', signedAs(`${timestamp}.${body}`), body],
      ['only-body-signed', signedAs(body), body],
    ])('finds %s', async (name, headers, given) => {
      const { guesses, message, secrets: found } = await explained(headers, given);
      const matched = guesses.filter((each) => each.matched);
      expect(matched.map((each) => each.name)).toEqual([name]);
      expect(message).toContain(`'${name}'`);
      expect(message).toContain(matched[0]?.advice);
      expect(found).toEqual([{ index: 0, version: 'v1', matched: false }]);
    });

    test('finds the secret that was used among several', async () => {
      const all = [OTHER_SECRET, VECTOR_C.verifier, secret];
      const result = await explain(body, signedAs(body), { secrets: all, now });
      expect(!result.ok && result.explanation.guesses.at(-1)).toMatchObject({
        name: 'only-body-signed',
        matched: true,
      });
    });

    test('is made of Ed25519 as well', async () => {
      const compact = '{"test":2432232314}';
      const headers = await sign(compact, { id, timestamp, secrets: [VECTOR_C.secret] });
      const result = await explain(body, headers, { secrets: [VECTOR_C.verifier], now });
      expect(!result.ok && result.explanation.guesses.at(-1)).toMatchObject({
        name: 'body-compact',
        matched: true,
      });
    });

    test('is not made where none fits', async () => {
      const { guesses, message, untried } = await explained(signedAs('something else'));
      expect(guesses.length).toBeGreaterThan(5);
      expect(guesses.some(({ matched }) => matched)).toBe(false);
      expect(untried).toEqual([]);
      expect(message).toMatch(/Check that the secret is this endpoint's own/);
    });

    test('reads nothing that is too deep or no JSON', async () => {
      for (const odd of ['not JSON', '{"a":', '"\\\\', '"\\\\"'])
        expect(await explained(headersOf(VECTOR_A), odd)).toMatchObject({
          bodyBytes: odd.length,
          untried: [],
        });
      const deep = `${'['.repeat(65)}"]]"${']'.repeat(65)}`;
      const rewriting = ['body-compact', 'body-indented', 'body-spaced'];
      expect(await explained(headersOf(VECTOR_A), deep)).toMatchObject({ untried: rewriting });
      expect(await explained(headersOf(VECTOR_A), deep.slice(1, -1))).toMatchObject({ untried: [] });
    });
  });

  describe('a refused delivery is cheap', () => {
    const large = JSON.stringify({ text: 'x'.repeat(300_000) });

    test('verify() guesses nothing, and explain() does', async () => {
      for (const given of [body, large]) {
        const result = await verify(given, signedAs(given), { secrets, now });
        expect(!result.ok && result.explanation).toMatchObject({ guesses: [], untried: [] });
        const full = await explained(signedAs(given), given);
        expect(full).toMatchObject({ untried: [] });
        expect(full.guesses.at(-1)).toMatchObject({ name: 'only-body-signed', matched: true });
      }
    });

    test.each([
      ['64 kB, 4,000 levels deep', `${'['.repeat(4000)}${'0,'.repeat(28_000)}0${']'.repeat(4000)}`],
      ['2 MB whose indentation would be 120 MB', `${'['.repeat(60)}${'0,'.repeat(1e6)}0${']'.repeat(60)}`],
    ])('explain() does not rewrite %s', async (_, hostile) => {
      const { untried, message } = await explained(headersOf(VECTOR_A), hostile);
      expect(untried).toEqual(expect.arrayContaining(['body-compact', 'body-indented', 'body-spaced']));
      expect(message).toMatch(/untried/);
    });

    test('many secrets and many signatures of Ed25519 try fewer guesses', async () => {
      const signatures = [1, 2, 3, 4].map((n) => `v1a,${Buffer.alloc(64, n).toString('base64')}`);
      const headers = headersOf(VECTOR_C, { 'webhook-signature': signatures.join(' ') });
      const keys = Array<string>(3).fill(VECTOR_C.verifier);
      const { untried } = await explained(headers, 'x'.repeat(1_000_000), keys);
      expect(untried).toContain('only-body-signed');
    });

    test('4 signatures of v1a are taken, and a fifth is refused before anything is hashed', async () => {
      const forged = `v1a,${Buffer.alloc(64, 1).toString('base64')}`;
      const huge = new Uint8Array(10_000_000);
      for (const [count, code, bodyBytes] of [
        [4, 'ERR_WEBHOOK_SIGNATURE_MISMATCH', huge.length],
        [5, 'ERR_WEBHOOK_HEADER_INVALID', 0],
        [16, 'ERR_WEBHOOK_HEADER_INVALID', 0],
      ] as const) {
        const headers = headersOf(VECTOR_C, { 'webhook-signature': Array(count).fill(forged).join(' ') });
        const result = await verify(huge, headers, { secrets: [VECTOR_C.verifier], now });
        expect(result).toMatchObject({ code, explanation: { bodyBytes } });
      }
    });

    test('explain() verifies like verify()', async () => {
      expect(await explain(body, headersOf(VECTOR_A), { secrets, now })).toEqual({ ok: true, id, timestamp });
    });
  });

  describe('the explanation', () => {
    test('says what has to be signed, what came, and what each secret gave', async () => {
      const headers = headersOf(VECTOR_A, {
        'webhook-signature': `${signature} v2,x ${'y'.repeat(40)},z junk`,
      });
      expect(await explained(headers, 'other', [OTHER_SECRET, VECTOR_C.verifier])).toMatchObject({
        signedContent: `${id}.${timestamp}.{5 bytes of body}`,
        bodyBytes: 5,
        signatures: [
          { version: 'v1', usable: true },
          { version: 'v2', usable: false },
          { version: '?', usable: false },
          { version: '', usable: false },
        ],
        secrets: [
          { index: 0, version: 'v1', matched: false },
          { index: 1, version: 'v1a', matched: false },
        ],
      });
    });

    test('counts bytes, not characters', async () => {
      expect((await explained(headersOf(VECTOR_A), 'é€')).bodyBytes).toBe(5);
    });

    test('says that only the time is wrong where the signature is right', async () => {
      for (const [seconds, word] of [
        [400, 'ago'],
        [-400, 'in the future'],
      ] as const) {
        const options = { secrets: [OTHER_SECRET, secret], now: clockAt(VECTOR_A, seconds) };
        const result = await explain(body, headersOf(VECTOR_A), options);
        expect(!result.ok && result.explanation).toMatchObject({
          secrets: [{ matched: false }, { matched: true }],
          guesses: [],
        });
        expect(!result.ok && result.explanation.message).toMatch(`400 s ${word}`);
        expect(!result.ok && result.explanation.message).toMatch('The signature itself is right.');
      }
      const wrong = await explain('other', headersOf(VECTOR_A), { secrets, now: clockAt(VECTOR_A, 400) });
      expect(!wrong.ok && wrong.explanation.message).toMatch('The signature is not right either.');
    });

    test('says whether what was signed in milliseconds is right', async () => {
      const time = `${timestamp}123`;
      const headers = { ...signedAs(`${id}.${time}.${body}`), 'webhook-timestamp': time };
      const { message } = await explained(headers);
      expect(message).toMatch(/milliseconds.*The signature itself is right\./s);
    });

    test('says that secrets and signatures are of different versions', async () => {
      expect((await explained(headersOf(VECTOR_C))).message).toMatch(
        /of version v1a.*give the sender's 'whpk_'/,
      );
      expect((await explained(headersOf(VECTOR_A), body, [VECTOR_C.verifier])).message).toMatch(
        /of version v1,.*give the shared 'whsec_'/,
      );
    });

    test('holds no secret, no right signature, no body', async () => {
      const canary = 'canary-in-the-body';
      const right = await sign(canary, { id, timestamp, secrets });
      for (const headers of [
        signedAs('x'),
        headersOf(VECTOR_A),
        {},
        headersOf(VECTOR_A, { 'webhook-id': 'a.b' }),
      ]) {
        const text = JSON.stringify(await explained(headers, canary));
        expect(text).not.toContain(secret.slice(6));
        expect(text).not.toContain(right['webhook-signature'].slice(3));
        expect(text).not.toContain(canary);
        expect(text).not.toContain(headers['webhook-signature']?.slice(3) ?? canary);
      }
    });
  });
}
