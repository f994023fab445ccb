import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { build } from 'esbuild';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { engineSettings } from '../../../src/queue/engine-options.ts';
import { startBoss } from '../../../src/queue/postgres/boss.ts';

const options = {
  connectionString: 'postgres://127.0.0.1:1/none',
  pool: undefined,
  maxConnections: 1,
  schema: 'queue',
  migrate: true,
  pollIntervalMs: 500,
  ...engineSettings({ onProblem: () => undefined }),
};

afterEach(() => {
  vi.doUnmock('pg-boss');
  vi.resetModules();
});

describe('pg-boss', () => {
  it.each([
    [
      'refuses this Node',
      () => {
        throw new SyntaxError('Unexpected token');
      },
      'needs Node 22.12 or later; with such a Node, install it again: npm install pg pg-boss@~12.38',
    ],
    [
      'is of an older release',
      () => ({ default: {}, PgBoss: undefined }),
      'is of another release than 12.38: npm install pg pg-boss@~12.38',
    ],
  ])('is asked for by one command where it %s', async (_name, load, message) => {
    vi.doMock('pg-boss', load);
    await expect(startBoss(options)).rejects.toMatchObject({
      code: 'ERR_WEBHOOK_STORE_UNAVAILABLE',
      message: expect.stringContaining(message),
    });
  });

  it('is asked for by one command where it is not installed', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'maxun-no-peers-'));
    await build({
      stdin: {
        contents: `import { postgresQueue } from './src/queue/postgres/index.ts';
          postgresQueue({ connectionString: 'postgres://x' }).catch(({ code, message }) => console.log(code, message));`,
        resolveDir: process.cwd(),
      },
      outfile: join(folder, 'program.mjs'),
      bundle: true,
      platform: 'node',
      format: 'esm',
      external: ['pg-boss'],
    });
    const { stdout } = await promisify(execFile)(process.execPath, [join(folder, 'program.mjs')]);
    expect(stdout).toBe(
      'ERR_WEBHOOK_STORE_UNAVAILABLE the queue in Postgres needs the packages pg and pg-boss: ' +
        'npm install pg pg-boss@~12.38\n',
    );
    await rm(folder, { recursive: true });
  });
});
