/**
 * A delivery as handlers see it. What not every handler needs is made when it is first read.
 *
 * @module receive/opened
 */
import { driftOfBody, normalize, type Run, scanJson } from '../event/index.ts';
import { driftOf, type Shape } from '../validation/index.ts';
import type { DriftReport, Received } from './context.ts';
import type { Deadline } from './deadline.ts';
import type { RawDelivery } from './delivery.ts';
import type { OpenedParts } from './open.ts';

/** What `unwrap` gives. */
export class Opened implements Received {
  readonly id: string;
  readonly eventType: string;
  readonly shape: Shape;
  readonly event: unknown;
  readonly signedAt: number | undefined;
  readonly delivery: RawDelivery;
  readonly #parts: OpenedParts;
  #run: Run | undefined;
  #drift: DriftReport | undefined;

  constructor(parts: OpenedParts) {
    this.id = parts.identity.key;
    this.eventType = parts.eventType;
    this.shape = parts.shape;
    this.event = parts.parsed.value;
    this.signedAt = parts.signedAt;
    this.delivery = parts.delivery;
    this.#parts = parts;
  }

  get run(): Run {
    return (this.#run ??= this.#normalize());
  }

  #normalize(): Run {
    const { dateOptions, shape, isJudged } = this.#parts;
    return normalize(this.event, isJudged ? { ...dateOptions, shape } : dateOptions);
  }

  get duplicateKeys(): readonly string[] {
    return scanJson(this.#parts.parsed.text).duplicateKeys;
  }

  get drift(): DriftReport {
    return (this.#drift ??= {
      documented: [...driftOf(this.event), ...driftOfBody(scanJson(this.#parts.parsed.text))],
      observed: this.shape === 'documented' ? [] : driftOf(this.event, { contract: 'observed' }),
    });
  }
}

/** What handlers get. */
export class Handled extends Opened {
  /** Of the failure that was handled before, where this one contradicts it. */
  readonly first: string | undefined;
  readonly #deadline: Deadline;

  constructor(parts: OpenedParts, deadline: Deadline, first?: string) {
    super(parts);
    this.first = first;
    this.#deadline = deadline;
  }

  get signal(): AbortSignal {
    return this.#deadline.signal;
  }
}
