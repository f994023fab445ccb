import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { createReceiver, type Run, unsigned } from '../../src/index.ts';
import {
  catchUp,
  catchUpOnce,
  type CatchUpOptions,
  type CatchUpState,
  maxunApi,
  type MaxunRun,
} from '../../src/maxun-api/index.ts';
import { memoryQueue } from '../../src/send/index.ts';
import {
  eventsOfRun,
  type SimulatedMaxunApi,
  simulateMaxunApi,
  virtualClock,
} from '../../src/simulate/index.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const clock = virtualClock();
const START = clock.now();
let server: SimulatedMaxunApi;
let folder: string;

beforeAll(async () => {
  server = await simulateMaxunApi({ clock });
  folder = await mkdtemp(join(tmpdir(), 'catch-up-'));
});
afterEach(() => {
  server.runs.length = 0;
  server.robots.length = 0;
  server.intercept(undefined);
});
afterAll(async () => {
  await server.close();
  await rm(folder, { recursive: true, force: true });
});

/** A receiver whose handlers write down what they get. */
function receiver(fails: () => boolean = () => false, inbox = false) {
  const seen: string[] = [];
  const note = ({ source, eventType, run }: { source: string; eventType: string; run: { id?: string } }) => {
    if (fails()) throw new Error('the database is down');
    seen.push(`${source} ${eventType} ${run.id}`);
  };
  const made = createReceiver({
    auth: unsigned(),
    now: () => clock.now(),
    silent: true,
    ...(inbox && { inbox: memoryQueue() }),
  })
    .on(['run_completed', 'run_failed'], note)
    .onOther(note);
  return { receiver: made, seen };
}

const api = () => maxunApi({ baseUrl: server.url, apiKey: server.apiKey, attempts: 1 });
const options = (own: Partial<CatchUpOptions> & Pick<CatchUpOptions, 'receiver'>): CatchUpOptions => ({
  api: api(),
  clock,
  since: START - HOUR,
  silent: true,
  random: () => 0,
  ...own,
});
const post = (event: object) => ({
  headers: { 'content-type': 'application/json' },
  body: new TextEncoder().encode(JSON.stringify(event)),
});

