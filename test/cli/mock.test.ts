/**
 * The main job, as a user runs it, its printed curl line pasted into a shell. Where signals and pipes matter it is a process of
 * its own, else it runs in this one.
 *
 * @module test/cli/mock
 */
import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, describe, expect, test } from 'vitest';
import { documentedExamples } from '#generated/examples.js';
import { reply, startMockReceiver } from '../../mock-server/index.ts';
import { maxunApi } from '../../src/maxun-api/index.ts';
import { sign } from '../../src/signature/index.ts';
import { MAIN, type Ongoing, run, start as startHere } from './run.ts';

const FLAGS = ['--import', 'tsx', MAIN, 'mock'];

const BODY = JSON.stringify(documentedExamples.run_failed.payload);

/** The command as a process of its own. @returns it and the address of the hook, once it listens */
async function spawnMock(
  ...args: string[]
): Promise<{ child: ChildProcess; url: string; output: () => string }> {
  const child = spawn(process.execPath, [...FLAGS, ...args], { env: { ...process.env, NO_COLOR: '1' } });
  children.add(child);
  let output = '';
  return new Promise((resolve) => {
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (text: string) => {
        output += text;
        const url = /deliveries to +(\S+)\n/.exec(output)?.[1];
        if (url !== undefined && output.includes('stop with')) resolve({ child, url, output: () => output });
      });
    }
  });
}

const children = new Set<ChildProcess>();
let ongoing: Ongoing | undefined;

/** The command in this process, on any free port. */
function start(args: readonly string[] = [], env: Readonly<Record<string, string>> = {}): Ongoing {
  ongoing = startHere(['mock', '--port', '0', ...args], { NO_COLOR: '1', ...env });
  return ongoing;
}

async function hookOf({ printed }: Ongoing): Promise<string> {
  return /deliveries to {2}(\S+)/.exec(await printed(/^curl .*\n/m))?.[1] ?? '';
}

afterEach(async () => {
  await ongoing?.stop();
  ongoing = undefined;
  for (const child of children) child.kill('SIGKILL');
  children.clear();
});

describe('what a payload holds', () => {
  test('steers no terminal in --json, and the token is masked; the limit and the password hold', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'mock-password-'));
    const file = join(folder, 'password');
    await writeFile(file, 'correct horse\n');
    const args = [
      '--token',
      'a-token-of-24-characters',
      '--max-body',
      '5000',
      '--control-password-file',
      file,
    ];
    const { printed } = start(['--json', ...args]);
    const port = /127\.0\.0\.1:(\d+)/.exec(await printed(/deliveries to.*\d+/))![1]!;
    const url = `http://127.0.0.1:${port}/hook?token=a-token-of-24-characters`;
    const { payload } = documentedExamples.run_failed;
    const send = async (robot_name: string): Promise<number> => {
      const body = JSON.stringify({ ...payload, data: { ...payload.data, robotName: robot_name } });
      const headers = { 'content-type': 'application/json' };
      return (await fetch(url, { method: 'POST', headers, body })).status;
    };
    expect(await send(`\u009b31m\u202e\u200b\u2028 ${url}`)).toBe(200);
    expect(await send('x'.repeat(6000))).toBe(413);
    const output = await printed(/"robotName".*\n.*413/);
    expect(output).not.toMatch(/[\u0080-\u009f\u202e\u200b\u2028]/);
    expect(output).toContain(String.raw`\u009b31m\u202e\u200b\u2028`);
    expect(output).not.toContain('a-token-of-24-characters');
    expect((await fetch(`http://127.0.0.1:${port}/__mock/receiver`)).status).toBe(401);
    await rm(folder, { recursive: true });
  });
});

