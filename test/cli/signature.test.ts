import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { parseSecret, verify } from '../../src/signature/index.ts';
import { OTHER_SECRET, VECTOR_A, VECTOR_C } from '../signature/suites/vectors.ts';
import { run } from './run.ts';

const { id, timestamp, body, secret, signature } = VECTOR_A;
const HEADERS = `webhook-id: ${id}\nwebhook-timestamp: ${timestamp}\nwebhook-signature: ${signature}\n`;
const env = { MAXUN_WEBHOOK_SECRET: secret };
const at = ['--at', String(timestamp + 12)];

let folder = '';
const file = (name: string): string => join(folder, name);

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'maxun-webhooks-'));
  await writeFile(file('body.json'), body);
  await writeFile(file('headers.txt'), `POST /hook HTTP/1.1\r\nHost: x\r\n${HEADERS}\r\n`);
});

afterAll(async () => {
  await rm(folder, { recursive: true });
});

describe('secret', () => {
  test('prints a shared secret alone on its line', async () => {
    const { status, stdout, stderr } = await run(['secret']);
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(parseSecret(stdout.trimEnd()).role).toBe('shared');
  });

  test('prints a pair as JSON', async () => {
    const { status, stdout } = await run(['secret', '--type', 'v1a', '--json']);
    expect(status).toBe(0);
    const pair = JSON.parse(stdout) as { secret: string; publicKey: string };
    expect([parseSecret(pair.secret).role, parseSecret(pair.publicKey).role]).toEqual(['private', 'public']);
  });

  test.each([
    [['--bytes', '23']],
    [['--bytes', '65']],
    [['--type', 'v2']],
    [['--type', 'v1a', '--bytes', '32']],
  ])('exits 2 for %j', async (args) => {
    expect(await run(['secret', ...args])).toMatchObject({ status: 2, stdout: '' });
  });
});

describe('sign', () => {
  test('prints the headers of vector A, a line each', async () => {
    const args = ['sign', file('body.json'), '--id', id, '--timestamp', String(timestamp)];
    expect(await run(args, '', env)).toEqual(
      expect.objectContaining({ status: 0, stdout: HEADERS, stderr: '' }),
    );
  });

  test('prints JSON, a signature per secret, of standard input', async () => {
    const secrets = ['-s', secret, '-s', VECTOR_C.secret];
    const args = ['sign', ...secrets, '--id', id, '--timestamp', '2021-02-25T15:02:10Z', '--json'];
    const { status, stdout } = await run(args, body);
    expect(status).toBe(0);
    expect(JSON.parse(stdout)).toEqual({
      'webhook-id': id,
      'webhook-timestamp': String(timestamp),
      'webhook-signature': `${signature} ${VECTOR_C.signature}`,
    });
  });

  test('signs the bytes as they are, at this moment, with a new id', async () => {
    const bytes = Uint8Array.of(0xff, 0x00, 0x0d, 0x0a);
    const { stdout } = await run(['sign', '--json'], bytes, env);
    const headers = JSON.parse(stdout) as Record<string, string>;
    expect(await verify(bytes, headers, { secrets: [secret] })).toMatchObject({ ok: true });
    expect(headers['webhook-id']).toMatch(/^msg_\w{32}$/);
  });

  test.each<[readonly string[], Record<string, string>, string]>([
    [[], { MAXUN_WEBHOOK_SECRET: '' }, 'The secret is missing'],
    [['-s', VECTOR_C.verifier], {}, 'public key'],
    [['-s', 'whsec_short'], {}, 'not base64'],
    [['--id', 'a.b'], env, "without '.'"],
    [['--timestamp', '1614265330000'], env, 'milliseconds'],
    [['--timestamp', 'yesterday'], env, 'Expected Unix seconds'],
    [['/nowhere'], env, 'the file does not exist'],
  ])('exits 2 for %j', async (args, variables, message) => {
    const { status, stdout, stderr } = await run(['sign', ...args], body, variables);
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toContain(message);
  });
});