describe('one pass', () => {
  test('gives successes, failures with the text of their log, and aborted runs', async () => {
    const runs = (['success', 'failed', 'aborted'] as const).map((outcome) =>
      server.addRun({ robot: 'extract', outcome }),
    );
    await clock.advance(3 * MINUTE);
    const events: { event_type: string; data: Record<string, unknown> }[] = [];
    const taker = {
      accept: async (event: object) => (events.push(event as never), { status: 'handled' as const }),
    };
    const report = await catchUpOnce(options({ receiver: taker, concurrency: 1 }));
    expect(report).toEqual({
      seen: 3,
      caughtUp: 3,
      duplicates: 0,
      tooRecent: 0,
      failed: 0,
      withoutTime: 0,
      complete: true,
    });
    expect(events.map(({ event_type, data }) => [event_type, data['run_id'], data['status']])).toEqual([
      ['run_completed', runs[0]?.runId, 'success'],
      ['run_failed', runs[1]?.runId, 'failed'],
      ['run_aborted', runs[2]?.runId, 'aborted'],
    ]);
    expect(events[1]?.data['error']).toEqual({ message: runs[1]?.log?.trim() });
    const { seen, receiver: real } = receiver();
    await catchUpOnce(options({ receiver: real, concurrency: 1 }));
    expect(seen).toEqual(
      runs.map(({ runId }, index) => `catch-up run_${['completed', 'failed', 'aborted'][index]} ${runId}`),
    );
  });

  test('gives the results that the webhook would have had', async () => {
    const row = server.addRun({ robot: 'extract' });
    const [told] = eventsOfRun({ robot: 'extract' }, { clock });
    await clock.advance(3 * MINUTE);
    const runs: object[] = [];
    const { receiver: real } = {
      receiver: createReceiver({ auth: unsigned() }).on('run_completed', ({ run, shape }) =>
        runs.push({ ...run, shape }),
      ),
    };
    await catchUpOnce(options({ receiver: real }));
    expect(runs).toMatchObject([
      {
        id: row.runId,
        shape: 'extract-run',
        lists: (told as { data: { extracted_data: { captured_lists: object } } }).data.extracted_data
          .captured_lists,
      },
    ]);
  });

  test('gives all that the API says of a run', async () => {
    const row = server.addRun({ robot: 'scrape', startedBy: 'api' });
    row.serializableOutput = { markdown: [{ content: '# Page' }], promptResult: [{ content: { total: 3 } }] };
    row.binaryOutput = { 'Screenshot 1': 'http://localhost:9000/1.png' };
    const read = server.addRun({ robot: 'document' });
    await clock.advance(3 * MINUTE);
    const runs: Run[] = [];
    const real = createReceiver({ auth: unsigned() }).onAny(({ run }) => void runs.push(run));
    const newer: CatchUpOptions['api'] = {
      ...api(),
      async *runs(robotId) {
        for await (const run of api().runs(robotId))
          yield { ...run, runByBot: true, data: { ...run.data, audio: 'a.mp3' } } as MaxunRun;
      },
    };
    await catchUpOnce(options({ receiver: real, api: newer, concurrency: 1 }));
    const [page, document] = runs.toSorted((a, b) => Number(b.id === row.runId) - Number(a.id === row.runId));
    expect(page).toMatchObject({ id: row.runId, markdown: '# Page', promptResult: { total: 3 } });
    expect(page?.metadata).toEqual({
      browser_id: row.browserId,
      user_id: row.runByUserId,
      row_id: row.id,
      run_by_api: true,
      run_by_sdk: false,
      run_by_mcp: false,
      run_by_cli: false,
      run_by_bot: true,
      screenshots: ['http://localhost:9000/1.png'],
    });
    expect(page?.repairs.map(({ kind, path }) => [kind, path])).toEqual(
      expect.arrayContaining([
        ['dropped', '/data/audio'],
        ['renamed', '/data/metadata/runByBot'],
      ]),
    );
    expect(document).toMatchObject({ id: read.runId, document: read.serializableOutput?.scrapeDoc });
    for (const { repairs } of runs) expect(repairs.map(({ kind }) => kind)).not.toContain('maybe-incomplete');
  });

  test('leaves alone what runs, what ended a moment ago, and what ended before since', async () => {
    server.addRun({ robot: 'extract' });
    await clock.advance(2 * HOUR);
    Object.assign(server.addRun({ robot: 'scrape' }), { status: 'running', finishedAt: '' });
    await clock.advance(3 * MINUTE);
    server.addRun({ robot: 'crawl' });
    const { receiver: real, seen } = receiver();
    const since = new Date(clock.now() - HOUR);
    expect(await catchUpOnce(options({ receiver: real, since }))).toMatchObject({
      seen: 3,
      caughtUp: 0,
      tooRecent: 1,
    });
    await clock.advance(3 * MINUTE);
    expect(await catchUpOnce(options({ receiver: real, since }))).toMatchObject({ caughtUp: 1 });
    expect(seen).toHaveLength(1);
  });

  test.each([true, false])(
    'gives nothing that was received, and makes late webhooks duplicates (inbox: %s)',
    async (inbox) => {
      const { receiver: real, seen } = receiver(() => false, inbox);
      const early = eventsOfRun({ robot: 'extract', id: 'early' }, { clock });
      const late = eventsOfRun({ robot: 'extract', id: 'late' }, { clock });
      server.addRun({ robot: 'extract', id: 'early' }, early);
      server.addRun({ robot: 'extract', id: 'late' }, late);
      await clock.advance(3 * MINUTE);
      await real.handle(post(early[0] as object));
      expect(await catchUpOnce(options({ receiver: real }))).toMatchObject({ caughtUp: 1, duplicates: 1 });
      expect((await real.handle(post(late[0] as object))).body).toContain('duplicate');
      expect(await catchUpOnce(options({ receiver: real }))).toMatchObject({ caughtUp: 0, duplicates: 2 });
      await real.close();
      expect(seen.toSorted()).toEqual(['catch-up run_completed late', 'webhook run_completed early']);
    },
  );

  test('says when the time of a run cannot be read, or is in the future', async () => {
    Object.assign(server.addRun({ robot: 'extract' }), { startedAt: 'gestern', finishedAt: 'heute' });
    const lines: string[] = [];
    const logger = { warn: (line: string) => lines.push(line), error: (line: string) => lines.push(line) };
    const { receiver: real } = receiver();
    const own = { receiver: real, silent: false, logger };
    expect(await catchUpOnce(options(own))).toMatchObject({ withoutTime: 1 });
    server.runs.length = 0;
    server.addRun({ robot: 'extract' });
    expect(await catchUpOnce(options({ ...own, timeZone: 'America/New_York' }))).toMatchObject({
      tooRecent: 1,
    });
    expect(lines.join('\n')).toMatch(/`locale`.*\n.*`timeZone`/);
  });
});