describe('mock', () => {
  test('takes several secrets from the environment, as the other commands do', async () => {
    const secret = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';
    const { printed } = start([], { MAXUN_WEBHOOK_SECRET: `${secret} ${secret.replace('Mf', 'Nf')}` });
    expect(await printed(/stop with|secret/)).toContain('checked with 2 secret(s)');
  });

  test('prints a curl line that its own checks of signature and token accept', async () => {
    const secret = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';
    const { printed } = start(['--secret', secret, '--token', 'hush-hush-hush-hush']);
    const greeting = await printed(/^curl .*\n/m);
    const curl = /^curl .*$/m.exec(greeting)?.[0] ?? '';
    expect(greeting).not.toContain('hush');
    const env = { ...process.env, MAXUN_WEBHOOK_TOKEN: 'hush-hush-hush-hush' };
    const { stdout } = await promisify(execFile)('bash', ['-c', `${curl} --silent`], { env });
    expect(JSON.parse(stdout)).toMatchObject({ ok: true });
  });

  test('ends cleanly when the reader of its lines goes away', async () => {
    const { child, url, output } = await spawnMock('--port', '0', '--json');
    child.stdout?.destroy();
    const ended = once(child, 'close');
    const init = { method: 'POST', headers: { 'content-type': 'application/json' }, body: BODY };
    await fetch(url, init);
    await fetch(url, init).catch(() => undefined);
    expect(await ended).toEqual([0, null]);
    expect(output()).not.toContain('EPIPE');
  });

  test('prints a curl line that works when pasted, and a line for what arrives', async () => {
    const { printed } = start();
    const greeting = await printed(/^curl .*\n/m);
    const curl = /^curl .*$/m.exec(greeting)?.[0] ?? '';
    const answer = await promisify(execFile)('bash', ['-c', `${curl} --silent --show-error`]);
    expect(JSON.parse(answer.stdout)).toMatchObject({ ok: true, shape: 'documented' });
    const [line = ''] = /^\d\d:.*$/m.exec(await printed(/^\d\d:.*\n/m)) ?? [];
    expect(line).toMatch(/^\d\d:\d\d:\d\d\.\d{3} {2}run_failed {5}Test Robot {2}200 documented$/);
  });

  test("simulates Maxun's API beside it, and prints how to ask it", async () => {
    const { printed } = start(['--maxun-api']);
    const greeting = await printed(/^curl .*\n/m);
    const [, url = ''] = /deliveries to {2}(\S+)/.exec(greeting) ?? [];
    const [, baseUrl = '', apiKey = ''] = /Maxun's API +(\S+)\n.*MAXUN_API_KEY=(\S+)/.exec(greeting) ?? [];
    const api = maxunApi({ baseUrl, apiKey });
    await fetch(url, { method: 'POST', headers: { 'content-type': 'application/json' }, body: BODY });
    const { robotId, runId } = documentedExamples.run_failed.payload.data;
    expect(await api.run(robotId, runId)).toMatchObject({ status: 'failed', name: 'Test Robot' });
    const lost = (await api.robots()).filter(({ id }) => id !== robotId);
    expect(lost.map(({ name }) => name)).toEqual(['Laptop prices', 'Example docs', 'Invoices']);
  });

  test('marks a finding that it cuts', async () => {
    const mock = start();
    const url = await hookOf(mock);
    const body = JSON.stringify({ ...JSON.parse(BODY), timestamp: 'x'.repeat(400) });
    await fetch(url, { method: 'POST', headers: { 'content-type': 'application/json' }, body });
    expect(await mock.printed(/^\d\d:.*\n/m)).toMatch(/…$/m);
  });

  test('takes the user and the password of --basic-auth, and refuses a delivery without them', async () => {
    const url = await hookOf(start(['--basic-auth', 'maxun:a-longer:password']));
    const post = async (headers: Readonly<Record<string, string>>): Promise<number> => {
      const all = { 'content-type': 'application/json', ...headers };
      return (await fetch(url, { method: 'POST', headers: all, body: BODY })).status;
    };
    expect(await post({ authorization: `Basic ${btoa('maxun:a-longer:password')}` })).toBe(200);
    expect(await post({})).toBe(401);
  });

  test('says which form --basic-auth has, and does not print what was given', async () => {
    const { status, stderr } = await run(['mock', '--port', '0', '--basic-auth', 'no-colon-at-all']);
    expect(stderr).toContain('--basic-auth has no colon: expected user:password');
    expect(stderr).not.toContain('no-colon-at-all');
    expect(status).toBe(2);
  });

  test('says which port is taken, and exits 1', async () => {
    await using taken = await startMockReceiver();
    const port = String(taken.port);
    const { status, stderr } = await run(['mock', '--port', port]);
    expect(status).toBe(1);
    expect(stderr).toContain(`Port ${port} is taken by another program`);
    expect(stderr).toContain(`mock --port ${taken.port + 1}`);
    const api = await run(['mock', '--port', '0', '--maxun-api', port]);
    expect(api.status).toBe(1);
    expect(api.stderr).toContain(`mock --maxun-api ${taken.port + 1}`);
  });

  test.each(['SIGINT', 'SIGTERM'] as const)(
    'ends with exit code 0 at %s, with a connection open',
    async (signal) => {
      const { child, url } = await spawnMock('--port', '0');
      const half = await fetch(new URL('/__mock/deliveries', url), { headers: { connection: 'keep-alive' } });
      await half.text();
      const asked = performance.now();
      child.kill(signal);
      const [code] = await once(child, 'exit');
      expect(code).toBe(0);
      // A promise of the main job: Ctrl-C ends it within a second; the margin is for a loaded machine.
      expect(performance.now() - asked).toBeLessThan(3000);
    },
  );
});

