import { afterEach, describe, expect, it, vi } from 'vitest';
import { loadGraphile } from '../../../src/queue/postgres/graphile.ts';

const OLD = { run: () => undefined };
const RECENT = { run: () => undefined, LocalQueueModes: {} };

afterEach(() => {
  vi.resetModules();
  vi.doUnmock('graphile-worker');
  vi.doUnmock('graphile-worker-0.17');
});

describe('graphile-worker', () => {
  it('is the one of that name', async () => {
    expect(await loadGraphile()).toHaveProperty('LocalQueueModes');
  });

  it('is the one that is installed beside an older one', async () => {
    vi.doMock('graphile-worker', () => ({ ...OLD, LocalQueueModes: undefined }));
    vi.doMock('graphile-worker-0.17', () => ({ ...RECENT, isBeside: true }));
    expect(await loadGraphile()).toHaveProperty('isBeside', true);
  });

  it('is refused where it is older and alone, with the command that helps', async () => {
    vi.doMock('graphile-worker', () => ({ ...OLD, LocalQueueModes: undefined }));
    await expect(loadGraphile()).rejects.toMatchObject({
      code: 'ERR_WEBHOOK_STORE_UNAVAILABLE',
      message: expect.stringContaining('npm install graphile-worker-0.17@npm:graphile-worker@0.17'),
    });
  });
});
