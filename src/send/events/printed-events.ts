/**
 * The lines that a sender without a logger prints, so that failures are visible.
 *
 * @module send/events/printed-events
 */
import type { AttemptEvent, DeadEvent, DisabledEvent, SenderEvents } from './sender-events.ts';

/** A line, and its kind, by which repeats are counted. */
export interface PrintedEvent {
  readonly kind: string;
  readonly message: string;
}

/**
 * @param name of the event
 * @param event what happened
 * @returns `undefined` for an event that is not a fault
 */
export function printedOf<Name extends keyof SenderEvents>(
  name: Name,
  event: SenderEvents[Name],
): PrintedEvent | undefined {
  return PRINTERS[name]?.(event);
}

const PRINTERS: {
  readonly [Name in keyof SenderEvents]?: (event: SenderEvents[Name]) => PrintedEvent | undefined;
} = {
  attempt: (event) =>
    event.code === undefined ? undefined : { kind: `attempt ${event.code}`, message: attemptText(event) },
  dead: (event) => ({ kind: `dead ${event.reason}`, message: deadText(event) }),
  disabled: (event) => ({ kind: `disabled ${event.endpoint}`, message: disabledText(event) }),
  problem: ({ code, message }) => ({ kind: `${code} ${message}`, message: `${code}: ${message}` }),
};

function attemptText({ id, endpoint, host, code, status, detail, nextAttemptAt }: AttemptEvent): string {
  const cause = detail ?? (status === undefined ? '' : `the endpoint responded with ${status}`);
  const next =
    nextAttemptAt === undefined ? '' : `; it is tried again at ${new Date(nextAttemptAt).toISOString()}`;
  return `${code}: delivery ${id} to endpoint ${endpoint} (${host}) failed: ${cause}${next}`;
}

function deadText({ id, endpoint, host, reason, attempts }: DeadEvent): string {
  return (
    `${reason}: delivery ${id} to endpoint ${endpoint} (${host}) is given up after ${attempts} attempts and is a dead ` +
    'letter: fix the cause, then send it with sender.replay() or "maxun-webhooks queue replay"'
  );
}

function disabledText({ endpoint, host, reason }: DisabledEvent): string {
  return (
    `${reason}: endpoint ${endpoint} (${host}) is disabled, and its deliveries are kept: ` +
    `send them with sender.enable() or "maxun-webhooks queue enable"`
  );
}