describe('the flags of mock', () => {
  const secret = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';
  const post = async (url: string, headers: Record<string, string> = {}): Promise<Response> =>
    fetch(url, { method: 'POST', headers: { 'content-type': 'application/json', ...headers }, body: BODY });

  test('--secret checks signatures, and is printed nowhere', async () => {
    const mock = start(['--secret', secret, '--json']);
    const url = await hookOf(mock);
    const timestamp = Math.floor(Date.now() / 1000);
    const signed = { ...(await sign(BODY, { id: 'msg_1', secrets: [secret], timestamp })) };
    expect((await post(url)).status).toBe(401);
    expect((await post(url, signed)).status).toBe(200);
    const output = await mock.printed(/"id":"2"/);
    expect(output).toContain('"signature":"missing"');
    expect(output).toContain('"signature":"valid"');
    expect(output).not.toContain(secret.slice('whsec_'.length));
  });

  test('--token refuses whoever does not give it', async () => {
    const mock = start(['--token', 'a-token-of-sixteen-characters']);
    const { origin, pathname } = new URL(await hookOf(mock));
    expect((await post(origin + pathname)).status).toBe(401);
    expect((await post(`${origin}${pathname}?token=a-token-of-sixteen-characters`)).status).toBe(200);
    expect(await mock.printed(/200 documented/)).not.toContain('a-token-of-sixteen-characters');
  });

  test('--script answers as a preset says', async () => {
    const url = await hookOf(start(['--script', 'retry-twice-then-succeed']));
    const statuses = [(await post(url)).status, (await post(url)).status, (await post(url)).status];
    expect(statuses.map((status) => Math.floor(status / 100))).toEqual([5, 5, 2]);
  });

  test('--forward hands the very bytes on, and gives the answer of the endpoint back', async () => {
    const endpoint = await startMockReceiver({ script: [reply(418)] });
    try {
      const url = await hookOf(start(['--forward', endpoint.url]));
      expect((await post(url)).status).toBe(418);
      expect(Buffer.from(endpoint.deliveries[0]?.body ?? []).toString()).toBe(BODY);
    } finally {
      await endpoint.close();
    }
  });

  test('--store keeps deliveries for the next start', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'maxun-mock-'));
    const store = join(folder, 'deliveries.db');
    const first = start(['--store', store]);
    await post(await hookOf(first));
    await first.printed(/200 documented/);
    expect(await first.stop()).toBe(0);
    const url = await hookOf(start(['--store', store]));
    const kept = await fetch(new URL('/__mock/deliveries', url));
    expect(await kept.json()).toMatchObject({ deliveries: [{ id: '1', eventType: 'run_failed' }] });
    await rm(folder, { recursive: true });
  });
});
