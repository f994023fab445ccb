import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe } from 'vitest';
import { sqliteOutbox } from '../../src/outbox/sqlite/sqlite-outbox.ts';
import { describeOutbox, type EngineUnderTest } from './contract.ts';
import { virtualClock } from '../../src/clock/virtual-clock.ts';

async function startSqlite(): Promise<EngineUnderTest> {
  const clock = virtualClock();
  const folder = await mkdtemp(join(tmpdir(), 'maxun-outbox-'));
  return {
    clock,
    open: (options) => sqliteOutbox(join(folder, 'outbox.db'), { clock, ...options }),
    pass: (ms) => clock.advance(ms),
    dispose: () => rm(folder, { recursive: true }),
  };
}

describe('the outbox in SQLite', () => {
  describeOutbox(startSqlite);
});
