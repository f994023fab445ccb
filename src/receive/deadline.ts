/**
 * Waits for work, for a limited time.
 *
 * @module receive/deadline
 */
import { DeliveryError } from '../errors/index.ts';
import { once } from '../errors/once.ts';

/** The time that the handlers of one delivery have together. */
export class Deadline {
  readonly #ms: number;
  readonly #endsAt: number;
  readonly #controller = once(() => new AbortController());
  #error: DeliveryError | undefined;
  #onEnd: (error: DeliveryError) => void = () => undefined;

  /** @param ms milliseconds from now */
  constructor(ms: number) {
    this.#ms = ms;
    this.#endsAt = performance.now() + ms;
  }

  /** Why the time is over, once it is. */
  get error(): DeliveryError | undefined {
    return this.#error;
  }

  /** Aborts when the time is over. */
  get signal(): AbortSignal {
    return this.#controller().signal;
  }

  /**
   * @param work that was begun
   * @returns what the work resolves to
   * @throws {DeliveryError} ERR_WEBHOOK_HANDLER_TIMEOUT if the time ends first; else what the work rejects with
   */
  async wait<T>(work: PromiseLike<T>): Promise<T> {
    const ended = new Promise<never>((_resolve, reject) => {
      this.#onEnd = reject;
      if (this.#error !== undefined) reject(this.#error);
    });
    const late = (): DeliveryError => this.end(timedOut(this.#ms));
    return within(Promise.race([work, ended]), this.#endsAt - performance.now(), late);
  }

  /**
   * Ends the time at once.
   *
   * @param error why
   * @returns the error
   */
  end(error: DeliveryError): DeliveryError {
    this.#error ??= error;
    this.#controller().abort(this.#error);
    this.#onEnd(this.#error);
    return this.#error;
  }
}

function timedOut(ms: number): DeliveryError {
  const message =
    `The handlers did not finish within ${ms} ms (handlerTimeoutMs): ` +
    'answer first, and leave long work to an inbox or a job of its own.';
  return new DeliveryError('ERR_WEBHOOK_HANDLER_TIMEOUT', message);
}

/**
 * Waits for work, for a limited time. What becomes of the work afterwards is ignored. Leaves no timer behind.
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
