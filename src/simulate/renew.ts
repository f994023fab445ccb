/**
 * Turns an example's payload into one of a run that finished just now.
 *
 * @module simulate/renew
 */
import type { PayloadByName } from './fixture-names.ts';
import { override } from './override.ts';

/** The options of {@link renew}. */
export interface RenewOptions {
  /** When the run finished, in milliseconds since the epoch. */
  readonly now: number;
  /** Makes an id. */
  readonly newId: () => string;
  /** Writes a time as the server's locale does. */
  readonly write: (time: number) => string;
}

type Payload = PayloadByName[keyof PayloadByName];

/** Ids of a run. Those of the robot, the webhook and the user stay, since they do from run to run. */
const IDS = new Set(['run_id', 'runId', 'browser_id', 'browserId']);
const HOLDERS = new Set(['data', 'metadata']);
const TIMES = new Set(['started_at', 'finished_at', 'finishedAt']);

/**
 * @param event the example's payload, which is not changed
 * @param options time, ids, and how dates are written
 * @returns a copy with new ids, and with all times moved by the difference between the example's time and now
 */
export function renew(event: Payload, { now, newId, write }: RenewOptions): Payload {
  // Maxun's test button sends the same made-up run each time.
  const isTest = 'event_type' in event && event.event_type === 'webhook_test';
  const shift = now - Date.parse(event.timestamp);
  const move = (text: string): string => {
    if (text.endsWith('Z')) return new Date(Date.parse(text) + shift).toISOString();
    // Examples are written as a server in UTC writes them: `11/23/2026, 9:56:05 PM`.
    return write(Date.parse(`${text} UTC`) + shift);
  };
  const renewed = (fields: object): object => {
    const changes = new Map<string, unknown>();
    for (const [key, value] of Object.entries(fields) as [string, unknown][]) {
      if (IDS.has(key) && !isTest) changes.set(key, newId());
      if (TIMES.has(key) && typeof value === 'string') changes.set(key, move(value));
      if (HOLDERS.has(key) && !Array.isArray(value)) changes.set(key, renewed(value as object));
    }
    return Object.fromEntries(changes);
  };
  const changes = { ...renewed(event), timestamp: new Date(now).toISOString() };
  return override(event as object, changes) as Payload;
}
