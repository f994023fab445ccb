/**
 * How many handlers run at once.
 *
 * @module test/queue/contract/limits
 */
import { describe, expect, it } from 'vitest';
import type { HandlerAnswer } from '../../../src/queue/queue.ts';
import { gate, recorder } from '../recorder.ts';
import { QueueUnderTest, type StartEngine, done, message } from './harness.ts';

/** @param start makes a fresh engine */
export function describeLimits(start: StartEngine): void {
  describe('limits', () => {
    const t = new QueueUnderTest(start);

    it('runs no more handlers than its concurrency, and as many', async () => {
      await t.queue.enqueue(Array.from({ length: 30 }, () => message()));
      const open = gate<HandlerAnswer>();
      const calls = recorder(() => open.promise);
      const worker = await t.queue.work(calls.handler, { concurrency: 7 });
      await calls.called(7);
      expect(worker.inFlight).toBe(7);
      expect(await t.queue.stats()).toMatchObject({ inFlight: 7, waiting: 23 });
      open.open(done);
      await t.emptied();
      expect(calls.most).toBe(7);
    });

    it('keeps an endpoint that hangs, with a backlog, from taking the others’ places', async () => {
      await t.queue.enqueue(Array.from({ length: 100 }, () => message({ endpoint: 'hung' })));
      const hung = gate<HandlerAnswer>();
      const calls = recorder(async ({ endpoint }) => (endpoint === 'hung' ? hung.promise : done));
      await t.queue.work(calls.handler, { concurrency: 6, endpointConcurrency: 3 });
      await calls.called(3);
      await t.queue.enqueue(Array.from({ length: 40 }, (_, n) => message({ endpoint: `e${n % 4}` })));
      await calls.called(43);
      expect(calls.calls.filter(({ endpoint }) => endpoint === 'hung')).toHaveLength(3);
      hung.open(done);
      await t.emptied();
      expect(calls.calls).toHaveLength(140);
    });

    it('asks a function for an endpoint’s limit each time', async () => {
      let limit = 1;
      await t.queue.enqueue(Array.from({ length: 6 }, () => message()));
      const gates = Array.from({ length: 6 }, () => gate<HandlerAnswer>());
      const calls = recorder(
        ...gates.map(
          ({ promise }) =>
            () =>
              promise,
        ),
      );
      await t.queue.work(calls.handler, { concurrency: 10, endpointConcurrency: () => limit });
      await calls.called(1);
      expect(calls.most).toBe(1);
      limit = 5;
      gates[0]!.open(done);
      await calls.called(6);
      expect(calls.most).toBe(5);
      for (const { open } of gates) open(done);
    });
  });
}
