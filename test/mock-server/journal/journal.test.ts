import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openDatabase } from '../../../src/sqlite/database.ts';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type api, hang, type MockReceiver, reply, startMockReceiver } from '../../../mock-server/index.ts';
import { generateSecret } from '../../../src/signature/index.ts';
import { fixture } from '../../../src/simulate/index.ts';
import { COMPLETED, failure, post } from '../post.ts';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'mock-store-'));
});
afterAll(async () => rm(folder, { recursive: true }));

describe('the ring', () => {
  test('lets the oldest give way by count, and an attempt keep its number', async () => {
    await using mock = await startMockReceiver({ maxDeliveries: 2 });
    for (let index = 0; index < 4; index++) await post(mock.url, failure());
    expect(mock.deliveries.map(({ id, summary }) => [id, summary.attempt, summary.attempts])).toEqual([
      ['3', 3, 4],
      ['4', 4, 4],
    ]);
    expect(mock.deliveries[1]!.attempts.map(({ id }) => id)).toEqual(['3', '4']);
    expect(mock.stats).toMatchObject({ arrived: 4, kept: 2, dropped: 2 });
  });

  test('lets the oldest give way by bytes', async () => {
    await using mock = await startMockReceiver({ maxBytes: 3000 });
    for (let index = 0; index < 3; index++) await post(mock.url, `"${'x'.repeat(1000)}"`);
    expect(mock.deliveries.map(({ id }) => id)).toEqual(['2', '3']);
    expect(mock.stats.bytes).toBeLessThanOrEqual(3000);
  });

  test('keeps nothing but what a delivery in hand needs', async () => {
    await using mock = await startMockReceiver({ maxDeliveries: 1 });
    await post(mock.url, COMPLETED);
    const [held] = mock.deliveries;
    await post(mock.url, failure());
    expect(held!.payload).toEqual(COMPLETED);
    expect(mock.deliveries.map(({ id }) => id)).toEqual(['2']);
  });

  test.each([{ maxDeliveries: 0 }, { maxBytes: Number.NaN }, { port: 1.5 }, { maxBodyBytes: 0 }])(
    'refuses %j',
    async (options) => {
      await expect(startMockReceiver(options)).rejects.toBeInstanceOf(RangeError);
    },
  );

  test.each([
    [{ path: 'hook' }],
    [{ path: '/__mock/hook' }],
    [{ secret: 'whsec_' }],
    [{ token: '' }],
    [{ forward: 'localhost' }],
    [{ control: { from: ['10.0.0.0/99'] } }],
  ])('refuses %j', async (options) => {
    await expect(startMockReceiver(options)).rejects.toBeInstanceOf(TypeError);
  });
});

describe('pages', () => {
  test('go from the newest to the oldest, across what was dropped', async () => {
    await using mock = await startMockReceiver({ maxDeliveries: 4 });
    for (let index = 0; index < 7; index++) await post(mock.url, failure());
    const page = async (query: string): Promise<[string[], boolean]> => {
      const response = await fetch(new URL(`/__mock/deliveries?${query}`, mock.url));
      const { deliveries, hasMore } = (await response.json()) as api.DeliveryList;
      return [deliveries.map(({ id }) => id), hasMore];
    };
    expect(await page('limit=3')).toEqual([['7', '6', '5'], true]);
    expect(await page('limit=3&before=5')).toEqual([['4'], false]);
    expect(await page('after=5')).toEqual([['7', '6'], false]);
    expect(await page('after=3&limit=1&before=7')).toEqual([['6'], true]);
    expect(await page('before=2')).toEqual([[], false]);
    mock.clear();
    expect(await page('limit=3')).toEqual([[], false]);
  });
});