describe('the cursor', () => {
  test('is saved, and goes on from there without asking the receiver again', async () => {
    const cursor = join(folder, 'cursor.json');
    const own = { ...receiver(), cursor };
    server.addRun({ robot: 'extract', id: 'one' });
    await clock.advance(3 * MINUTE);
    await catchUpOnce(options(own));
    server.addRun({ robot: 'extract', id: 'two' });
    await clock.advance(72 * HOUR);
    const after = receiver();
    expect(await catchUpOnce(options({ ...after, cursor, since: undefined }))).toMatchObject({
      caughtUp: 1,
      duplicates: 0,
    });
    expect(after.seen).toEqual(['catch-up run_completed two']);
    const state = JSON.parse(await readFile(cursor, 'utf8')) as CatchUpState;
    expect(state).toEqual({ from: clock.now() - 24 * HOUR, settled: {}, failed: [] });
    expect((await readdir(folder)).filter((name) => name !== 'cursor.json')).toEqual([]);
  });

  test('forgets what failed once Maxun does not have it any more, and says so once', async () => {
    const cursor = join(folder, 'deleted.json');
    const lines: string[] = [];
    const logger = { warn: () => undefined, error: (line: string) => lines.push(line) };
    const own = { ...receiver(() => true), cursor, onProblem: () => undefined, logger, silent: false };
    const failed = async (): Promise<readonly string[]> =>
      (JSON.parse(await readFile(cursor, 'utf8')) as CatchUpState).failed;
    const deleted = server.addRun({ robot: 'extract', id: 'deleted' });
    server.addRun({ robot: 'extract', id: 'kept' });
    await clock.advance(3 * MINUTE);
    await catchUpOnce(options(own));
    server.remove(deleted);
    await catchUpOnce(options({ ...own, robots: [deleted.robotMetaId] }));
    expect(await failed()).toEqual(['deleted', 'kept']);
    server.intercept(({ url }) => (url.includes('/runs') ? 'cut' : undefined));
    await catchUpOnce(options(own));
    expect(await failed()).toEqual(['deleted', 'kept']);
    server.intercept(undefined);
    await catchUpOnce(options(own));
    await catchUpOnce(options(own));
    expect(await failed()).toEqual(['kept']);
    expect(lines).toEqual([expect.stringMatching(/deleted in Maxun.*\(1\): "deleted"/)]);
  });

  test('that is damaged, or cannot be written, is an error', async () => {
    const cursor = join(folder, 'damaged.json');
    for (const text of ['{"from":', '{}', '{"from":1,"settled":{"a":"b"},"failed":[]}']) {
      await writeFile(cursor, text);
      await expect(catchUpOnce(options({ ...receiver(), cursor }))).rejects.toMatchObject({
        code: 'ERR_WEBHOOK_STORE_CORRUPT',
      });
    }
    server.addRun({ robot: 'extract' });
    await clock.advance(3 * MINUTE);
    const nowhere = join(folder, 'no', 'cursor.json');
    await expect(catchUpOnce(options({ ...receiver(), cursor: nowhere }))).rejects.toMatchObject({
      code: 'ERR_WEBHOOK_STORE_UNAVAILABLE',
    });
  });
});

describe("a cursor of the caller's own", () => {
  test('is saved again after a save has failed, even if nothing else happened', async () => {
    const saved: CatchUpState[] = [];
    let isDown = true;
    const cursor = {
      load: async () => undefined,
      save: async (state: CatchUpState) => {
        if (isDown) throw new Error('the database is down');
        saved.push(state);
      },
    };
    const problems: string[] = [];
    const onProblem = ({ message }: Error): void => void problems.push(message);
    const since = clock.now();
    const catching = catchUp({ ...options({ ...receiver(), cursor, onProblem, since }), everyMs: MINUTE });
    await clock.advance(MINUTE);
    await expect.poll(() => problems).toEqual(['the database is down']);
    isDown = false;
    await clock.advance(5 * MINUTE);
    await expect.poll(() => saved).toEqual([{ from: since, settled: {}, failed: [] }]);
    await catching.close();
  });

  test('may load null if nothing was saved, and nothing that was never saved', async () => {
    const saved: CatchUpState[] = [];
    const cursor = (loaded: unknown) => ({
      load: async () => loaded as undefined,
      save: async (state: CatchUpState) => void saved.push(state),
    });
    await catchUpOnce(options({ ...receiver(), cursor: cursor(null) }));
    expect(saved).toHaveLength(1);
    for (const loaded of ['', {}, { settled: {}, failed: [] }, { from: '1', settled: {}, failed: [] }]) {
      await expect(catchUpOnce(options({ ...receiver(), cursor: cursor(loaded) }))).rejects.toMatchObject({
        code: 'ERR_WEBHOOK_STORE_CORRUPT',
      });
    }
  });
});

