/**
 * The time that the handlers of one delivery have.
 *
 * @module receive/deadline
 */
import { DeliveryError } from '../errors/index.ts';

/** A deadline. Its signal and its timer are made only where they are needed. */
export class Deadline {
  readonly #ms: number;
  #controller: AbortController | undefined;
  #error: DeliveryError | undefined;

  /** @param ms milliseconds from the moment when somebody waits */
  constructor(ms: number) {
    this.#ms = ms;
  }

  /** Why the time is over, once it is. */
  get error(): DeliveryError | undefined {
    return this.#error;
  }

  /** Aborts when the time is over. */
  get signal(): AbortSignal {
    this.#controller ??= new AbortController();
    if (this.#error !== undefined) this.#controller.abort(this.#error);
    return this.#controller.signal;
  }

  /**
   * Waits for work, as long as there is time. What becomes of it afterwards is not looked at.
   *
   * @param work that was begun
   * @throws {DeliveryError} ERR_WEBHOOK_HANDLER_TIMEOUT if the time is over; else what the work rejects with
   */
  wait(work: PromiseLike<void>): Promise<void> {
    return within(work, this.#ms, () => this.#end());
  }

  #end(): DeliveryError {
    const message = `The handlers were not done within ${this.#ms} ms: leave long work to a job of its own.`;
    this.#error = new DeliveryError('ERR_WEBHOOK_HANDLER_TIMEOUT', message);
    this.#controller?.abort(this.#error);
    return this.#error;
  }
}

/**
 * Waits for work, for a limited time. Leaves no timer behind.
 *
 * @param work that was begun
 * @param ms milliseconds
 * @param end makes the error when the time is over
 * @returns what the work resolves to
 */
export function within<T>(work: PromiseLike<T>, ms: number, end: () => Error): Promise<T> {
  return new Promise<T>((resolve, reject) => {
    const timer = setTimeout(() => reject(end()), ms);
    const stop = (): void => clearTimeout(timer);
    work.then(stop, stop);
    work.then(resolve, reject);
  });
}
