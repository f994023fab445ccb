import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { joinPayload } from '../../src/queue/payload.ts';
import { sqliteQueue } from '../../src/queue/sqlite/index.ts';
import { QUEUE_SCHEMA } from '../../src/queue/sqlite/schema.ts';
import { openDatabase } from '../../src/sqlite/database.ts';
import { migrate } from '../../src/sqlite/migrate.ts';
import type { StoreError } from '../../src/errors/index.ts';

describe('the files of the SQLite queue', () => {
  let folder: string;
  let path: string;
  let problems: { readonly code: string; readonly message: string }[];
  const onProblem = (problem: { readonly code: string; readonly message: string }): void =>
    void problems.push(problem);

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'maxun-queue-'));
    path = join(folder, 'queue.db');
    problems = [];
  });
  afterEach(() => rm(folder, { recursive: true }));

  async function fill(count: number): Promise<void> {
    const queue = await sqliteQueue(path);
    await queue.enqueue(
      Array.from({ length: count }, (_, n) => ({
        endpoint: 'crm',
        payload: Buffer.alloc(200, n),
        metadata: { n },
        idempotencyKey: `k${n}`,
        orderKey: n < 4 ? 'line' : undefined,
      })),
    );
    await queue.disable('erp', 'ERR_410');
    await queue.close();
  }

  async function damage(at: number, bytes: Uint8Array): Promise<void> {
    const file = await readFile(path);
    file.set(bytes, at);
    await writeFile(path, file);
  }

  it('lose the endpoints that there is nothing of, once they are opened again', async () => {
    const payload = Buffer.from('{}');
    const dueAt = Date.now() + 1e9;
    const first = await sqliteQueue(path);
    await first.enqueue(['done', 'dead', 'held'].map((endpoint) => ({ endpoint, payload })));
    await first.enqueue([1, 2].map(() => ({ endpoint: 'line', payload, orderKey: 'o', dueAt })));
    await first.disable('held', 'x');
    await first.disable('empty', 'x');
    const worker = await first.work(
      ({ endpoint }) => (endpoint === 'dead' ? { outcome: 'dead', reason: 'x' } : { outcome: 'done' }),
      { concurrency: 9 },
    );
    while ((await first.unused(['done'])).length === 0) await nextTurn();
    while ((await first.dead()).length === 0) await nextTurn();
    await worker.close();
    await first.close();
    await (await sqliteQueue(path)).close();
    const database = await openDatabase(path);
    try {
      const names = database.prepare('SELECT name FROM endpoint ORDER BY name').all();
      expect(names.map(({ name }) => name)).toEqual(['dead', 'empty', 'held', 'line']);
    } finally {
      database.close();
    }
  });

  describe('when they are damaged', () => {
    it('moves them aside, goes on with what is whole, and reports', async () => {
      await fill(200);
      const size = (await readFile(path)).length;
      // In the middle of the file lie the rows.
      await damage(Math.floor(size / 8192) * 4096, new Uint8Array(4096).fill(255));
      const queue = await sqliteQueue(path, { onProblem });
      expect(problems).toMatchObject([{ code: 'ERR_WEBHOOK_STORE_CORRUPT' }]);
      const { waiting } = await queue.stats();
      expect(waiting).toBeGreaterThan(100);
      expect(waiting).toBeLessThan(200);
      expect(await queue.disabled()).toMatchObject([{ endpoint: 'erp', reason: 'ERR_410' }]);
      const files = await readdir(folder);
      const report = files.find((name) => /corrupt-.*\.json$/.test(name)) ?? '';
      expect(JSON.parse(await readFile(join(folder, report), 'utf8'))).toMatchObject({
        file: join(folder, report.replace('.json', '')),
        finding: expect.any(String),
        saved: waiting,
      });
      await queue.close();
      await (await sqliteQueue(path, { onProblem })).close();
      expect(problems).toHaveLength(1);
    });

    it('keeps the order, the keys and the bytes of what it saves', async () => {
      await fill(300);
      const size = (await readFile(path)).length;
      await damage(size - 4096, new Uint8Array(4096).fill(7));
      const queue = await sqliteQueue(path, { onProblem });
      expect(problems).toHaveLength(1);
      const called: number[] = [];
      const worker = await queue.work(
        async ({ metadata, payload }) => {
          const n = Number(metadata['n']);
          called.push(n);
          expect(Buffer.from(joinPayload(payload))).toEqual(Buffer.alloc(200, n));
          return { outcome: 'done' };
        },
        { concurrency: 1 },
      );
      for (;;) {
        const { waiting, inFlight } = await queue.stats();
        if (waiting + inFlight === 0) break;
        await new Promise(setImmediate);
      }
      expect(called.filter((n) => n < 4)).toEqual([0, 1, 2, 3]);
      expect(
        await queue.enqueue([{ endpoint: 'crm', payload: Buffer.alloc(200, 5), idempotencyKey: 'k5' }]),
      ).toMatchObject([{ status: 'duplicate' }]);
      await worker.close();
      await queue.close();
    });

    it('takes an empty file for damaged where a queue was', async () => {
      await fill(3);
      await writeFile(path, '');
      await (await sqliteQueue(path, { onProblem })).close();
      expect(problems).toMatchObject([{ code: 'ERR_WEBHOOK_STORE_CORRUPT' }]);
    });

    it('leaves them alone when told to refuse', async () => {
      await fill(3);
      await damage(0, Buffer.from('no database'));
      const before = await readFile(path);
      await expect(sqliteQueue(path, { onCorrupt: 'refuse' })).rejects.toMatchObject({
        code: 'ERR_WEBHOOK_STORE_CORRUPT',
      });
      expect(await readFile(path)).toEqual(before);
    });

    it('does not send a delivery whose bytes changed, and keeps it as a dead letter', async () => {
      await fill(3);
      const file = await readFile(path);
      const at = file.indexOf(Buffer.alloc(200, 1));
      await damage(at + 10, Buffer.from([99]));
      const queue = await sqliteQueue(path, { onProblem });
      const called: unknown[] = [];
      await queue.work(
        async ({ metadata }) => {
          called.push(metadata['n']);
          return { outcome: 'done' };
        },
        { concurrency: 1 },
      );
      while ((await queue.stats()).waiting > 0) await new Promise(setImmediate);
      expect(called).toEqual([0, 2]);
      expect(await queue.dead()).toMatchObject([{ metadata: { n: 1 }, reason: 'ERR_WEBHOOK_STORE_CORRUPT' }]);
      expect(problems).toMatchObject([{ code: 'ERR_WEBHOOK_STORE_CORRUPT' }]);
      await queue.close();
    });
  });

  describe('when they are of another version', () => {
    it('takes the steps that are missing, each once', async () => {
      await fill(2);
      const next = {
        ...QUEUE_SCHEMA,
        steps: [...QUEUE_SCHEMA.steps, 'CREATE TABLE later (n INTEGER) STRICT'],
      };
      const database = await openDatabase(path);
      migrate(database, next);
      migrate(database, next);
      expect(database.prepare('SELECT count(*) AS n FROM delivery').get()).toMatchObject({ n: 2 });
      expect(database.prepare('PRAGMA user_version').get()).toMatchObject({ user_version: 2 });
      database.close();
    });

    it('leaves nothing of a step that fails', async () => {
      const database = await openDatabase(path);
      const schema = {
        ...QUEUE_SCHEMA,
        steps: ['CREATE TABLE a (n INTEGER)', 'CREATE TABLE b (n); SELECT oops'],
      };
      expect(() => migrate(database, schema)).toThrow();
      expect(database.prepare('PRAGMA user_version').get()).toMatchObject({ user_version: 1 });
      expect(database.prepare(`SELECT 1 FROM sqlite_schema WHERE name = 'b'`).get()).toBeUndefined();
      database.close();
    });

    it('refuses a newer one', async () => {
      await fill(1);
      const database = await openDatabase(path);
      database.exec('PRAGMA user_version = 99');
      database.close();
      await expect(sqliteQueue(path)).rejects.toMatchObject({
        code: 'ERR_WEBHOOK_STORE_UNAVAILABLE',
        message: expect.stringMatching(/newer/),
      });
    });
  });

  describe('a path that is wrong', () => {
    it('names the folder that has to be there', async () => {
      await expect(sqliteQueue(join(folder, 'nowhere', 'queue.db'))).rejects.toMatchObject({
        code: 'ERR_WEBHOOK_STORE_UNAVAILABLE',
        message: expect.stringMatching(/in a folder that exists.*nowhere/),
      });
    });

    it('says of a file of another kind that it is not a database, and leaves it alone', async () => {
      await writeFile(path, '{"event_type":"run_failed"}'.repeat(10));
      await expect(sqliteQueue(path, { onCorrupt: 'refuse' })).rejects.toMatchObject({
        code: 'ERR_WEBHOOK_STORE_CORRUPT',
        message: expect.stringMatching(/not a SQLite database/),
      });
      expect(await readFile(path, 'utf8')).toMatch(/^{"event_type"/);
    });
  });

  describe('owner', () => {
    it('is one: a second one is refused, and comes in when the first has gone', async () => {
      const first = await sqliteQueue(path);
      const refused = await sqliteQueue(path).catch((error: StoreError) => error);
      expect(refused).toMatchObject({ code: 'ERR_WEBHOOK_STORE_LOCKED' });
      await first.close();
      await (await sqliteQueue(path)).close();
    });

    it('gives a typed error where it may not write', async () => {
      await expect(sqliteQueue(join(folder, 'no', 'such', 'folder.db'))).rejects.toMatchObject({
        code: 'ERR_WEBHOOK_STORE_UNAVAILABLE',
      });
    });
  });
});
