import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { nodeHandler } from '../../src/adapters/node.ts';
import { createReceiver } from '../../src/index.ts';
import { run } from './run.ts';

const SECRET = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';
const OTHER = 'whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD';
let server: Server;
let url: string;
let folder: string;

beforeAll(async () => {
  const receiver = createReceiver({ secrets: [SECRET], silent: true });
  server = createServer(nodeHandler(receiver) as RequestListener);
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`;
  folder = await mkdtemp(join(tmpdir(), 'probe-'));
});

afterAll(async () => {
  server.close().closeAllConnections();
  await rm(folder, { recursive: true });
});

describe('maxun-webhooks probe', () => {
  test('says what it will send, prints a table and the score, and ends with 0', async () => {
    const { status, stdout, stderr } = await run(['probe', url, '--secret', SECRET, '--only', 'signature']);
    expect(stderr).toMatch(/^\d+ cases at level signed: about \d+ requests/);
    expect(stdout).toMatch(/^\nTLS\n.*\nsignature\n/s);
    expect(stdout).toContain('Score 100 of 100, grade A');
    expect(status).toBe(0);
  });

  test('ends with 1 below the least score, with the fix', async () => {
    const { status, stdout } = await run(['probe', url, '--secret', OTHER, '--only', 'accepted']);
    expect(stdout).toContain('accepted (blocker): A right delivery is accepted');
    expect(stdout).toContain('fix    Verify the signature');
    expect(status).toBe(1);
  });

  test('says in a line how much follows where nothing arrives', async () => {
    const closed = createServer();
    await new Promise<void>((resolve) => {
      closed.listen(0, '127.0.0.1', resolve);
    });
    const { port } = closed.address() as AddressInfo;
    await new Promise((resolve) => closed.close(resolve));
    const { status, stdout } = await run(['probe', `http://127.0.0.1:${port}/`, '--secret', SECRET]);
    expect(stdout).not.toContain('Not tried');
    expect(stdout).toMatch(/^\d+ more cases follow from that: nothing arrives at the endpoint\.$/m);
    expect(stdout).toContain('reachable (blocker): The endpoint answers');
    expect(status).toBe(1);
  });

  test('says what to do where a report cannot be written', async () => {
    const junit = join(folder, 'absent', 'probe.xml');
    const args = ['probe', url, '--secret', SECRET, '--only', 'accepted', '--junit', junit];
    const { status, stdout, stderr } = await run(args);
    expect(stdout).toContain('Score 100');
    expect(stderr).toContain('A report cannot be written: is there such a folder');
    expect(stderr).toContain(junit);
    expect(status).toBe(2);
  });

  test('writes JSON, JUnit and Markdown', async () => {
    const [junit, markdown] = [join(folder, 'probe.xml'), join(folder, 'probe.md')];
    const files = ['--junit', junit, '--markdown', markdown];
    const { status, stdout } = await run([
      'probe',
      url,
      '--secret',
      SECRET,
      '--only',
      'bytes-utf8',
      '--json',
      ...files,
    ]);
    expect(JSON.parse(stdout)).toMatchObject({ score: 100, level: 'signed', complete: true });
    expect(await readFile(junit, 'utf8')).toContain('<testsuite name="raw bytes"');
    expect(await readFile(markdown, 'utf8')).toContain('Score **100** of 100');
    expect(status).toBe(0);
  });

  test('ends at the first Ctrl-C while it reads a certificate from standard input', async () => {
    const listeners = process.listenerCount('SIGINT');
    const ended = run(['probe', 'localhost:3000', '--ca', '-']);
    const stdin = new PassThrough();
    vi.spyOn(process, 'stdin', 'get').mockReturnValue(stdin as unknown as typeof process.stdin);
    await vi.waitFor(() => expect(stdin.listenerCount('readable')).toBe(1));
    expect(process.listenerCount('SIGINT')).toBe(listeners);
    stdin.end();
    expect((await ended).status).toBe(2);
  });

  test.each([
    ['a public address', ['http://8.8.8.8/'], '--yes'],
    ['a private address', ['http://10.0.0.1/'], 'allow'],
    ['no URL', ['localhost:3000'], 'absolute http'],
    [
      'a part of a name',
      ['http://127.0.0.1:1/', '--skip', 'slow'],
      'no case or group "slow". There are: slow uploads, upload-slow.',
    ],
    ['an unknown case', ['http://127.0.0.1:1/', '--only', 'nonsense'], 'no case or group'],
    ['signed without a secret', ['http://127.0.0.1:1/', '--level', 'signed'], 'needs secrets'],
    ['a score above 100', ['http://127.0.0.1:1/', '--min-score', '101'], 'from 0 to 100'],
  ])('ends with 2 for %s', async (_name, args, message) => {
    const { status, stderr } = await run(['probe', ...args]);
    expect(stderr).toContain(message);
    expect(status).toBe(2);
  });
});
