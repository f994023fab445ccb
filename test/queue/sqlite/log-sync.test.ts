import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { LogSync } from '../../../src/queue/sqlite/log-sync.ts';

const folder = await mkdtemp(join(tmpdir(), 'maxun-log-sync-'));
afterAll(() => rm(folder, { recursive: true }));

it('refuses commits for good once the disk has failed', async () => {
  const path = join(folder, 'queue.db');
  const log = new LogSync(path, { exec: () => undefined });
  log.requireSound();
  await expect(log.sync()).rejects.toMatchObject({ code: 'ERR_WEBHOOK_STORE_UNAVAILABLE' });
  await writeFile(`${path}-wal`, '');
  await log.sync();
  expect(() => log.requireSound()).toThrow('close this queue and open it again');
  log.close();
});
