import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { expect, test } from 'vitest';
import { createReceiver, memoryDedupe, unsigned } from '../../src/index.ts';
import { encode, FAILED_F, JSON_HEADERS } from '../receive/deliveries.ts';

/** Collects garbage: what is left afterwards is held by somebody. */
function collectGarbage(): void {
  setFlagsFromString('--expose-gc');
  (runInNewContext('gc') as () => void)();
}

const timers = (): number => process.getActiveResourcesInfo().filter((name) => name === 'Timeout').length;

test(
  '100,000 deliveries leave no timer, no listener and no memory behind',
  { timeout: 120_000 },
  async () => {
    let aborted = 0;
    const receiver = createReceiver({
      auth: unsigned(),
      validation: 'off',
      dedupe: memoryDedupe({ max: 1000 }),
    })
      .on('run_completed', async ({ signal }) => {
        signal.addEventListener('abort', () => aborted++, { once: true });
        await Promise.resolve();
      })
      .on('run_failed', () => {
        throw new Error('always');
      })
      .onError(() => undefined);
    const deliver = async (run: number): Promise<number> => {
      const event_type = run % 10 === 0 ? 'run_failed' : 'run_completed';
      const bytes = encode({ event_type, webhook_id: 'w', data: { run_id: `run_${run}` } });
      const body = run % 3 === 0 ? async (): Promise<Uint8Array> => Promise.resolve(bytes) : bytes;
      return (await receiver.handle({ body, headers: JSON_HEADERS })).status;
    };
    const deliverMany = async (from: number, to: number): Promise<void> => {
      for (let run = from; run < to; run += 50) {
        await Promise.all(Array.from({ length: 50 }, async (_, n) => deliver(run + n)));
      }
      collectGarbage();
    };

    await deliverMany(0, 10_000);
    const before = { heap: process.memoryUsage().heapUsed, timers: timers() };
    await deliverMany(10_000, 110_000);
    // 100,000 objects of any kind would be several times as much.
    expect(process.memoryUsage().heapUsed - before.heap).toBeLessThan(4_000_000);
    expect(timers()).toBeLessThanOrEqual(before.timers);
    expect(aborted).toBe(0);
  },
);

test('what senders name their fields does not fill the counters of drift', async () => {
  const receiver = createReceiver({ auth: unsigned() });
  const counters = receiver.countDrift();
  const work: Promise<void>[] = [];
  const extra = (prefix: number): object =>
    Object.fromEntries(Array.from({ length: 90 }, (_, n) => [`extra_${prefix}_${n}`, 1]));
  for (let run = 0; run < 20; run++) {
    const payload = { ...FAILED_F, data: { ...FAILED_F.data, run_id: `run_${run}`, ...extra(run) } };
    const waitUntil = (promise: Promise<void>): void => void work.push(promise);
    await receiver.handle({ body: encode(payload), headers: JSON_HEADERS, waitUntil });
  }
  await Promise.all(work);
  expect(counters.deliveries).toBe(20);
  expect(counters.list()).toHaveLength(1000);
  expect(counters.uncounted).toBeGreaterThan(0);
});
