/**
 * What others sign is verified here, and what is signed here is verified by others.
 *
 * @module test/signature/interop.test
 */
import { spawnSync } from 'node:child_process';
import * as fc from 'fast-check';
import { Webhook as StandardWebhook } from 'standardwebhooks';
import { Webhook as SvixWebhook } from 'svix';
import { describe, expect, test } from 'vitest';
import { generateSecret, sign, verify } from '../../src/signature/index.ts';

const now = new Date();
const timestamp = Math.floor(now.getTime() / 1000);
const values = fc.record({ id: fc.stringMatching(/^[!-\-/-~]{1,40}$/), value: fc.jsonValue() });

describe.each([
  ['standardwebhooks', StandardWebhook],
  ['svix', SvixWebhook],
])('%s', (_, Webhook) => {
  test('verifies what is signed here', async () => {
    const { secret } = await generateSecret();
    await fc.assert(
      fc.asyncProperty(values, async ({ id, value }) => {
        const body = JSON.stringify(value);
        const headers = await sign(body, { id, timestamp, secrets: [secret] });
        expect(new Webhook(secret).verify(body, headers)).toEqual(JSON.parse(body));
      }),
    );
  });

  test('is verified here', async () => {
    const { secret } = await generateSecret({ bytes: 24 });
    await fc.assert(
      fc.asyncProperty(values, async ({ id, value }) => {
        const body = JSON.stringify(value);
        const headers = {
          'webhook-id': id,
          'webhook-timestamp': String(timestamp),
          'webhook-signature': new Webhook(secret).sign(id, now, body),
        };
        expect(await verify(body, headers, { secrets: [secret] })).toEqual({ ok: true, id, timestamp });
      }),
    );
  });

  test('finds its own secret among the signatures of several', async () => {
    const secrets = [(await generateSecret()).secret, (await generateSecret()).secret];
    const pair = await generateSecret({ type: 'v1a' });
    const headers = await sign('{}', { id: 'msg_1', timestamp, secrets: [...secrets, pair.secret] });
    for (const secret of secrets) expect(new Webhook(secret).verify('{}', headers)).toEqual({});
  });

  test('refuses what was signed here and changed', async () => {
    const { secret } = await generateSecret();
    const headers = await sign('{"a":1}', { id: 'msg_1', timestamp, secrets: [secret] });
    expect(() => new Webhook(secret).verify('{"a":2}', headers)).toThrow('No matching signature');
  });
});

/** Standard Webhooks in Python's standard library: a line of JSON in, the signature out. */
const PYTHON = `
import base64, hashlib, hmac, json, sys
for line in sys.stdin:
    d = json.loads(line)
    key = base64.b64decode(d["secret"].removeprefix("whsec_"))
    content = f'{d["id"]}.{d["timestamp"]}.'.encode() + base64.b64decode(d["body"])
    print("v1," + base64.b64encode(hmac.new(key, content, hashlib.sha256).digest()).decode())
`;

describe("Python's HMAC", () => {
  test('gives the same signatures', async ({ skip }) => {
    const absent = spawnSync('python3', ['--version']).status !== 0;
    skip(absent && process.env['CI'] === undefined, 'There is no python3 here, and this is not CI.');
    const { secret } = await generateSecret({ bytes: 64 });
    const samples = fc.sample(fc.record({ id: values.map(({ id }) => id), body: fc.uint8Array() }), 50);
    const lines = samples.map(({ id, body }) =>
      JSON.stringify({ secret, id, timestamp, body: Buffer.from(body).toString('base64') }),
    );
    const { stdout, stderr, status } = spawnSync('python3', ['-c', PYTHON], {
      input: lines.join('\n'),
      encoding: 'utf8',
    });
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    const signatures = stdout.trim().split('\n');
    expect(signatures).toHaveLength(50);
    for (const [index, { id, body }] of samples.entries()) {
      const headers = await sign(body, { id, timestamp, secrets: [secret] });
      expect(headers['webhook-signature']).toBe(signatures[index]);
      const fromPython = { ...headers, 'webhook-signature': signatures[index] };
      expect(await verify(body, fromPython, { secrets: [secret] })).toEqual({ ok: true, id, timestamp });
    }
  });
});
