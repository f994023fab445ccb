/**
 * What a probe finds: plain data, which `JSON.stringify` keeps whole.
 *
 * @module probe/result
 */

/** What an endpoint is checked for: what an unmodified Maxun needs, or signed deliveries. */
export type ProbeLevel = 'stock' | 'signed';

/**
 * What a failed case costs of the 100 points: a blocker all of them, since no delivery arrives; `critical` 40, `major` 15,
 * `minor` 5; `info` is not scored.
 */
export type Severity = 'blocker' | 'critical' | 'major' | 'minor' | 'info';

/**
 * How a case ended. `follows`: it failed, or could not run, because of a case that failed before it. `not-judged`: it cannot be
 * seen from outside. `not-applicable`: this endpoint or these options have nothing to check it on. `not-run`: time was up.
 */
export type Outcome = 'passed' | 'failed' | 'follows' | 'not-judged' | 'not-applicable' | 'not-run';

/** A request of the probe, shortened for a report: credentials are left out. */
export interface SentRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  /** At most the first 4,096 bytes, as text. */
  readonly body: string;
  /** The length of the whole body. */
  readonly bodyBytes: number;
}

/** The answer to a request, or why it did not come. */
export interface ReceivedAnswer {
  /** Absent where there was no answer. */
  readonly status?: number | undefined;
  readonly headers: Readonly<Record<string, string>>;
  /** At most the first 4,096 bytes, as text. */
  readonly body: string;
  /** Milliseconds from the beginning of the request. */
  readonly durationMs: number;
  /** Why there was no answer: `ECONNREFUSED`, `timeout`, … */
  readonly error?: string | undefined;
}

/** One case, judged. */
export interface CaseResult {
  /** Stays the same from version to version. */
  readonly id: string;
  readonly name: string;
  readonly group: string;
  readonly severity: Severity;
  readonly outcome: Outcome;
  readonly passed: boolean;
  /** What was expected and what was found; for a case that passed, what could not be seen, if anything. */
  readonly reason: string;
  /** The ids of the failed cases that this one follows from. */
  readonly follows: readonly string[];
  /** The request that decided; `null` where none was sent. */
  readonly sent: SentRequest | null;
  readonly received: ReceivedAnswer | null;
  /** The fact that makes the case matter. */
  readonly why: string;
  /** What to do. */
  readonly fix: string;
  /** Code that does it, for the framework that was recognised; `''` unless the case failed. */
  readonly snippet: string;
}

/** The report of a probe. */
export interface ProbeResult {
  /** Without credentials. */
  readonly url: string;
  readonly level: ProbeLevel;
  /** 0 to 100. */
  readonly score: number;
  readonly grade: 'A' | 'B' | 'C' | 'D' | 'F';
  /** False if cases did not run because time was up. */
  readonly complete: boolean;
  /** The framework that the answers point to, or `general`. */
  readonly framework: string;
  readonly requests: number;
  readonly durationMs: number;
  readonly cases: readonly CaseResult[];
}
