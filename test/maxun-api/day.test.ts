/**
 * A day of a stock Maxun, on a virtual clock: 2,000 runs of every kind, an endpoint that is down for an hour and at other times
 * fails, and restarts of Maxun that lose retries. At its end the handlers have what Maxun has, run by run.
 */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { nodeHandler } from '../../src/adapters/node.ts';
import { createReceiver, type Run, unsigned } from '../../src/index.ts';
import { type CatchUpReport, catchUp, maxunApi } from '../../src/maxun-api/index.ts';
import { memoryQueue } from '../../src/send/index.ts';
import {
  type FinishedRun,
  simulateMaxun,
  type SimulatedMaxunApi,
  simulateMaxunApi,
  virtualClock,
} from '../../src/simulate/index.ts';

const RUNS = 2_000;
const HOUR = 3_600_000;
const MIDNIGHT = Date.UTC(2026, 10, 23);
const clock = virtualClock(MIDNIGHT);
const hour = (): number => (clock.now() - MIDNIGHT) / HOUR;

const robots = ['extract', 'crawl', 'search', 'scrape', 'document', 'document-parse'] as const;
const starts = ['ui', 'api', 'schedule'] as const;
const outcomes = ['success', 'success', 'success', 'failed', 'aborted', 'aborted-with-error'] as const;
const kinds: FinishedRun[] = robots.flatMap((robot) =>
  starts.flatMap((startedBy) =>
    outcomes.map((outcome) => ({ robot, startedBy, outcome, robotId: `robot-${robot}`, robotName: robot })),
  ),
);

/** The table that the handlers fill: a row per run, and how often each was written. */
const table = new Map<string, Run>();
const conflicts: string[] = [];
/** The events that no attempt has delivered. */
const lost = new Map<string, Uint8Array>();
const reports: CatchUpReport[] = [];
let api: SimulatedMaxunApi;
let requests = 0;
let writes = 0;

beforeAll(async () => {
  api = await simulateMaxunApi({ clock });
});
afterAll(() => api.close());

const wait = (ms: number): Promise<void> => new Promise((resolve) => clock.after(ms, resolve));

test('ends with the same runs in both tables, before and after late webhooks', async () => {
  const inbox = memoryQueue({ clock });
  const client = maxunApi({ baseUrl: api.url, apiKey: api.apiKey });
  const write = ({ run }: { readonly run: Run }): void => {
    writes += 1;
    table.set(run.id ?? '', run);
  };
  const receiver = createReceiver({
    auth: unsigned(),
    inbox,
    complete: client,
    now: () => clock.now(),
    silent: true,
  })
    .on(['run_completed', 'run_failed', 'run_aborted'], write)
    .onConflict(({ run }) => conflicts.push(run.id ?? ''));
  const handle = nodeHandler(receiver);
  const server = createServer((request, response) => {
    requests += 1;
    const isDown = hour() >= 10 && hour() < 11;
    if (isDown) request.destroy();
    else if (requests % 7 === 0) response.writeHead(503).end();
    else void handle(request, response);
  }).listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const { port } = server.address() as AddressInfo;
  const maxun = simulateMaxun({
    url: `http://127.0.0.1:${port}/hook`,
    clock,
    api,
    onAttempt: ({ body, delivered }) => {
      const text = Buffer.from(body).toString();
      if (delivered) lost.delete(text);
      else lost.set(text, body);
    },
  });

  const everyMs = 2 * HOUR;
  const catching = catchUp({
    api: client,
    receiver,
    clock,
    everyMs,
    since: MIDNIGHT,
    silent: true,
    onPass: (report) => reports.push(report),
  });
  for (let index = 0; hour() < 24; index += 1) {
    if (index < RUNS)
      void maxun.finishRun({ ...(kinds[index % kinds.length] as FinishedRun), id: `run-${index}` });
    // Maxun restarts twice an hour, seconds after a run: its retries are lost.
    if (index % 42 === 7) clock.after(2_000, () => maxun.restart());
    await clock.until(wait(43_000));
  }
  await clock.until(wait(HOUR));
  // A pass that has begun after the last run's webhooks were given up, whenever the passes came until now.
  const passes = reports.length;
  while (reports.length < passes + 2) await clock.until(wait(HOUR));
  await catching.close();
  await idle(inbox);

  expect(api.runs).toHaveLength(RUNS);
  expect(lost.size).toBeGreaterThan(50);
  expect(reports.every(({ complete, failed }) => complete && failed === 0)).toBe(true);
  const caughtUp = reports.reduce((sum, report) => sum + report.caughtUp, 0);
  expect(caughtUp).toBeGreaterThan(300);
  expect(writes).toBe(RUNS);
  expectSameTables();

  const before = writes;
  for (const body of lost.values()) {
    const answer = await receiver.handle({ headers: { 'content-type': 'application/json' }, body });
    expect(answer.status).toBe(200);
  }
  await idle(inbox);
  expect(writes).toBe(before);
  expectSameTables();
  await receiver.close();
  server.close();
}, 180_000);

async function idle(inbox: ReturnType<typeof memoryQueue>): Promise<void> {
  await vi.waitFor(
    async () => expect(await inbox.stats()).toMatchObject({ waiting: 0, inFlight: 0 }),
    20_000,
  );
}

function expectSameTables(): void {
  const maxuns = api.runs.map((row) => {
    const {
      scrapeSchema: texts,
      scrapeList: lists,
      crawl,
      search,
      links,
      scrapeDoc,
      ...page
    } = row.serializableOutput ?? {};
    const pages = Object.entries(page).map(([name, value]) => [
      name,
      (value as { content: string }[])[0]?.content,
    ]);
    const urls = (links as { url: string }[] | undefined)?.map(({ url }) => url);
    const found = {
      texts,
      lists,
      crawl,
      search,
      links: urls,
      document: scrapeDoc,
      ...(Object.fromEntries(pages) as object),
    };
    const end = new Date(`${row.finishedAt} UTC`).toISOString();
    return { id: row.runId, status: row.status, robot: row.robotMetaId, end, ...someOf(found) };
  });
  const handlers = [...table.values()].map((run) => {
    const {
      id,
      status,
      robot,
      finishedAt: end,
      texts,
      lists,
      crawl,
      search,
      links,
      document,
      markdown,
      html,
      summary,
    } = run;
    const found =
      status === 'success' ? { texts, lists, crawl, search, links, document, markdown, html, summary } : {};
    return { id, status, robot: robot.id, end, ...someOf(found) };
  });
  const byId = (a: { id?: string | undefined }, b: { id?: string | undefined }): number =>
    (a.id ?? '') < (b.id ?? '') ? -1 : 1;
  expect(handlers.toSorted(byId)).toEqual(maxuns.toSorted(byId));
  for (const { runId, log, status } of api.runs) {
    if (status === 'failed') expect(log).toContain(table.get(runId)?.error?.message ?? 'no message');
  }
}

/** What is there. */
function someOf(found: object): object {
  const isSome = (value: unknown): boolean =>
    typeof value === 'string' ||
    (typeof value === 'object' && value !== null && Object.keys(value).length > 0);
  return Object.fromEntries(Object.entries(found).filter(([, value]) => isSome(value)));
}
