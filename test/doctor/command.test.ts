import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { run } from '../cli/run.ts';

const folder = mkdtempSync(join(tmpdir(), 'doctor-'));
const requests: string[] = [];
const server: Server = createServer((request, response) => {
  requests.push(`${request.method} ${request.url}`);
  response.writeHead(301, { location: '/elsewhere' }).end();
});
beforeAll(() => new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve)));
afterAll(() => {
  server.close();
  rmSync(folder, { recursive: true });
});

const GOOD = { url: 'https://example.com/?token=0123456789abcdef', events: ['run_completed', 'run_failed'] };

describe('doctor', () => {
  test('reads a file, and exits with 0 if there are only warnings', async () => {
    const file = join(folder, 'webhooks.json');
    writeFileSync(file, JSON.stringify({ ok: true, webhooks: [{ ...GOOD, id: 'w1', retryAttempts: 0 }] }));
    const { status, stdout, stderr } = await run(['doctor', file]);
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(stdout).toContain(
      'warning  retries-reinterpreted  /webhooks/0 (w1)\n  found  retryAttempts: 0\n  why ',
    );
    expect(stdout).toContain('1 webhook, 1 finding\n');
  });

  test('reads standard input, and exits with 1 if there are errors', async () => {
    const input = JSON.stringify([{ ...GOOD, events: ['run.completed'] }], undefined, 2);
    const { status, stdout } = await run(['doctor', '--json'], input);
    expect(status).toBe(1);
    expect(JSON.parse(stdout)).toMatchObject({
      webhooks: 1,
      findings: [{ id: 'events-dotted', severity: 'error' }],
    });
    expect(await run(['doctor', '-'], JSON.stringify(GOOD))).toMatchObject({
      status: 0,
      stdout: '1 webhook, nothing found\n',
    });
  });

  test('asks each URL once with --online, and follows no redirect', async () => {
    const { port } = server.address() as AddressInfo;
    const url = `http://127.0.0.1:${port}/hook?token=0123456789abcdef`;
    const input = JSON.stringify([
      { ...GOOD, url },
      { ...GOOD, url },
    ]);
    const { status, stdout } = await run(['doctor', '--online'], input);
    expect(status).toBe(1);
    expect(stdout).toContain('error    url-redirects  /0');
    expect(requests).toEqual(['HEAD /hook?token=0123456789abcdef']);
  });

  test('reads the webhooks of every robot from a Maxun server', async () => {
    const robots = [
      { recording_meta: { id: 'a' }, recording: { workflow: [] }, webhooks: null },
      { recording_meta: { id: 'b' }, webhooks: [{ ...GOOD, id: 'w1', events: ['run.failed'] }] },
    ];
    const asked: unknown[] = [];
    const maxun = createServer(({ url, headers }, response) => {
      asked.push([url, headers['x-api-key']]);
      if (headers['x-api-key'] === 'key') response.end(JSON.stringify({ data: robots }));
      else response.writeHead(403).end();
    });
    await new Promise<void>((resolve) => maxun.listen(0, '127.0.0.1', resolve));
    const args = ['doctor', '--maxun', `http://127.0.0.1:${(maxun.address() as AddressInfo).port}`];
    const { status, stdout } = await run(args, '', { MAXUN_API_KEY: 'key' });
    expect(stdout).toContain('error    events-dotted  /1/webhooks/0 (w1)');
    expect(stdout).toContain('1 webhook, ');
    expect([status, asked]).toEqual([1, [['/api/sdk/robots', 'key']]]);
    const wrong = await run(args, '', { MAXUN_API_KEY: 'other' });
    expect([wrong.status, wrong.stderr]).toEqual([2, expect.stringContaining('the key is wrong')]);
    expect(await run([...args, 'file.json'])).toMatchObject({ status: 2 });
    maxun.close();
  });

  test.each([
    [['doctor', 'missing.json'], '', 'does not exist'],
    [['doctor'], '{"webhooks": [\n  }', 'The settings cannot be read'],
    [['doctor'], '', 'There is nothing to read'],
    [['doctor'], '{"webhooks": [7]}', 'a value of type number at /webhooks/0: expected a webhook'],
    [['doctor', '--release', 'new'], JSON.stringify(GOOD), 'release: expected'],
    [['doctor', '--handler-seconds', '-1'], JSON.stringify(GOOD), 'Expected seconds'],
  ])('exits with 2 for %j', async (args, input, message) => {
    const { status, stderr } = await run(args, input);
    expect(stderr).toContain(message);
    expect(status).toBe(2);
  });
});
