/**
 * The answer of a handler, on its way into the database.
 *
 * @module queue/postgres/answer
 */
import type { Flight } from '../flights.ts';
import { appendRecord, type Settlement } from '../settlement.ts';

/** A delivery in flight, and the number of the worker under which it was started. */
export interface PostgresFlight extends Flight {
  readonly worker: string;
}

/** The answer of a handler, to be stored. */
export interface Answer {
  readonly flight: PostgresFlight;
  readonly settlement: Settlement;
}

/**
 * @param answer by which a delivery goes on, dies or is parked
 * @returns it as the function `settle` reads it
 */
export function restOf({ flight, settlement }: Answer): Record<string, unknown> {
  const { attempt, records } = flight.delivery;
  const record = 'record' in settlement ? settlement.record : undefined;
  return {
    s: flight.ticket,
    n: attempt,
    kind: settlement.kind,
    due: dueOf(settlement),
    attempts: settlement.kind === 'release' ? attempt - 1 : attempt,
    records: textOf(JSON.stringify(appendRecord(records, record))),
    ...('reason' in settlement && { reason: textOf(settlement.reason) }),
  };
}

function dueOf(settlement: Settlement): number | undefined {
  if (settlement.kind === 'dead') return settlement.diedAt;
  if (settlement.kind === 'park') return settlement.since;
  return settlement.kind === 'done' ? undefined : settlement.dueAt;
}

/** Postgres takes neither a NUL in a text nor half a surrogate pair; other control characters go with them. */
function textOf(text: string): string {
  return text.replaceAll(/[\p{Surrogate}\p{Cc}]/gu, ' ');
}
