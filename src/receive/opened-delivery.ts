/**
 * A delivery as `unwrap` and handlers see it.
 *
 * @module receive/opened-delivery
 */
import { driftOfBody, normalize, type QualityIssue, type Run, scanJson } from '../event/index.ts';
import { once } from '../errors/once.ts';
import type { HandlerTransaction } from '../queue/queue.ts';
import { driftOf, type Shape } from '../validation/index.ts';
import type { DriftReport, Handling, Received } from './context.ts';
import type { Deadline } from './deadline.ts';
import type { DeliverySource, RawDelivery } from './delivery.ts';
import type { OpenedParts } from './open.ts';

/** What `unwrap` gives. The run and the drift are made when they are first read: each costs more than verifying. */
export class OpenedDelivery implements Received {
  readonly id: string;
  readonly eventType: string;
  readonly shape: Shape;
  readonly event: unknown;
  readonly source: DeliverySource;
  readonly receivedAt: number;
  readonly signedAt: number | undefined;
  readonly delivery: RawDelivery;
  readonly #text: string;
  readonly #run: () => Run;
  readonly #drift: () => DriftReport;

  /** @param run by default as the event has it */
  constructor(parts: OpenedParts, run: () => Run = once(() => runOf(parts))) {
    this.id = parts.identity.key;
    this.eventType = parts.eventType;
    this.shape = parts.shape;
    this.event = parts.parsed.value;
    this.source = parts.source;
    this.receivedAt = parts.receivedAt;
    this.signedAt = parts.signedAt;
    this.delivery = parts.delivery;
    this.#text = parts.parsed.text;
    this.#run = run;
    this.#drift = once(() => driftReportOf(parts));
  }

  get run(): Run {
    return this.#run();
  }

  get duplicateKeys(): readonly string[] {
    return scanJson(this.#text).duplicateKeys;
  }

  get drift(): DriftReport {
    return this.#drift();
  }
}

/** What {@link HandlerContext} has besides the delivery. */
export interface HandlerParts {
  readonly deadline: Deadline;
  /** The variant of the failure that was handled before, where this delivery is a contradictory one of the same run. */
  readonly first?: string | undefined;
  /** Number of the attempt, from 1. */
  readonly attempt: number;
  /** What handlers may write with; the caller ends it. */
  readonly tx?: HandlerTransaction | undefined;
}

/** What handlers get. */
export class HandlerContext extends OpenedDelivery implements Handling {
  readonly first: string | undefined;
  readonly attempt: number;
  readonly #deadline: Deadline;
  readonly #tx: HandlerTransaction | undefined;

  constructor(parts: OpenedParts, run: () => Run, { deadline, first, attempt, tx }: HandlerParts) {
    super(parts, run);
    this.#deadline = deadline;
    this.#tx = tx;
    this.first = first;
    this.attempt = attempt;
  }

  get quality(): readonly QualityIssue[] {
    return this.run.quality ?? [];
  }

  get signal(): AbortSignal {
    return this.#deadline.signal;
  }

  get tx(): HandlerTransaction {
    if (this.#tx !== undefined) return this.#tx;
    throw new TypeError(
      'tx: this receiver has no inbox in Postgres, which alone has transactions: give createReceiver ' +
        '`inbox: await postgresQueue({ connectionString })`, or do not read tx.',
    );
  }
}

/** @returns the run of an event, as the event has it */
export function runOf({ parsed, dateOptions, shape, isJudged }: OpenedParts): Run {
  return normalize(parsed.value, isJudged ? { ...dateOptions, shape } : dateOptions);
}

function driftReportOf({ parsed: { value, text }, shape }: OpenedParts): DriftReport {
  return {
    documented: [...driftOf(value), ...driftOfBody(scanJson(text))],
    observed: shape === 'documented' ? [] : driftOf(value, { contract: 'observed' }),
  };
}
