/**
 * What a case is: data that says what matters and why, and a function that sends and judges.
 *
 * @module probe/probe-case
 */
import type { Exchange } from './client.ts';
import type { Deliveries } from './deliveries.ts';
import type { Effects } from './effects.ts';
import type { Topic } from './frameworks.ts';
import type { Outcome, ProbeLevel, Severity } from './result.ts';
import type { ProbeSettings } from './options.ts';
import type { Reach } from './reach.ts';

/** What a case is given. */
export interface CaseContext {
  readonly settings: ProbeSettings;
  /** Makes and sends deliveries. */
  readonly deliveries: Deliveries;
  /** Counts what the endpoint did, where it can be seen. */
  readonly effects: Effects;
  /** Where connections may go. */
  readonly reach: Reach;
  /** Every exchange of the probe so far. */
  readonly exchanges: readonly Exchange[];
}

/** What a case found. */
export interface Judgement {
  readonly outcome: Outcome;
  /** What was expected and found. */
  readonly reason: string;
  /** The exchange that decided. */
  readonly exchange?: Exchange | undefined;
}

/** One thing that a right endpoint does. */
export interface ProbeCase {
  /** Stays the same from version to version. */
  readonly id: string;
  readonly name: string;
  readonly severity: Severity;
  /** Absent: both. */
  readonly level?: ProbeLevel;
  /** The fact behind it. */
  readonly why: string;
  readonly fix: string;
  /** Which snippet of a framework mends it. */
  readonly topic: Topic;
  /** A failure of this case follows from a failure of these. */
  readonly dependsOn?: readonly string[];
  /** How many requests it sends; 1 by default. */
  readonly requests?: number;
  run(context: CaseContext): Promise<Judgement> | Judgement;
}

/** A topic's cases. */
export interface CaseGroup {
  readonly name: string;
  readonly cases: readonly ProbeCase[];
}

/**
 * Makes a group.
 *
 * @param name of the topic
 * @param common what its cases have in common, unless they say otherwise
 * @param cases in the order in which they run
 */
export function caseGroup<Common extends Partial<ProbeCase>>(
  name: string,
  common: Common,
  cases: readonly (Omit<ProbeCase, keyof Common> & Partial<ProbeCase>)[],
): CaseGroup {
  return { name, cases: cases.map((one) => ({ ...common, ...one }) as ProbeCase) };
}

/**
 * @param reason what could not be seen, if anything
 * @param exchange that decided
 */
export function pass(exchange?: Exchange, reason = ''): Judgement {
  return { outcome: 'passed', reason, exchange };
}

/**
 * @param reason what was expected and found
 * @param exchange that decided
 */
export function fail(reason: string, exchange?: Exchange): Judgement {
  return { outcome: 'failed', reason, exchange };
}

/** @param reason why there is nothing to check */
export function notApplicable(reason: string): Judgement {
  return { outcome: 'not-applicable', reason };
}
