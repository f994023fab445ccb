import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { nodeHandler } from '../../src/adapters/node.ts';
import { createReceiver } from '../../src/index.ts';
import {
  eventsOfRun,
  type SimulatedMaxunApi,
  simulateMaxunApi,
  systemClock,
} from '../../src/simulate/index.ts';
import { SECRET, signed } from '../receive/deliveries.ts';
import { run } from './run.ts';

const HOUR = 3_600_000;
const hourAgo = { ...systemClock(), now: () => Date.now() - HOUR };
let maxun: SimulatedMaxunApi;
let folder: string;

beforeAll(async () => {
  maxun = await simulateMaxunApi({ clock: hourAgo });
  folder = await mkdtemp(join(tmpdir(), 'maxun-catch-up-'));
});
afterEach(() => {
  maxun.runs.length = 0;
});
afterAll(async () => {
  await maxun.close();
  await rm(folder, { recursive: true });
});

const since = () => ['--since', new Date(Date.now() - 2 * HOUR).toISOString()];
const catchUp = (...args: string[]) =>
  run(['catch-up', '--maxun', maxun.url, ...args], '', {
    MAXUN_API_KEY: maxun.apiKey,
    MAXUN_WEBHOOK_SECRET: SECRET,
  });

/** An endpoint with a receiver of this package, and what its handlers got. */
async function endpoint() {
  const seen: string[] = [];
  let isDown = false;
  const receiver = createReceiver({ secrets: [SECRET] })
    .onAny(({ source, eventType }) => seen.push(`${source} ${eventType}`))
    .onConflict(() => seen.push('conflict'));
  const handle = nodeHandler(receiver);
  const server = createServer((request, response) => {
    if (isDown) response.writeHead(404).end();
    else void handle(request, response);
  }).listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    seen,
    receiver,
    args: ['--to', `http://127.0.0.1:${port}/hook`, '--allow', '127.0.0.1'],
    setDown: (is: boolean) => (isDown = is),
    [Symbol.dispose]: () => server.close().closeAllConnections(),
  };
}

describe('maxun-webhooks catch-up', () => {
  it('delivers what was lost, signed, and then nothing more; late webhooks are duplicates', async () => {
    using target = await endpoint();
    const events = eventsOfRun({ robot: 'extract', outcome: 'failed' }, { clock: hourAgo });
    maxun.addRun({ robot: 'extract', outcome: 'failed' }, events);
    maxun.addRun({ robot: 'scrape', outcome: 'aborted' });
    const first = await catchUp(...target.args, '--cursor', join(folder, '0.json'), ...since());
    expect(first.stderr).toBe('Runs: 2 caught up, 0 failed, 0 ended a moment ago, 2 in all.\n');
    expect(first).toMatchObject({ status: 0 });
    expect(first.stdout).toMatch(/^delivered  run_failed  .*\ndelivered  run_aborted  .*\n$/);
    const second = await catchUp(...target.args, '--cursor', join(folder, '0.json'));
    expect(second.stdout).toBe('');
    const late = await target.receiver.handle(await signed(events[0], { at: Date.now() }));
    expect(late.body).toContain('duplicate');
    expect(target.seen.toSorted()).toEqual(['catch-up run_aborted', 'catch-up run_failed']);
  });

  it('sends again in the next call what did not arrive', async () => {
    using target = await endpoint();
    maxun.addRun({ robot: 'extract' });
    target.setDown(true);
    const down = await catchUp(...target.args, '--cursor', join(folder, 'down.json'), ...since());
    expect(down).toMatchObject({ status: 1, stdout: '' });
    expect(down.stderr).toMatch(/did not arrive at 127.*404.*\nRuns: 0 caught up, 1 failed/);
    target.setDown(false);
    const up = await catchUp(...target.args, '--cursor', join(folder, 'down.json'), '--json');
    expect(JSON.parse(up.stdout)).toMatchObject({
      delivered: true,
      eventType: 'run_completed',
      status: 'success',
    });
  }, 30_000);

  it('prints events without --to, and lists runs with --dry-run', async () => {
    const { runId } = maxun.addRun({ robot: 'extract' });
    const file = join(folder, 'printed.json');
    const dry = await catchUp('--dry-run', '--cursor', file, ...since());
    expect(dry.stdout).toMatch(new RegExp(`^not received  run_completed  ${runId}  `));
    const printed = await catchUp('--cursor', file, ...since());
    expect(JSON.parse(printed.stdout)).toMatchObject({
      event_type: 'run_completed',
      data: { run_id: runId },
    });
    expect(JSON.parse(await readFile(file, 'utf8'))).toMatchObject({
      settled: { [runId]: expect.any(Number) },
    });
  });

  it('begins with its first call', async () => {
    maxun.addRun({ robot: 'extract' });
    const file = join(folder, 'first.json');
    expect(await catchUp('--cursor', file)).toMatchObject({ status: 0, stdout: '' });
    expect(JSON.parse(await readFile(file, 'utf8')).from).toBeGreaterThan(Date.now() - HOUR / 2);
  });

  it.each([
    [[], /--cursor FILE/],
    [['--cursor', ''], /cursor is empty/],
    [['--since', 'yesterday'], /ISO|date/],
    [['--since', '1800000000', '--to', 'http://127.0.0.1/'], /not allowed|allow/],
    [['--since', '1800000000', '--grace', '0'], /above 0/],
    [['--since', '1800000000', '--time-zone', 'Mars'], /timeZone/],
  ])('refuses %j', async (args, message) => {
    const { status, stderr } = await catchUp(...args);
    expect(stderr).toMatch(message);
    expect(status).toBe(2);
  });

  it('says what is wrong with the API', async () => {
    const args = ['catch-up', '--maxun', maxun.url, '--cursor', join(folder, 'key.json')];
    const { status, stderr } = await run(args, '', { MAXUN_API_KEY: 'wrong' });
    expect(status).toBe(1);
    expect(stderr).toMatch(/key is wrong.*\n.*Not all runs were seen/);
  });
});
