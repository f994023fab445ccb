/**
 * Makes receivers.
 *
 * @module receive/create-receiver
 */
import { requireDuration } from '../errors/options.ts';
import type { Answer } from './answer.ts';
import type { ValidationMode } from './context.ts';
import type { IncomingDelivery } from './delivery.ts';
import { type DriftCounters, DriftTally } from './drift-counters.ts';
import { Flow } from './flow.ts';
import { memoryDedupe } from './memory-dedupe.ts';
import type { Receiver, ReceiverOptions } from './receiver.ts';
import { type Callback, type ListenerKind, Registry } from './registry.ts';

/** Maxun gives up at 30 s. */
const HANDLER_TIMEOUT_MS = 25_000;

/** As long as the `requestTimeout` of a server that strangers can reach should be. */
const BODY_TIMEOUT_MS = 15_000;

/**
 * Makes a receiver. Give it to an adapter (`expressHandler`, `webHandler`, …), or call its `handle` yourself.
 *
 * @param options how deliveries are authenticated, judged and remembered, and how long handlers have
 * @returns a receiver without handlers
 * @throws {TypeError} if nothing authenticates, a secret cannot be read, or `validation` is no mode
 * @throws {RangeError} if a limit is no positive whole number, or a time zone or locale is unknown
 * @example
 * ```ts
 * const receiver = createReceiver({ secrets: [process.env.MAXUN_WEBHOOK_SECRET!] })
 *   .on('run_completed', async ({ run, id }) => save(id, run.lists))
 *   .on('run_failed', ({ run }) => console.warn(run.robot.name, run.error?.message))
 *   .onError((error) => console.error(error.code, error.cause));
 * ```
 */
export function createReceiver<Mode extends ValidationMode = 'report'>(
  options: ReceiverOptions<Mode>,
): Receiver<Mode> {
  return new RegisteringReceiver(options);
}

/** As a {@link Receiver} for any mode; the types of the callbacks are the interface's. */
class RegisteringReceiver implements Receiver {
  readonly #registry: Registry;
  readonly #flow: Flow;
  #tally: DriftTally | undefined;

  constructor(options: ReceiverOptions) {
    const { handlerTimeoutMs = HANDLER_TIMEOUT_MS, bodyTimeoutMs = BODY_TIMEOUT_MS } = options;
    this.#registry = new Registry(options.validation ?? 'report');
    this.#flow = new Flow(options, this.#registry, {
      store: options.dedupe ?? memoryDedupe(),
      handlerTimeoutMs: requireDuration('handlerTimeoutMs', handlerTimeoutMs),
      bodyTimeoutMs: requireDuration('bodyTimeoutMs', bodyTimeoutMs),
      tally: () => this.#tally,
    });
  }

  readonly handle = (delivery: IncomingDelivery): Promise<Answer> => this.#flow.receive(delivery);

  on(types: string | readonly string[], handler: Callback): this {
    this.#registry.addHandler(typeof types === 'string' ? [types] : types, handler);
    return this;
  }

  onOther(handler: Callback): this {
    return this.#listen('other', handler);
  }

  onAny(handler: Callback): this {
    return this.#listen('any', handler);
  }

  onDrift(listener: Callback): this {
    return this.#listen('drift', listener);
  }

  onConflict(handler: Callback): this {
    return this.#listen('conflict', handler);
  }

  onError(listener: Callback): this {
    return this.#listen('error', listener);
  }

  countDrift(): DriftCounters {
    if (this.#tally === undefined) this.#registry.assertOpen();
    return (this.#tally ??= new DriftTally());
  }

  #listen(kind: ListenerKind, callback: Callback): this {
    this.#registry.addListener(kind, callback);
    return this;
  }
}
