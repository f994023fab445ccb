/**
 * Takes out of an event what its receivers should not know.
 *
 * @module relay/redact
 */
import type { AnyEvent } from '../send/index.ts';
import type { RelaySettings } from './options.ts';

/** What a stack trace becomes: the contract requires a text. */
const REDACTED = '[redacted]';
/** What the robot has extracted may have columns of these names. */
const EXTRACTED: ReadonlySet<string> = new Set(['extracted_data', 'extractedData']);
/** From the event down to what `data.payload.data.error` has. In an error all is looked at: it may have a cause with a stack. */
const MAX_DEPTH = 5;

/**
 * @param event to be sent; it is not changed
 * @param names what to take out
 * @returns the event without it
 */
export function redact(event: AnyEvent, names: RelaySettings['redact']): AnyEvent {
  if (names.length === 0) return event;
  const isStackOut = names.includes('error.stack');
  const isUserOut = names.includes('user_id');
  const copy = (value: unknown, inError: boolean, depth: number): unknown => {
    if (typeof value !== 'object' || value === null) return value;
    if (!inError && (Array.isArray(value) || depth > MAX_DEPTH)) return value;
    if (Array.isArray(value)) return value.map((item) => copy(item, true, depth));
    const entries = Object.entries(value).flatMap(([name, member]): [string, unknown][] => {
      if (isUserOut && (name === 'user_id' || name === 'userId')) return [];
      if (isStackOut && (inError ? name === 'stack' : /^error[._]?stack$/i.test(name)))
        return [[name, REDACTED]];
      if (EXTRACTED.has(name)) return [[name, member]];
      return [[name, copy(member, inError || name === 'error', depth + 1)]];
    });
    return Object.fromEntries(entries);
  };
  return copy(event, false, 0) as AnyEvent;
}
