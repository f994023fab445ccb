/**
 * What the files of the contract share: a fresh queue per test, with time in the test's hands.
 *
 * @module test/queue/contract/harness
 */
import { setImmediate } from 'node:timers/promises';
import { afterEach, beforeEach } from 'vitest';
import type { Clock } from '../../../src/clock/clock.ts';
import type { DeliveryError, StoreError } from '../../../src/errors/index.ts';
import type { QueueEngineOptions } from '../../../src/queue/engine-options.ts';
import type { HandlerAnswer, JsonObject, Queue, QueueMessage } from '../../../src/queue/queue.ts';
import { recorder, type Recorder } from '../recorder.ts';

/** An engine under test. */
export interface EngineUnderTest {
  readonly clock: Clock;
  /** Opens the queue: the same one again after a close, where the engine is durable. */
  open(options?: QueueEngineOptions): Promise<Queue>;
  /** Lets time pass, for the engine too. */
  pass(ms: number): Promise<void>;
  /** Removes everything. */
  dispose(): Promise<void>;
}

/** Makes a fresh engine. */
export type StartEngine = () => Promise<EngineUnderTest>;

/** The queue of the test that is running. */
export class QueueUnderTest {
  engine!: EngineUnderTest;
  queue!: Queue;
  /** What `onProblem` was told. */
  problems: (StoreError | DeliveryError)[] = [];

  /** @param start makes a fresh engine for each test of the `describe` that this is called in */
  constructor(start: StartEngine) {
    beforeEach(async () => {
      this.engine = await start();
      this.problems = [];
      await this.reopen();
    });
    afterEach(async () => {
      const closing = this.queue.close({ drainMs: 1 });
      await this.engine.pass(1_000);
      await closing;
      await this.engine.dispose();
    });
  }

  /** Opens the queue anew, after a `close`. */
  async reopen(): Promise<void> {
    this.queue = await this.engine.open({ onProblem: (problem) => this.problems.push(problem) });
  }

  now(): number {
    return this.engine.clock.now();
  }

  retryIn(ms: number): HandlerAnswer {
    return { outcome: 'retry', dueAt: this.now() + ms };
  }

  /** @returns the ids of the deliveries */
  async put(...messages: QueueMessage[]): Promise<string[]> {
    return (await this.queue.enqueue(messages)).map(({ id }) => id);
  }

  /** Resolves once nothing waits and nothing is in flight. */
  async emptied(): Promise<void> {
    await waitFor(async () => {
      const { waiting, inFlight } = await this.queue.stats();
      return waiting + inFlight === 0;
    });
  }

  /** Lets `count` deliveries end among the dead letters. */
  async die(count: number): Promise<void> {
    const calls = recorder({ outcome: 'dead', reason: 'ERR_GONE', note: { status: 404 } });
    const worker = await this.queue.work(calls.handler, { concurrency: 1 });
    await calls.answered(count);
    await waitFor(async () => (await this.queue.stats()).dead === count);
    await worker.close();
  }
}

export const done: HandlerAnswer = { outcome: 'done' };

export const text = (value: string): Uint8Array => new TextEncoder().encode(value);

/** @param over what differs from a small message for `crm`; `name` goes into its metadata */
export function message({ name, ...over }: Partial<QueueMessage> & { name?: string } = {}): QueueMessage {
  return {
    endpoint: 'crm',
    payload: text('{"n":1}'),
    ...(name !== undefined && { metadata: { name } }),
    ...over,
  };
}

/** @returns the name that {@link message} gave it */
export function nameOf({ metadata }: { readonly metadata: JsonObject }): string {
  return metadata['name'] as string;
}

/** @returns the names of the deliveries that the handler was called with, in their order */
export function namesOf({ calls }: Recorder): string[] {
  return calls.map((delivery) => nameOf(delivery));
}

/** Looks until it is so; the test's own time limit ends it. */
export async function waitFor(test: () => Promise<boolean>): Promise<void> {
  while (!(await test())) await setImmediate();
}
