/**
 * The time that a call has for waiting. What its caller does meanwhile does not count: handling a run may take long.
 *
 * @module maxun-api/waiting-time
 */

/** The time that one call may wait for the server. */
export class WaitingTime {
  readonly #controller = new AbortController();
  #leftMs: number;

  /** @param ms milliseconds in all */
  constructor(ms: number) {
    this.#leftMs = ms;
  }

  /** Aborts when the time is over. */
  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  /**
   * @param work that `signal` aborts
   * @returns what the work resolves to
   */
  async spend<T>(work: Promise<T>): Promise<T> {
    const started = performance.now();
    const timer = setTimeout(() => this.#controller.abort(), this.#leftMs);
    try {
      return await work;
    } finally {
      clearTimeout(timer);
      this.#leftMs -= performance.now() - started;
    }
  }
}