describe('verify', () => {
  test('exits 0 for an authentic delivery, and says when it was signed', async () => {
    const args = ['verify', file('body.json'), '--headers', file('headers.txt'), ...at];
    expect(await run(args, '', env)).toMatchObject({
      status: 0,
      stdout: `authentic  ${id}, signed 2021-02-25T15:02:10.000Z (12 s ago)\n`,
      stderr: '',
    });
  });

  test('takes what sign prints, as lines or as JSON', async () => {
    for (const form of [[], ['--json']]) {
      const { stdout } = await run(['sign', file('body.json'), ...form], '', env);
      const args = ['verify', file('body.json'), '--headers', '-', '--json'];
      expect(JSON.parse((await run(args, stdout, env)).stdout)).toMatchObject({ ok: true });
    }
  });

  test.each(['utf16le', 'utf8'] as const)('takes headers that PowerShell wrote, in %s', async (encoding) => {
    const { stdout } = await run(['sign', file('body.json')], '', env);
    const headers = join(folder, `headers-${encoding}.txt`);
    await writeFile(headers, Buffer.from(`\ufeff${stdout.replaceAll('\n', '\r\n')}`, encoding));
    expect(await run(['verify', file('body.json'), '--headers', headers], '', env)).toMatchObject({
      status: 0,
    });
  });

  test('takes headers one by one, and one of several secrets', async () => {
    const headers = HEADERS.trimEnd()
      .split('\n')
      .flatMap((line) => ['-H', line]);
    const { status } = await run(['verify', ...headers, ...at], body, {
      MAXUN_WEBHOOK_SECRET: `${OTHER_SECRET} ${secret}`,
    });
    expect(status).toBe(0);
  });

  test('exits 1 for another, and says which guess fits', async () => {
    const args = ['verify', '--headers', file('headers.txt'), ...at];
    const { status, stdout, stderr } = await run(args, JSON.stringify(JSON.parse(body)), env);
    expect({ status, stderr }).toEqual({ status: 1, stderr: '' });
    expect(stdout).toContain('refused    ERR_WEBHOOK_SIGNATURE_MISMATCH\n');
    expect(stdout).toContain(`  to be signed ${id}.${timestamp}.{19 bytes of body}\n`);
    expect(stdout).toContain('  signature 1  v1, well formed\n');
    expect(stdout).toContain('  secret 1     v1, does not match\n');
    expect(stdout).toContain('  guess        signature-form does not fit\n');
    expect(stdout).toMatch(/ {2}guess {8}body-spaced fits\. Verify the bytes as they came/);
    expect(stdout).not.toContain(signature.slice(3));
    expect(stdout).not.toContain(secret.slice(6));
  });

  test('prints the explanation as JSON', async () => {
    const args = ['verify', '--headers', file('headers.txt'), '--json'];
    const { status, stdout } = await run(args, body, env);
    expect(status).toBe(1);
    expect(JSON.parse(stdout)).toMatchObject({
      ok: false,
      code: 'ERR_WEBHOOK_TIMESTAMP_TOO_OLD',
      explanation: { secrets: [{ index: 0, version: 'v1', matched: true }] },
    });
  });

  test('counts the bytes of a body that is not signed', async () => {
    const { stdout } = await run(['verify', ...at], body, env);
    expect(stdout).toContain(`body         ${Buffer.byteLength(body)} bytes`);
  });

  test('lets nothing of a header steer the terminal', async () => {
    const { stdout } = await run(['verify', '-H', 'webhook-id: \u001b[2J', ...at], body, env);
    // eslint-disable-next-line no-control-regex -- the very character
    expect(stdout).not.toMatch(/\u001b/);
  });

  test.each<[readonly string[], string]>([
    [['-H', 'webhook-id'], "Expected 'name: value'"],
    [['--tolerance', '0'], 'above 0'],
    [['--headers', '/nowhere'], 'the file does not exist'],
    [['--headers', '-'], 'cannot both be on standard input'],
    [['-s', 'whsec_'], 'nothing else'],
  ])('exits 2 for %j', async (args, message) => {
    const { status, stdout, stderr } = await run(['verify', ...args], body, env);
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toContain(message);
  });

  test.each(['', 'no header', '{"a":1}', '{"webhook-id":', Buffer.from(HEADERS, 'utf16le')])(
    'does not take %j for the headers of a delivery that is not signed',
    async (content) => {
      const headers = file('other.txt');
      await writeFile(headers, content);
      const { status, stdout, stderr } = await run(['verify', '--headers', headers, ...at], body, env);
      expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
      expect(stderr).toContain('has no headers: expected lines of');
    },
  );
});
