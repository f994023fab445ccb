import { describe, expect, test } from 'vitest';
import { type Delivery, startMockReceiver, type WhereFields } from '../../../mock-server/index.ts';
import { virtualClock } from '../../../src/clock/virtual-clock.ts';
import { COMPLETED, failure, post } from '../post.ts';

describe('waitFor', () => {
  test('resolves with what comes, and with what has come before', async () => {
    await using mock = await startMockReceiver();
    const waiting = mock.waitFor('run_failed', { runId: 'r2', status: 'failed' });
    await post(mock.url, failure({ run_id: 'r1' }));
    await post(mock.url, failure({ run_id: 'r2' }));
    expect((await waiting).id).toBe('2');
    expect((await mock.waitFor('run_failed')).id).toBe('1');
    expect((await mock.waitFor(undefined, ({ run }) => run.id === 'r2')).id).toBe('2');
  });

  test('sees the delivery answered', async () => {
    await using mock = await startMockReceiver();
    const waiting = mock.waitFor('run_completed').then(({ response }) => response.status);
    await post(mock.url, COMPLETED);
    expect(await waiting).toBe(200);
  });

  test('fails with what did arrive, nearest first, by JSON pointer', async () => {
    const clock = virtualClock();
    await using mock = await startMockReceiver({ clock });
    await post(mock.url, COMPLETED);
    await post(mock.url, failure({ run_id: 'r1', robot_name: 'prices' }));
    const waiting = mock.waitFor('run_failed', { runId: 'r2', status: 'failed' }, { timeoutMs: 800 });
    const failed = waiting.catch((error: unknown) => error as Error & { code: string });
    await clock.advance(800);
    const { code, message } = (await failed) as Error & { code: string };
    expect(code).toBe('ERR_WEBHOOK_WAIT_TIMEOUT');
    const lines = message.split('\n');
    expect(lines[0]).toBe(
      'Waited 800 ms for run_failed with runId "r2" and status "failed". 2 arrived, nearest first:',
    );
    expect(lines[1]).toBe('  #2 run_failed of "prices", answered 200');
    expect(lines[2]).toBe('    /data/run_id: expected "r2", found "r1"');
    expect(lines[3]).toMatch(/^ {2}#1 run_completed/);
    expect(lines[4]).toBe('    /event_type: expected "run_failed", found "run_completed"');
  });

  test.each(['waitFor', 'waitForCount'] as const)('%s points at the line that waited', async (name) => {
    await using mock = await startMockReceiver();
    using inbox = mock.isolate();
    for (const one of [mock, inbox]) {
      const waiting =
        name === 'waitFor' ? one.waitFor('x', {}, { timeoutMs: 1 }) : one.waitForCount(2, { timeoutMs: 1 });
      const { stack = '', message } = (await waiting.catch((error: unknown) => error)) as Error;
      expect(stack.startsWith(`DeliveryError: ${message}\n`)).toBe(true);
      const [frame] = stack.slice(stack.indexOf('\n    at ')).trim().split('\n');
      expect(frame).toContain('waiting.test.ts');
    }
  });

  test('says that nothing arrived', async () => {
    const clock = virtualClock();
    await using mock = await startMockReceiver({ clock });
    const failed = mock.waitFor().catch((error: unknown) => (error as Error).message);
    await clock.advance(4000);
    expect(await failed).toBe('Waited 4000 ms for a delivery. Nothing arrived.');
  });

  test('gives up with the reason of its signal', async () => {
    await using mock = await startMockReceiver();
    const controller = new AbortController();
    const waiting = mock.waitFor('run_failed', {}, { signal: controller.signal });
    const reason = new Error('enough');
    controller.abort(reason);
    await expect(waiting).rejects.toBe(reason);
    await expect(mock.waitFor('x', {}, { signal: controller.signal })).rejects.toBe(reason);
    const other = new AbortController();
    const aborted = mock.waitFor('x', {}, { signal: other.signal }).catch((error: unknown) => error);
    other.abort('enough');
    const { stack = '', cause } = (await aborted) as Error;
    expect([cause, /^ +at .*$/m.exec(stack)?.[0]]).toEqual([
      'enough',
      expect.stringContaining('waiting.test.ts'),
    ]);
  });

  test('is told when the receiver closes', async () => {
    const mock = await startMockReceiver();
    const waiting = expect(mock.waitFor('run_failed')).rejects.toMatchObject({
      code: 'ERR_WEBHOOK_RECEIVER_CLOSED',
    });
    await mock.close();
    await waiting;
  });

  test('passes on what a predicate throws', async () => {
    await using mock = await startMockReceiver();
    const thrown = new Error('in the predicate');
    const waiting = expect(
      mock.waitFor(undefined, () => {
        throw thrown;
      }),
    ).rejects.toBe(thrown);
    await post(mock.url, COMPLETED);
    await waiting;
  });

  test.each<[object, typeof TypeError | typeof RangeError]>([
    [{ runid: 'x' }, TypeError],
    [{}, RangeError],
  ])('refuses misuse: %j', async (where, kind) => {
    await using mock = await startMockReceiver();
    const options = kind === RangeError ? { timeoutMs: Number.NaN } : {};
    await expect(mock.waitFor('x', where as WhereFields, options)).rejects.toBeInstanceOf(kind);
  });
});

test('waitForCount resolves with exactly so many, oldest first', async () => {
  await using mock = await startMockReceiver();
  const waiting = mock.waitForCount(2, { eventType: 'run_failed' });
  for (const run_id of ['a', 'b', 'c']) await post(mock.url, failure({ run_id }));
  expect((await waiting).map(({ runId }) => runId)).toEqual(['a', 'b']);
});

describe('an isolated inbox', () => {
  test('gets only what comes to its own address', async () => {
    await using mock = await startMockReceiver();
    using one = mock.isolate();
    using other = mock.isolate();
    await post(one.url, failure({ run_id: '1' }));
    await post(other.url, failure({ run_id: '2' }));
    await post(mock.url, failure({ run_id: '3' }));
    expect([one, other, mock].map(({ deliveries }) => deliveries.map(({ runId }) => runId))).toEqual([
      ['1'],
      ['2'],
      ['3'],
    ]);
  });

  test('reports what comes too late, answers it 410, and counts it to nobody', async () => {
    const late: Delivery[] = [];
    await using mock = await startMockReceiver({ onLate: (delivery) => late.push(delivery) });
    const over = mock.isolate();
    const waiting = expect(over.waitFor('run_failed')).rejects.toMatchObject({
      code: 'ERR_WEBHOOK_RECEIVER_CLOSED',
    });
    over.close();
    await waiting;
    using next = mock.isolate();
    expect((await post(over.url, failure())).status).toBe(410);
    expect(late.map(({ id }) => id)).toEqual(['1']);
    expect([mock.deliveries, next.deliveries, over.deliveries]).toEqual([[], [], []]);
    expect(mock.late.map(({ id }) => id)).toEqual(['1']);
    expect(mock.stats.late).toBe(1);
  });

  test('warns of the process where nobody listens for late deliveries', async () => {
    await using mock = await startMockReceiver();
    const over = mock.isolate();
    over.close();
    const warned = new Promise<Error & { code?: string }>((resolve) => process.once('warning', resolve));
    await post(over.url, failure());
    expect((await warned).code).toBe('MAXUN_WEBHOOKS_LATE_DELIVERY');
  });
});

test('clear forgets what arrived, and ids go on', async () => {
  await using mock = await startMockReceiver();
  await post(mock.url, COMPLETED);
  mock.clear();
  expect(mock.deliveries).toEqual([]);
  await post(mock.url, COMPLETED);
  expect(mock.deliveries.map(({ id, summary }) => [id, summary.attempt])).toEqual([['2', 1]]);
});

test('several receivers run side by side, each at a path of its own', async () => {
  await using one = await startMockReceiver();
  await using other = await startMockReceiver();
  await post(one.url, COMPLETED);
  expect([one.deliveries.length, other.deliveries.length]).toEqual([1, 0]);
  expect(new URL(one.url).pathname).not.toBe(new URL(other.url).pathname);
});

test('close leaves nothing behind: no socket, no timer, and a second close does nothing', async () => {
  const before = process.getActiveResourcesInfo();
  const serversOf = (names: readonly string[]) => names.filter((name) => name === 'TCPServerWrap').length;
  const mock = await startMockReceiver();
  await post(mock.url, COMPLETED);
  const port = mock.port;
  await Promise.all([mock.close(), mock.close()]);
  await mock.close();
  await expect(fetch(`http://127.0.0.1:${port}/`)).rejects.toThrow();
  const after = process.getActiveResourcesInfo();
  expect(serversOf(after)).toBeLessThanOrEqual(serversOf(before));
  expect(after.length).toBeLessThanOrEqual(before.length + 2);
});
