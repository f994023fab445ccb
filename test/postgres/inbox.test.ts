/** The inbox in Postgres: as on every engine, and shared by several processes. */
import { afterAll, beforeAll, beforeEach, describe, expect, inject, test } from 'vitest';
import { delaySchedule, type Queue, type Receiver } from '../../src/index.ts';
import { postgresQueue } from '../../src/queue/postgres/index.ts';
import { run } from '../cli/run.ts';
import { COMPLETED, plain } from '../receive/deliveries.ts';
import { gate } from '../queue/recorder.ts';
import { counter, describeInbox, open, runOf } from '../receive/inbox-contract.ts';
import { makeDatabase, type TestDatabase } from './database.ts';

let database: TestDatabase;

beforeAll(async () => {
  database = await makeDatabase(inject('databaseUrl'));
  await (await queueOf()).close();
});
afterAll(() => database.drop());
// The schema stays: making it takes longer than a test does.
beforeEach(() => database.pool.query('DELETE FROM maxun_webhooks.job'));

function queueOf(): Promise<Queue> {
  return postgresQueue({ connectionString: database.url, maxConnections: 4, pollIntervalMs: 20 });
}

describeInbox('Postgres', queueOf);

describe('an inbox in Postgres that two receivers share', () => {
  /** Two receivers, as two processes have them, with the same handler. */
  const openTwo = async (handler: Parameters<Receiver['onAny']>[0]): Promise<[Receiver, Receiver]> => [
    open({ inbox: await queueOf() }).onAny(handler),
    open({ inbox: await queueOf() }).onAny(handler),
  ];

  test('takes a delivery once, whichever of them gets it', async () => {
    const { promise: opened, open: release } = gate<void>();
    const [a, b] = await openTwo(() => opened);
    expect((await a.handle(plain(COMPLETED))).body).toBe('{"ok":true}');
    expect((await b.handle(plain(COMPLETED))).body).toContain('duplicate');
    release();
  });

  test('never handles two events of one run at once, and others beside them', async () => {
    const RUNS = 10;
    const running = new Set<string | undefined>();
    const together: unknown[] = [];
    let most = 0;
    const done = counter(RUNS * 2);
    const [a, b] = await openTwo(async ({ run: { id }, eventType }) => {
      if (running.has(id)) together.push([id, eventType]);
      running.add(id);
      most = Math.max(most, running.size);
      await new Promise((resolve) => void setTimeout(resolve, 5));
      running.delete(id);
      done.count();
    });
    const names = Array.from({ length: RUNS }, (_, n) => `run-${n}`);
    await Promise.all(
      names.flatMap((name) => [
        a.handle(plain(runOf(name))),
        b.handle(plain(runOf(name, { event_type: 'run_failed' }))),
      ]),
    );
    await done.reached;
    expect(together).toEqual([]);
    expect(most).toBeGreaterThan(1);
  });

  test('is looked into and mended by the command, while both of them work', async () => {
    let isBroken = true;
    const handled = counter(1);
    const schedule = delaySchedule([0], { jitter: 0 });
    const failing = async () => {
      if (isBroken) throw new Error('the CRM is down');
      handled.count();
    };
    const a = open({ inbox: await queueOf(), schedule }).on('run_completed', failing);
    open({ inbox: await queueOf(), schedule }).on('run_completed', failing);
    await a.handle(plain(COMPLETED));
    await expect.poll(async () => (await a.stats()).dead, { timeout: 10_000 }).toBe(1);
    const command = async (...args: string[]) => {
      const { stdout, stderr, status } = await run(['queue', ...args, '--queue', database.url]);
      expect([status, stderr]).toEqual([0, '']);
      return stdout;
    };
    expect(JSON.parse(await command('stats', '--json'))).toMatchObject({ waiting: 0, dead: 1 });
    const letter = JSON.parse(await command('dead', '--json')) as { id: string };
    expect(letter).toMatchObject({ endpoint: 'inbox', reason: 'ERR_WEBHOOK_HANDLER_FAILED' });
    const shown = await command('show', letter.id);
    expect(shown).toContain('the CRM is down');
    expect(shown).toContain('run_completed');
    isBroken = false;
    await command('replay', letter.id);
    await handled.reached;
  });
});