describe('the store', () => {
  async function visible({ deliveries }: MockReceiver): Promise<unknown> {
    return deliveries.map((delivery) => {
      const { id, receivedAt, rawHeaders, text, verdict, response, summary } = delivery;
      return { id, receivedAt, rawHeaders, text, verdict, response, summary };
    });
  }

  test('gives back everything after a restart, and numbers on', async () => {
    const store = join(folder, 'all.db');
    const { secret } = await generateSecret();
    const first = await startMockReceiver({ store, secret, path: '/hook' });
    await post(first.url, failure());
    first.script(reply(503, { body: { later: true } }));
    await post(first.url, failure(), { 'content-type': 'application/json', 'webhook-signature': 'v1,x' });
    await post(first.url, '{');
    const before = await visible(first);
    await first.close();
    await using second = await startMockReceiver({ store, secret, path: '/hook' });
    expect(await visible(second)).toEqual(before);
    await post(second.url, COMPLETED);
    expect(second.deliveries.map(({ id }) => id)).toEqual(['1', '2', '3', '4']);
  });

  test('teaches what is usual for a robot after a restart, for each inbox alone', async () => {
    const store = join(folder, 'robot.db');
    const send = async (url: string, Price: string | null) => {
      const Products = Array.from({ length: 12 }, () => ({ Price }));
      await post(url, fixture('extract-run', { data: { extracted_data: { captured_lists: { Products } } } }));
    };
    const first = await startMockReceiver({ store });
    for (const price of ['$1', '$2', '$3', '$4']) await send(first.url, price);
    await first.close();
    await using second = await startMockReceiver({ store });
    using inbox = second.isolate();
    await send(second.url, null);
    await send(inbox.url, null);
    expect(second.deliveries.at(-1)?.summary).toMatchObject({ quality: 1, level: 'notice' });
    expect(inbox.deliveries[0]?.summary).toMatchObject({ quality: 0, level: 'good' });
  });

  test('reads a file of the version before', async () => {
    const store = join(folder, 'version-1.db');
    const database = await openDatabase(store);
    database.exec(`
      CREATE TABLE delivery (number INTEGER PRIMARY KEY, received_at INTEGER NOT NULL, method TEXT NOT NULL,
        url TEXT NOT NULL, judged TEXT NOT NULL, destination TEXT NOT NULL, answer TEXT NOT NULL,
        raw_headers TEXT NOT NULL, body BLOB NOT NULL) STRICT;
      INSERT INTO delivery VALUES (7, 1800000000000, 'POST', '/hook',
        '{"status":415,"shape":"unknown","signature":"unchecked","code":"ERR_WEBHOOK_CONTENT_TYPE","refusal":"No."}',
        '{"late":false}', '{"kind":"reply","by":"verdict","answeredAfterMs":3}', '["host","x"]', x'7b7d');
      PRAGMA application_id = 1836608874; PRAGMA user_version = 1;`);
    database.close();
    await using mock = await startMockReceiver({ store });
    expect(mock.deliveries).toMatchObject([
      {
        id: '7',
        text: '{}',
        inbox: undefined,
        verdict: { expectedStatus: 415, refusal: 'No.' },
        response: { by: 'verdict', status: 415, durationMs: 3 },
      },
    ]);
  });

  test('forgets what gave way, and what was cleared', async () => {
    const store = join(folder, 'ring.db');
    const first = await startMockReceiver({ store, maxDeliveries: 2 });
    for (let index = 0; index < 4; index++) await post(first.url, COMPLETED);
    await first.close();
    const second = await startMockReceiver({ store, maxDeliveries: 10 });
    expect(second.deliveries.map(({ id }) => id)).toEqual(['3', '4']);
    second.clear();
    await second.close();
    await using third = await startMockReceiver({ store });
    expect(third.deliveries).toEqual([]);
  });

  test('has an unanswered delivery as unanswered', async () => {
    const store = join(folder, 'pending.db');
    const first = await startMockReceiver({ store, script: [hang()] });
    post(first.url, COMPLETED).catch(() => undefined);
    await first.waitFor('run_completed');
    await first.close();
    await using second = await startMockReceiver({ store });
    expect(second.deliveries[0]!.response).toMatchObject({ kind: 'hang', status: null });
  });

  test('belongs to one process at a time, and another database is refused', async () => {
    const store = join(folder, 'owned.db');
    await using _ = await startMockReceiver({ store });
    await expect(startMockReceiver({ store })).rejects.toMatchObject({ code: 'ERR_WEBHOOK_STORE_LOCKED' });
    const { sqliteQueue } = await import('../../../src/queue/sqlite/index.ts');
    const queue = join(folder, 'queue.db');
    await (await sqliteQueue(queue)).close();
    await expect(startMockReceiver({ store: queue })).rejects.toMatchObject({
      code: 'ERR_WEBHOOK_STORE_UNAVAILABLE',
    });
    expect(existsSync(queue)).toBe(true);
  });
});
