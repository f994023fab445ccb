/**
 * A handler that writes down its calls, answers as it was told, and lets a test wait for what it needs.
 *
 * @module test/queue/recorder
 */
import type { HandlerAnswer, HandlerContext, QueueDelivery } from '../../src/queue/queue.ts';

export type Reply =
  HandlerAnswer | ((delivery: QueueDelivery, context: HandlerContext) => Promise<HandlerAnswer>);

export interface Recorder {
  readonly handler: (delivery: QueueDelivery, context: HandlerContext) => Promise<HandlerAnswer>;
  /** Every call, in its order. */
  readonly calls: QueueDelivery[];
  /** How many handlers are running, and how many were at once at most. */
  running: number;
  most: number;
  /** Resolves once there were `count` calls. */
  called(count: number): Promise<void>;
  /** Resolves once `count` calls have been answered. */
  answered(count: number): Promise<void>;
}

/** @param replies per call, the last one for all that follow */
export function recorder(...replies: Reply[]): Recorder {
  let answers = 0;
  const waiting: { test: () => boolean; resolve: () => void }[] = [];
  const check = (): void => {
    for (const entry of waiting.slice()) {
      if (!entry.test()) continue;
      waiting.splice(waiting.indexOf(entry), 1);
      entry.resolve();
    }
  };
  const when = (test: () => boolean): Promise<void> =>
    new Promise((resolve) => {
      waiting.push({ test, resolve });
      check();
    });
  const record: Recorder = {
    calls: [],
    running: 0,
    most: 0,
    called: (count) => when(() => record.calls.length >= count),
    answered: (count) => when(() => answers >= count),
    async handler(delivery, context) {
      const reply = replies[Math.min(record.calls.length, replies.length - 1)] ?? {
        outcome: 'done' as const,
      };
      record.calls.push(delivery);
      record.running += 1;
      record.most = Math.max(record.most, record.running);
      check();
      try {
        return typeof reply === 'function' ? await reply(delivery, context) : reply;
      } finally {
        record.running -= 1;
        answers += 1;
        check();
      }
    },
  };
  return record;
}

/** A promise that a test settles. */
export function gate<T>(): { readonly promise: Promise<T>; readonly open: (value: T) => void } {
  let open: (value: T) => void = () => undefined;
  const promise = new Promise<T>((resolve) => (open = resolve));
  return { promise, open };
}
