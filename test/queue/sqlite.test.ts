import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe } from 'vitest';
import { sqliteQueue } from '../../src/queue/sqlite/sqlite-queue.ts';
import { describeQueue, type EngineUnderTest } from './contract/index.ts';
import { virtualClock } from '../../src/clock/virtual-clock.ts';

async function startSqlite(): Promise<EngineUnderTest> {
  const clock = virtualClock();
  const folder = await mkdtemp(join(tmpdir(), 'maxun-queue-'));
  return {
    clock,
    open: (options) => sqliteQueue(join(folder, 'queue.db'), { clock, ...options }),
    pass: (ms) => clock.advance(ms),
    dispose: () => rm(folder, { recursive: true }),
  };
}

describe('the queue in SQLite', () => {
  describeQueue(startSqlite);
});
