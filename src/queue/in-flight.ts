/**
 * The handlers that are running: how they are called, what becomes of their answers, and how they end.
 *
 * @module queue/in-flight
 */
import { DeliveryError } from '../errors/index.ts';
import type { RowId } from './endpoint-scheduler.ts';
import type { EngineSettings } from './engine-options.ts';
import { ABORT_GRACE_MS } from './limits.ts';
import type { QueueDelivery, QueueHandler } from './queue.ts';
import { type Outcome, outcomeOf, outcomeOfFault } from './outcome.ts';

/** A delivery in the hands of a handler. */
export interface ClaimedDelivery {
  /** Names the stored row. */
  readonly rowId: RowId;
  readonly delivery: QueueDelivery;
}

/** What {@link InFlight} works with. */
export interface InFlightOptions<C extends ClaimedDelivery> {
  readonly settings: EngineSettings;
  readonly handler: QueueHandler;
  /** Called once per claimed delivery, when it is no longer among the running ones. */
  readonly onEnded: (claimed: C, outcome: Outcome) => void;
}

/** The running handlers of one worker. */
export class InFlight<C extends ClaimedDelivery> {
  readonly #parts: InFlightOptions<C>;
  readonly #running = new Map<RowId, C>();
  readonly #abort = new AbortController();
  readonly #context = { signal: this.#abort.signal };
  #onIdle: () => void = () => undefined;

  /** @param parts the handler, and who is told of its answers */
  constructor(parts: InFlightOptions<C>) {
    this.#parts = parts;
  }

  /** How many handlers are running. */
  get size(): number {
    return this.#running.size;
  }

  /** The rows that they have. */
  get rowIds(): Iterable<RowId> {
    return this.#running.keys();
  }

  /**
   * @param rowId of a row
   * @returns whether a handler has it
   */
  has(rowId: RowId): boolean {
    return this.#running.has(rowId);
  }

  /** @param claimed to be counted from now on; its handler is called by `start` */
  add(claimed: C): void {
    this.#running.set(claimed.rowId, claimed);
  }

  /** @param claimed the delivery whose handler is called now */
  start(claimed: C): void {
    this.#running.set(claimed.rowId, claimed);
    void this.#attempt(claimed);
  }

  /**
   * Waits for the handlers, aborts those that are left after `drainMs`, and releases those that do not heed it: as if
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
    const { settings, handler } = this.#parts;
    const { attempt, dueAt } = claimed.delivery;
    const startedAt = settings.clock.now();
    let outcome: Outcome;
    try {
      const answer = await handler(claimed.delivery, this.#context);
      outcome = outcomeOf(answer, { attempt, startedAt, endedAt: settings.clock.now() });
    } catch (error) {
      const aborted = this.#abort.signal.aborted;
      const ended = { attempt, startedAt, endedAt: settings.clock.now() };
      outcome = aborted ? { kind: 'release', dueAt } : outcomeOfFault(ended);
      if (!aborted) settings.onProblem(handlerFault(claimed, error));
    }
    this.#end(claimed, outcome);
  }

  #end(claimed: C, outcome: Outcome): void {
    // What was given up at the end of the drain time has been released already.
    if (!this.#running.delete(claimed.rowId)) return;
    this.#parts.onEnded(claimed, outcome);
    if (this.#running.size === 0) this.#onIdle();
  }

  #idleWithin(ms: number): Promise<void> {
    if (this.#running.size === 0) return Promise.resolve();
    return new Promise((resolve) => {
      const cancel = this.#parts.settings.clock.after(ms, resolve);
      this.#onIdle = () => {
        cancel();
        resolve();
      };
    });
  }
}

function handlerFault({ delivery }: ClaimedDelivery, cause: unknown): DeliveryError {
  const { id, attempt } = delivery;
  const message = `the handler threw at delivery ${id}: it must answer, whatever happens; tried again later`;
  return new DeliveryError('ERR_WEBHOOK_HANDLER_FAILED', message, { attempt, cause });
}
