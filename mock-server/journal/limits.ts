/**
 * How much a journal keeps.
 *
 * @module mock-server/journal/limits
 */
import { requireNumber } from '../../src/errors/options.ts';

/** How much a journal keeps. */
export interface JournalLimits {
  /** Deliveries; 10,000 by default. */
  readonly maxDeliveries?: number | undefined;
  /** Bytes of all headers, bodies and responses together; 256 MiB by default. */
  readonly maxBytes?: number | undefined;
}

/** The same, with their defaults. */
export type KeptLimits = Readonly<Record<keyof JournalLimits, number>>;

/**
 * @param limits as the caller gave them
 * @returns the limits, with their defaults
 * @throws {RangeError} if one is below 1
 */
export function journalLimits({ maxDeliveries, maxBytes }: JournalLimits): KeptLimits {
  return {
    maxDeliveries: requireNumber('maxDeliveries', maxDeliveries ?? 10_000, { min: 1, max: Infinity }),
    maxBytes: requireNumber('maxBytes', maxBytes ?? 256 * 1024 * 1024, { min: 1, max: Infinity }),
  };
}

/** How many earlier events of a run one is compared with; Maxun sends at most three. */
export const MAX_EARLIER = 20;
/** Characters of an event type that a row shows. */
export const MAX_EVENT_TYPE = 100;
