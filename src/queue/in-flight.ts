/**
 * The running handlers: calls them, passes their answers on, and ends them.
 *
 * @module queue/in-flight
 */
import { DeliveryError } from '../errors/index.ts';
import type { EngineSettings } from './engine-options.ts';
import { ABORT_GRACE_MS } from './limits.ts';
import { type Outcome, outcomeOf, outcomeOfFault } from './outcome.ts';
import { payloadSize } from './payload.ts';
import type { HandlerAnswer, HandlerContext, QueueDelivery } from './queue.ts';

/** Identifies a stored delivery within its store. */
export type RowId = number;

/** A delivery that a worker has claimed. Its `attempt` is the number of the next attempt. */
export interface ClaimedDelivery {
  /** Identifies the stored row. */
  readonly rowId: RowId;
  readonly delivery: QueueDelivery;
}

/** The parts that {@link InFlight} needs. */
export interface InFlightOptions<C extends ClaimedDelivery> {
  readonly settings: EngineSettings;
  /** Calls the handler. */
  readonly handle: (claimed: C, context: HandlerContext) => HandlerAnswer | Promise<HandlerAnswer>;
  /** Called once per delivery, when it is no longer in flight. */
  readonly onEnded: (claimed: C, outcome: Outcome) => void;
}

/** The deliveries in flight of one worker. */
export class InFlight<C extends ClaimedDelivery> {
  readonly #options: InFlightOptions<C>;
  readonly #running = new Map<RowId, C>();
  readonly #abort = new AbortController();
  readonly #context = { signal: this.#abort.signal };
  #bytes = 0;
  #onIdle: () => void = () => undefined;

  /** @param options the handler, and what is called with its answers */
  constructor(options: InFlightOptions<C>) {
    this.#options = options;
  }

  /** How many deliveries are in flight. */
  get size(): number {
    return this.#running.size;
  }

  /** The size of their payloads in bytes. */
  get bytes(): number {
    return this.#bytes;
  }

  get rowIds(): Iterable<RowId> {
    return this.#running.keys();
  }

  has(rowId: RowId): boolean {
    return this.#running.has(rowId);
  }

  /** @param claimed is counted from now on; `start` calls its handler */
  add(claimed: C): void {
    if (this.#running.has(claimed.rowId)) return;
    this.#running.set(claimed.rowId, claimed);
    this.#bytes += payloadSize(claimed.delivery.payload);
  }

  /** @param claimed the delivery whose handler is called now */
  start(claimed: C): void {
    this.add(claimed);
    void this.#attempt(claimed);
  }

  /**
   * Waits for the handlers, aborts those still running after `drainMs`, and releases those that ignore the abort: as if
   * they had not been called.
   *
   * @param drainMs in milliseconds
   */
  async drain(drainMs: number): Promise<void> {
    await this.#idleWithin(drainMs);
    if (this.#running.size > 0) {
      this.#abort.abort();
      await this.#idleWithin(ABORT_GRACE_MS);
    }
    for (const claimed of this.#running.values()) {
      this.#end(claimed, { kind: 'release', dueAt: claimed.delivery.dueAt });
    }
  }

  async #attempt(claimed: C): Promise<void> {
    const { settings, handle } = this.#options;
    const { attempt, dueAt } = claimed.delivery;
    const startedAt = settings.clock.now();
    let outcome: Outcome;
    try {
      const answer = await handle(claimed, this.#context);
      outcome = outcomeOf(answer, { attempt, startedAt, endedAt: settings.clock.now() });
    } catch (error) {
      const { aborted } = this.#abort.signal;
      const ended = { attempt, startedAt, endedAt: settings.clock.now() };
      outcome = aborted ? { kind: 'release', dueAt } : outcomeOfFault(ended);
      if (!aborted) settings.onProblem(handlerFault(claimed, error));
    }
    this.#end(claimed, outcome);
  }

  #end(claimed: C, outcome: Outcome): void {
    // It was released at the end of the drain time.
    if (!this.#running.delete(claimed.rowId)) return;
    this.#bytes -= payloadSize(claimed.delivery.payload);
    this.#options.onEnded(claimed, outcome);
    if (this.#running.size === 0) this.#onIdle();
  }

  #idleWithin(ms: number): Promise<void> {
    if (this.#running.size === 0) return Promise.resolve();
    return new Promise((resolve) => {
      const cancel = this.#options.settings.clock.after(ms, resolve);
      this.#onIdle = () => {
        cancel();
        resolve();
      };
    });
  }
}

function handlerFault({ delivery }: ClaimedDelivery, cause: unknown): DeliveryError {
  const { id, attempt } = delivery;
  const message = `the handler threw at delivery ${id}, which is tried again later: correct the handler, it must always answer`;
  return new DeliveryError('ERR_WEBHOOK_HANDLER_FAILED', message, { attempt, cause });
}
