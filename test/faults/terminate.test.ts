import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import type { ServerResponse } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { sqliteQueue } from '../../src/queue/sqlite/index.ts';
import { createSender } from '../../src/send/index.ts';
import { SECRET } from '../send/fixture.ts';
import { httpServer } from '../send/http-server.ts';
import { bundle } from './bundle.ts';

it('a sender that is terminated finishes what answers in time, keeps the rest, and exits with 0', async () => {
  const program = await bundle('terminate-child');
  const folder = await mkdtemp(join(tmpdir(), 'maxun-terminate-'));
  const store = join(folder, 'queue.db');
  const calls: { readonly id: string; readonly response: ServerResponse }[] = [];
  const { server, origin: url } = await httpServer((request, response) => {
    calls.push({ id: String(request.headers['webhook-id']), response });
  });

  const child = spawn(process.execPath, [program, store, url, SECRET], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  onTestFinished(async () => {
    child.kill('SIGKILL');
    await rm(program);
    await rm(folder, { recursive: true });
  });
  await once(child.stdout, 'data');
  await expect.poll(() => calls.length).toBe(10);
  const exited = once(child, 'exit');
  child.kill('SIGTERM');
  const answered = calls.slice(0, 5).map(({ id }) => id);
  setTimeout(() => {
    for (const { response } of calls.slice(0, 5)) response.end();
  }, 200);
  expect(await exited).toEqual([0, null]);
  expect(calls).toHaveLength(10);

  const queue = await sqliteQueue(store);
  expect(await queue.stats()).toMatchObject({ waiting: 25, inFlight: 0, dead: 0 });
  const endpoints = Array.from({ length: 10 }, (_, n) => ({ url, secret: SECRET, webhookId: `w${n}` }));
  const sender = createSender({ queue, allow: ['127.0.0.1'], endpoints });
  let delivered = 0;
  sender.on('delivered', () => (delivered += 1));
  server.on('request', (_request, response) => response.end());
  await expect.poll(() => delivered, { timeout: 30_000 }).toBe(25);
  await sender.close();
  const again = calls.slice(10).map(({ id }) => id);
  expect(again.filter((id) => answered.includes(id))).toEqual([]);
  expect(new Set([...again, ...answered]).size).toBe(30);
});
