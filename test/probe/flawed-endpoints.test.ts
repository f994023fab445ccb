/**
 * Endpoints that are wrong on purpose: each loses points for its own flaw, by name, and for nothing else.
 *
 * @module test/probe/flawed-endpoints
 */
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { probeEndpoint, type ProbeOptions } from '../../src/probe/index.ts';
import { type FlawedServer, startExpress, startFastify, startKoa } from './endpoints/frameworks.ts';
import { type Flaw, SECRETS, TOKEN } from './endpoints/receive.ts';

// Each takes seconds by its nature; tested in probe.test.ts.
const SLOW = ['slow uploads'];
/** Megabytes for each flaw would take most of the time: only the rows without a flaw, or with one in sizes, send them. */
const LARGE = ['size-1mb', 'size-10mb'];

type Row = readonly [flaw: Flaw, failed: readonly string[], options?: ProbeOptions];

const ON_EXPRESS: readonly Row[] = [
  ['none', [], { skip: SLOW }],
  ['limit-100-kb', ['size-101kb'], { skip: SLOW }],
  ['no-verification', ['signature-missing']],
  ['verification-after-parsing', ['bytes-spaces']],
  ['one-sided-tolerance', ['timestamp-future']],
  ['leaks-stack', ['leak-stack']],
  ['ok-on-failure', ['not-json']],
  ['lower-case-headers-only', ['header-case']],
  ['any-method', ['get']],
  ['overloaded', ['at-once']],
];
const ON_FASTIFY: readonly Row[] = [
  ['none', [], { skip: SLOW }],
  ['limit-1-mb', ['size-1mb'], { skip: SLOW }],
  ['first-signature-only', ['signature-second']],
  ['one-secret', ['rotation']],
  ['decoded-body', ['bytes-utf8']],
  ['no-dedupe', ['duplicate']],
  ['dedupe-by-body-hash', ['duplicate-new-bytes']],
  ['throws-on-null', ['not-an-object']],
  ['redirects', ['redirect']],
  ['slow', ['latency'], { only: ['latency'], timeoutMs: 2_400 }],
];
const ON_KOA: readonly Row[] = [
  ['none', [], { skip: SLOW }],
  ['no-tolerance', ['timestamp-stale']],
  ['dedupe-looks-first', ['duplicate-at-once']],
  ['dedupe-by-run', ['completed-then-failed']],
  ['works-before-verifying', ['refused-has-no-effect']],
  ['leaks-version', ['leak-version']],
  ['echoes-body', ['leak-echo']],
  ['fails-on-unknown-events', ['unknown-event']],
  ['strict-fields', ['unknown-field']],
  ['hangs-at-10-mb', ['size-10mb'], { skip: SLOW, timeoutMs: 4_000 }],
];

describe.concurrent.each([
  ['Express', startExpress, ON_EXPRESS],
  ['Fastify', startFastify, ON_FASTIFY],
  ['Koa', startKoa, ON_KOA],
] as const)('on %s', (_name, start, rows) => {
  let server: FlawedServer;
  beforeAll(async () => {
    server = await start();
  });
  afterAll(async () => server.close());

  test.concurrent.for<Row>(rows)('%s fails %j', async ([flaw, failed, options = {}]) => {
    const endpoint = server.endpointOf(flaw);
    const result = await probeEndpoint(`http://127.0.0.1:${server.port}/${flaw}`, {
      secrets: SECRETS,
      skip: [...SLOW, ...LARGE],
      observe: () => endpoint.handled,
      ...options,
    });
    expect(failuresOf(result)).toEqual(failed);
    expect(result.complete).toBe(true);
    expect(result.score === 100).toBe(failed.length === 0);
  });

  test.concurrent.each([
    ['stock-none', []],
    ['stock-no-token', ['credentials-missing']],
  ])('%s fails %j', async (flaw, failed) => {
    const endpoint = server.endpointOf(flaw as Flaw);
    const result = await probeEndpoint(`http://127.0.0.1:${server.port}/${flaw}?token=${TOKEN}`, {
      skip: [...SLOW, ...LARGE],
      observe: () => endpoint.handled,
    });
    expect(failuresOf(result)).toEqual(failed);
  });
});

function failuresOf({ cases }: Awaited<ReturnType<typeof probeEndpoint>>): readonly string[] {
  return cases.filter(({ outcome }) => outcome === 'failed').map(({ id }) => id);
}

const hasPython = spawnSync('python3', ['--version']).status === 0;
// oxlint-disable-next-line no-console -- a test that is left out says so
if (!hasPython) console.error('\nWithout python3, the flawed endpoints in Python are left out.\n');

describe.skipIf(!hasPython).concurrent('in Python', () => {
  let port = 0;
  let stop: () => void;
  beforeAll(async () => {
    const file = fileURLToPath(new URL('endpoints/flawed.py', import.meta.url));
    const child = spawn('python3', [file], { stdio: ['ignore', 'pipe', 'ignore'] });
    stop = () => void child.kill();
    const [line] = (await once(child.stdout, 'data')) as [Buffer];
    port = Number(line.toString());
  });
  afterAll(() => stop());

  test.concurrent.each([
    ['py-right', []],
    ['py-no-verification', ['signature-missing']],
    ['py-one-sided', ['timestamp-future']],
    ['py-first-signature', ['signature-second']],
    ['py-json-dumps', ['bytes-spaces']],
    ['py-version', ['leak-version']],
    ['py-traceback', ['leak-stack']],
  ])('%s fails %j', async (flaw, failed) => {
    const skip = flaw === 'py-right' ? SLOW : [...SLOW, ...LARGE];
    const result = await probeEndpoint(`http://127.0.0.1:${port}/${flaw}`, { secrets: SECRETS, skip });
    expect(failuresOf(result)).toEqual(failed);
  });
});
