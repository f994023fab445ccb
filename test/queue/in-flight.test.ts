import { describe, expect, it } from 'vitest';
import { virtualClock } from '../../src/clock/virtual-clock.ts';
import { engineSettings } from '../../src/queue/engine-options.ts';
import { type ClaimedDelivery, InFlight } from '../../src/queue/in-flight.ts';
import type { Outcome } from '../../src/queue/outcome.ts';
import type { HandlerAnswer, QueueHandler } from '../../src/queue/queue.ts';
import { gate } from './recorder.ts';

const claimed = (rowId: number, payload: Buffer = Buffer.alloc(10)): ClaimedDelivery => ({
  rowId,
  delivery: {
    id: `id-${rowId}`,
    endpoint: 'crm',
    payload: [payload],
    metadata: {},
    orderKey: undefined,
    attempt: 3,
    enqueuedAt: 0,
    dueAt: 7,
    records: [],
  },
});

function start(handler: QueueHandler) {
  const clock = virtualClock(1_000);
  const ended: [number, Outcome['kind']][] = [];
  const problems: string[] = [];
  const inFlight = new InFlight({
    settings: engineSettings({ clock, onProblem: ({ code }) => problems.push(code) }),
    handle: ({ delivery }, context) => handler(delivery, context),
    onEnded: ({ rowId }, { kind }) => ended.push([rowId, kind]),
  });
  return { clock, ended, problems, inFlight };
}

describe('the deliveries in flight', () => {
  it('are counted with their bytes from the moment that they are added', async () => {
    const open = gate<HandlerAnswer>();
    const { inFlight, ended } = start(() => open.promise);
    inFlight.add(claimed(1));
    inFlight.start(claimed(1));
    inFlight.start(claimed(2, Buffer.alloc(5)));
    expect([inFlight.size, inFlight.bytes, [...inFlight.rowIds]]).toEqual([2, 15, [1, 2]]);
    open.open({ outcome: 'done' });
    await inFlight.drain(0);
    expect([inFlight.size, inFlight.bytes, inFlight.has(1)]).toEqual([0, 0, false]);
    expect(ended).toEqual([
      [1, 'done'],
      [2, 'done'],
    ]);
  });

  it('are tried again where the handler throws, and that is reported', async () => {
    const { inFlight, ended, problems } = start(() => Promise.reject(new Error('broken')));
    inFlight.start(claimed(1));
    await inFlight.drain(0);
    expect(ended).toEqual([[1, 'retry']]);
    expect(problems).toEqual(['ERR_WEBHOOK_HANDLER_FAILED']);
  });

  it('are waited for, then aborted, then released, and a late answer does not count', async () => {
    const late = gate<HandlerAnswer>();
    let aborted = false;
    const { clock, inFlight, ended, problems } = start((_delivery, { signal }) => {
      signal.addEventListener('abort', () => (aborted = true));
      return late.promise;
    });
    inFlight.start(claimed(1));
    const drained = inFlight.drain(5_000);
    await clock.advance(4_999);
    expect(aborted).toBe(false);
    await clock.advance(1);
    expect(aborted).toBe(true);
    await clock.advance(500);
    await drained;
    expect(ended).toEqual([[1, 'release']]);
    late.open({ outcome: 'done' });
    await clock.advance(1);
    expect(ended).toHaveLength(1);
    expect(problems).toEqual([]);
  });

  it('are released where the handler gives up when it is aborted', async () => {
    const { clock, inFlight, ended } = start(
      (_delivery, { signal }) =>
        new Promise((_resolve, reject) => {
          signal.addEventListener('abort', () => reject(new Error('given up')));
        }),
    );
    inFlight.start(claimed(1));
    const drained = inFlight.drain(10);
    await clock.advance(10);
    await drained;
    expect(ended).toEqual([[1, 'release']]);
  });
});
