/**
 * The handlers that are running: how they are called, what becomes of their answers, and how they end.
 *
 * @module queue/flights
 */
import { DeliveryError } from '../errors/index.ts';
import type { EngineSettings } from './engine-options.ts';
import type { QueueDelivery, QueueHandler } from './queue.ts';
import { type Settlement, settlementOf, settlementOfFault } from './settlement.ts';

/** A delivery in the hands of a handler. */
export interface Flight {
  /** Names the stored row. */
  readonly ticket: number;
  readonly delivery: QueueDelivery;
}

/** What {@link Flights} works with. */
export interface FlightParts<F extends Flight> {
  readonly settings: EngineSettings;
  readonly handler: QueueHandler;
  /** Called once per flight, when it is no longer among the running ones. */
  readonly onEnded: (flight: F, settlement: Settlement) => void;
}

/** How long aborted handlers have to answer, in milliseconds: those that succeeded in the last moment are stored so. */
const ABORT_GRACE_MS = 500;

/** The running handlers of one worker. */
export class Flights<F extends Flight> {
  readonly #parts: FlightParts<F>;
  readonly #running = new Map<number, F>();
  readonly #abort = new AbortController();
  readonly #context = { signal: this.#abort.signal };
  #onIdle: () => void = () => undefined;

  /** @param parts the handler, and who is told of its answers */
  constructor(parts: FlightParts<F>) {
    this.#parts = parts;
  }

  /** How many handlers are running. */
  get size(): number {
    return this.#running.size;
  }

  /** The tickets of what they have. */
  get tickets(): Iterable<number> {
    return this.#running.keys();
  }

  /**
   * @param ticket of a row
   * @returns whether a handler has it
   */
  has(ticket: number): boolean {
    return this.#running.has(ticket);
  }

  /** @param flight to be counted from now on; its handler is called by `start` */
  board(flight: F): void {
    this.#running.set(flight.ticket, flight);
  }

  /** @param flight whose handler is called now */
  start(flight: F): void {
    this.#running.set(flight.ticket, flight);
    void this.#attempt(flight);
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
    for (const flight of this.#running.values()) {
      this.#end(flight, { kind: 'release', dueAt: flight.delivery.dueAt });
    }
  }

  async #attempt(flight: F): Promise<void> {
    const { settings, handler } = this.#parts;
    const { attempt, dueAt } = flight.delivery;
    const startedAt = settings.clock.now();
    let settlement: Settlement;
    try {
      const answer = await handler(flight.delivery, this.#context);
      settlement = settlementOf(answer, { attempt, startedAt, endedAt: settings.clock.now() });
    } catch (error) {
      const aborted = this.#abort.signal.aborted;
      const ended = { attempt, startedAt, endedAt: settings.clock.now() };
      settlement = aborted ? { kind: 'release', dueAt } : settlementOfFault(ended);
      if (!aborted) settings.onProblem(handlerFault(flight, error));
    }
    this.#end(flight, settlement);
  }

  #end(flight: F, settlement: Settlement): void {
    // What was given up at the end of the drain time has been released already.
    if (!this.#running.delete(flight.ticket)) return;
    this.#parts.onEnded(flight, settlement);
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

function handlerFault({ delivery }: Flight, cause: unknown): DeliveryError {
  const { id, attempt } = delivery;
  const message = `the handler threw at delivery ${id}: it must answer, whatever happens; tried again later`;
  return new DeliveryError('ERR_WEBHOOK_HANDLER_FAILED', message, { attempt, cause });
}
