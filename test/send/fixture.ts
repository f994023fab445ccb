/**
 * A sender on a queue in memory, on a clock that stands still, and a server to send to.
 *
 * @module test/send/fixture
 */
import { documentedExamples } from '#generated/examples.js';
import type { RunCompletedEvent, RunFailedEvent } from '#generated/events.js';
import { type VirtualClock, virtualClock } from '../../src/clock/virtual-clock.ts';
import { memoryQueue } from '../../src/queue/memory.ts';
import type { Queue } from '../../src/queue/queue.ts';
import type { Endpoint } from '../../src/send/endpoint/endpoint.ts';
import { createSender } from '../../src/send/durable-sender.ts';
import type { Sender } from '../../src/send/sender.ts';
import type { SenderEvents } from '../../src/send/events/sender-events.ts';
import type { SenderOptions } from '../../src/send/settings.ts';
import { OK, rawServer, type RawServer, type RawServerOptions, type Script } from './raw-server.ts';

/** The vectors' own secret (standard-webhooks, reference libraries). */
export const SECRET = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';

export const failed: RunFailedEvent = documentedExamples.run_failed.payload;
export const completed: RunCompletedEvent = documentedExamples.run_completed.payload;

export interface Bench {
  readonly clock: VirtualClock;
  readonly queue: Queue;
  readonly sender: Sender;
  readonly server: RawServer;
  readonly endpoint: Endpoint;
  /** Everything that the sender emitted, by name. */
  readonly emitted: { readonly [Name in keyof SenderEvents]: SenderEvents[Name][] };
  /** Resolves once `count` events of that name were emitted. */
  readonly until: (name: keyof SenderEvents, count: number) => Promise<void>;
}

const NAMES = ['attempt', 'delivered', 'dead', 'disabled', 'throttled', 'problem'] as const;
const cleanups: (() => unknown)[] = [];

/** To be called after each test. */
export async function cleanUp(): Promise<void> {
  for (const cleanup of cleanups.splice(0).toReversed()) await cleanup();
}

export function later(cleanup: () => unknown): void {
  cleanups.push(cleanup);
}

/** Closes a sender after the test: its clock must go on for that. */
export function closeLater(sender: Sender, clock: VirtualClock): void {
  later(async () => {
    const closing = { isDone: false };
    const closed = sender.close({ drainMs: 0 }).finally(() => (closing.isDone = true));
    while (!closing.isDone) await clock.advance(1_000);
    await closed;
  });
}

export interface BenchOptions extends Partial<SenderOptions<'documented'>> {
  readonly script?: Script;
  readonly serverOptions?: RawServerOptions;
  readonly settings?: Partial<Endpoint>;
}

/** @param options the server's script, the endpoint's settings, the sender's options */
export async function bench({
  script,
  serverOptions,
  settings,
  ...options
}: BenchOptions = {}): Promise<Bench> {
  const clock = virtualClock();
  const server = await rawServer(script ?? ((socket) => socket.write(OK)), serverOptions);
  const queue = options.queue ?? memoryQueue({ clock });
  const sender = createSender({
    clock,
    random: () => 0,
    allow: ['127.0.0.0/8'],
    silent: true,
    ...options,
    queue,
  });
  later(() => server.close());
  closeLater(sender, clock);
  const endpoint = { url: `${server.origin}/hook`, secret: SECRET, ...settings } as Endpoint;
  return { clock, queue, sender, server, endpoint, ...listen(sender) };
}

/** Collects what a sender tells. */
export function listen(sender: Sender): Pick<Bench, 'emitted' | 'until'> {
  const emitted: Bench['emitted'] = {
    attempt: [],
    delivered: [],
    dead: [],
    disabled: [],
    throttled: [],
    problem: [],
  };
  const waiting: { name: keyof SenderEvents; count: number; resolve: () => void }[] = [];
  for (const name of NAMES) {
    sender.on(name, (event) => {
      (emitted[name] as unknown[]).push(event);
      for (const entry of waiting) if (emitted[entry.name].length >= entry.count) entry.resolve();
    });
  }
  return {
    emitted,
    until: (name, count) =>
      new Promise((resolve) => {
        if (emitted[name].length >= count) resolve();
        else waiting.push({ name, count, resolve });
      }),
  };
}