describe('catching up', () => {
  test('goes on in time, gives again what a handler failed on, and says so once', async () => {
    let isDown = true;
    const own = receiver(() => isDown);
    const lines: string[] = [];
    const logger = { warn: (line: string) => lines.push(line), error: (line: string) => lines.push(line) };
    server.addRun({ robot: 'extract', id: 'one' });
    server.addRun({ robot: 'extract', id: 'two' });
    await clock.advance(3 * MINUTE);
    const reports: number[][] = [];
    await using catching = catchUp(
      options({
        ...own,
        logger,
        silent: false,
        everyMs: MINUTE,
        onPass: ({ caughtUp, failed }) => reports.push([caughtUp, failed]),
      }),
    );
    await clock.until(wait(90_000));
    isDown = false;
    await clock.until(wait(60_000));
    await catching.close();
    expect(own.seen).toEqual(['catch-up run_completed one', 'catch-up run_completed two']);
    expect(reports).toEqual([
      [0, 2],
      [0, 2],
      [2, 0],
    ]);
    expect(lines).toHaveLength(2);
    expect(lines[0]).toMatch(/ERR_WEBHOOK_HANDLER_FAILED.*Cause: Error: the database is down/);
    expect(lines[1]).toMatch(/Caught up 2 runs/);
  });

  test('asks less and less often while the API fails, and stops at once when it is closed', async () => {
    const at: number[] = [];
    server.intercept(() => {
      at.push((clock.now() - begin) / MINUTE);
      return 503;
    });
    const begin = clock.now();
    const problems: Error[] = [];
    const end = new AbortController();
    catchUp(
      options({
        ...receiver(),
        everyMs: MINUTE,
        signal: end.signal,
        random: () => 0.5,
        onProblem: (error) => problems.push(error),
      }),
    );
    await clock.until(wait(17 * MINUTE));
    end.abort();
    await clock.until(wait(5 * HOUR));
    const delays = at.map((time, index) => Math.round(time - (at[index - 1] ?? 0)));
    expect(delays).toEqual([0, 2, 4, 8]);
    expect(problems).toHaveLength(4);
    expect(problems[0]).toMatchObject({ code: 'ERR_WEBHOOK_API_UNAVAILABLE' });
  });

  test('gives no more than a few runs to a receiver whose handlers all fail', async () => {
    for (let index = 0; index < 60; index += 1) server.addRun({ robot: 'extract' });
    await clock.advance(3 * MINUTE);
    let calls = 0;
    const own = receiver(() => (calls += 1) > 0);
    expect(await catchUpOnce(options({ ...own, concurrency: 1 }))).toMatchObject({
      failed: 20,
      complete: false,
    });
    expect(calls).toBe(20);
  });

  test('sees the runs of the other robots when those of one cannot be read', async () => {
    server.addRun({ robot: 'extract', robotId: 'a' });
    server.addRun({ robot: 'extract', robotId: 'b' });
    await clock.advance(3 * MINUTE);
    server.intercept(({ url }) => (url.includes('/a/') ? 'cut' : undefined));
    const own = receiver();
    expect(await catchUpOnce(options({ ...own }))).toMatchObject({ caughtUp: 1, complete: false });
    server.intercept(undefined);
    expect(await catchUpOnce(options({ ...own, robots: ['a'] }))).toMatchObject({
      seen: 1,
      caughtUp: 1,
      complete: true,
    });
  });

  test('says which robots Maxun does not have', async () => {
    server.addRun({ robot: 'extract', robotId: 'a' });
    await clock.advance(3 * MINUTE);
    const printed: string[] = [];
    const print = (line: string) => void printed.push(line);
    const { receiver: own } = receiver();
    await catchUpOnce(
      options({
        receiver: own,
        robots: ['a', 'mistyped'],
        silent: false,
        logger: { warn: () => undefined, error: print },
      }),
    );
    expect(printed).toEqual([expect.stringContaining('no robot with the id "mistyped"')]);
  });

  test('can run twice at once', async () => {
    for (let index = 0; index < 30; index += 1) server.addRun({ robot: 'extract' });
    await clock.advance(3 * MINUTE);
    const own = receiver(() => false, true);
    const reports = await Promise.all([catchUpOnce(options(own)), catchUpOnce(options(own))]);
    expect(reports.reduce((sum, { caughtUp }) => sum + caughtUp, 0)).toBe(30);
    await own.receiver.close();
  });

  test('refuses options that cannot be used', () => {
    const { receiver: real } = receiver();
    const bad: [Partial<CatchUpOptions>, RegExp][] = [
      [{ receiver: {} as never }, /receiver is an object: expected createReceiver/],
      [{ api: undefined as never }, /api is undefined: expected maxunApi/],
      [{ since: new Date('never') }, /since/],
      [{ cursor: '' }, /cursor/],
      [{ cursor: { load: async () => undefined } as never }, /cursor.*save/],
      [{ everyMs: 0 }, /everyMs/],
      [{ graceMs: Number.NaN }, /graceMs/],
      [{ timeZone: 'Mars' }, /timeZone/],
    ];
    for (const [each, message] of bad)
      expect(() => catchUp(options({ receiver: real, ...each }))).toThrow(message);
  });
});

function wait(ms: number): Promise<void> {
  return new Promise((resolve) => clock.after(ms, resolve));
}
