/**
 * What can be wrong with the events of a webhook.
 *
 * @module doctor/rules/events
 */
import { documentedEventTypes } from '#generated/events.js';
import type { Complaint, Context, Rule, StoredWebhook } from '../finding.ts';
import { quote } from '../quote.ts';

const SENT: ReadonlySet<unknown> = new Set(documentedEventTypes);
const BOTH = documentedEventTypes.join(' and ');

/** The rules about `events` and `active`. */
export const eventRules: readonly Rule[] = [
  { id: 'events-missing', severity: 'error', field: 'events', check: missing },
  { id: 'events-empty', severity: 'error', field: 'events', check: empty },
  { id: 'events-dotted', severity: 'error', field: 'events', check: dotted },
  { id: 'events-unknown', severity: 'error', field: 'events', check: unknown },
  { id: 'events-one-only', severity: 'warning', field: 'events', check: oneOnly },
  { id: 'active-off', severity: 'warning', field: 'active', check: inactive },
];

function missing({ stored }: StoredWebhook): Complaint | undefined {
  const { events } = stored;
  if (Array.isArray(events) || typeof events === 'string') return undefined;
  return {
    found: `events: ${quote(events)}`,
    why: 'Maxun fails when it reads the events of this webhook, and then sends nothing to any webhook of the robot.',
    fix: `Delete this webhook and add it again with the events ${BOTH}.`,
  };
}

function empty({ stored }: StoredWebhook): Complaint | undefined {
  const { events } = stored;
  if (!Array.isArray(events) || events.length > 0) return undefined;
  return {
    found: 'events: []',
    why: 'A webhook gets only the events that it lists: this one never gets any.',
    fix: `Subscribe it to ${BOTH}.`,
  };
}

function dotted({ stored }: StoredWebhook): Complaint | undefined {
  const wrong = eventsOf(stored).filter(isDotted);
  if (wrong.length === 0) return undefined;
  return {
    found: `events: ${quote(wrong)}`,
    why: 'Maxun never sends events with a dot in their name, although its SDKs store them: they never fire.',
    fix: `Write an underscore for the dot: ${quote(wrong.map((name) => String(name).replace('.', '_')))}.`,
  };
}

function unknown({ stored }: StoredWebhook): Complaint | undefined {
  const wrong = eventsOf(stored).filter((name) => !SENT.has(name) && !isDotted(name));
  if (wrong.length === 0) return undefined;
  return {
    found: `events: ${quote(wrong)}`,
    why: `Maxun sends ${BOTH}, and compares names exactly: these never fire.`,
    fix: `Replace them by ${BOTH}.`,
  };
}

function oneOnly({ stored }: StoredWebhook, { subscribed }: Context): Complaint | undefined {
  const events = new Set(eventsOf(stored).filter((name) => SENT.has(name)));
  if (events.size !== 1) return undefined;
  const lacking = documentedEventTypes.find((name) => !events.has(name));
  if (subscribed.has(lacking)) return undefined;
  return {
    found: `events: ${quote([...events])}`,
    why: `No webhook of this robot gets ${String(lacking)}. Maxun's page subscribes a new webhook to run_completed only.`,
    fix: `Add ${String(lacking)} to its events.`,
  };
}

function inactive({ stored }: StoredWebhook): Complaint | undefined {
  const { active } = stored;
  if (active === true || active === undefined) return undefined;
  return {
    found: `active: ${quote(active)}`,
    why: 'Maxun sends nothing to a webhook that is switched off.',
    fix: 'Switch it on in Maxun, or delete it.',
  };
}

/** The names that a webhook lists. A text is a list of one for Maxun. */
export function eventsOf({ events }: StoredWebhook['stored']): readonly unknown[] {
  if (typeof events === 'string') return [events];
  return Array.isArray(events) ? events : [];
}

function isDotted(name: unknown): boolean {
  return typeof name === 'string' && SENT.has(name.replace('.', '_')) && name.includes('.');
}
