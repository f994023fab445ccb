/**
 * The answer of a handler, on its way into the database.
 *
 * @module queue/postgres/answer
 */
import type { ClaimedDelivery } from '../in-flight.ts';
import { appendRecord, type Outcome } from '../outcome.ts';

/** A delivery in claim, and the number of the worker under which it was started. */
export interface PostgresClaim extends ClaimedDelivery {
  readonly worker: string;
}

/** The answer of a handler, to be stored. */
export interface Answer {
  readonly claim: PostgresClaim;
  readonly outcome: Outcome;
}

/**
 * @param answer by which a delivery goes on, dies or is disabled
 * @returns it as the function `settle` reads it
 */
export function restOf({ claim, outcome }: Answer): Record<string, unknown> {
  const { attempt, records } = claim.delivery;
  const record = 'record' in outcome ? outcome.record : undefined;
  return {
    s: claim.rowId,
    n: attempt,
    kind: outcome.kind,
    due: dueOf(outcome),
    attempts: outcome.kind === 'release' ? attempt - 1 : attempt,
    records: textOf(JSON.stringify(appendRecord(records, record))),
    ...('reason' in outcome && { reason: textOf(outcome.reason) }),
  };
}

function dueOf(outcome: Outcome): number | undefined {
  if (outcome.kind === 'dead') return outcome.diedAt;
  if (outcome.kind === 'disable') return outcome.since;
  return outcome.kind === 'done' ? undefined : outcome.dueAt;
}

/** Postgres takes neither a NUL in a text nor half a surrogate pair; other control characters go with them. */
function textOf(text: string): string {
  return text.replaceAll(/[\p{Surrogate}\p{Cc}]/gu, ' ');
}
