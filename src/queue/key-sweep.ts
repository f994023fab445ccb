/**
 * Forgets the idempotency keys whose retention is over: a minute after the last time, when messages come.
 *
 * @module queue/key-sweep
 */
import type { StoreError } from '../errors/index.ts';
import type { EngineSettings } from './engine-options.ts';

/** What a {@link KeySweep} works with. */
export interface KeySweepParts {
  readonly settings: Pick<EngineSettings, 'clock' | 'idempotencyRetentionMs'>;
  /**
   * Forgets keys that were accepted before a time, in milliseconds since the epoch, and whose delivery is gone; not all at
   * once where that would hold up the others. Resolves to whether there may be more.
   */
  readonly forget: (before: number) => Promise<boolean>;
  /** Told where it failed: the next sweep finds the keys again. */
  readonly onProblem: (error: StoreError) => void;
}

/** How often keys are swept out, in milliseconds. */
const SWEEP_MS = 60_000;

/** The sweeps of one queue. */
export class KeySweep {
  readonly #parts: KeySweepParts;
  #sweptAt: number;
  #isClosed = false;
  #rest: Promise<void> = Promise.resolve();

  /** @param parts clock and retention, how to forget, who is told of faults */
  constructor(parts: KeySweepParts) {
    this.#parts = parts;
    this.#sweptAt = parts.settings.clock.now();
  }

  /**
   * Sweeps, if it is time. More keys may be used than are forgotten at once: nobody waits for the rest.
   *
   * @param now milliseconds since the epoch
   * @returns once the first of them are forgotten; never rejects
   */
  async run(now: number): Promise<void> {
    if (now - this.#sweptAt < SWEEP_MS) return;
    this.#sweptAt = now;
    const { settings, forget, onProblem } = this.#parts;
    const before = now - settings.idempotencyRetentionMs;
    try {
      if (await forget(before)) this.#rest = this.#forgetRest(before).catch(onProblem);
    } catch (error) {
      onProblem(error as StoreError);
    }
  }

  /** @returns once it has stopped */
  close(): Promise<void> {
    this.#isClosed = true;
    return this.#rest;
  }

  async #forgetRest(before: number): Promise<void> {
    while (!this.#isClosed && (await this.#parts.forget(before)));
  }
}
