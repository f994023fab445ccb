/**
 * What can be wrong with the events of a webhook.
 *
 * @module doctor/rules/events
 */
import { documentedEventTypes } from '#generated/events.js';
import { error, type Rule, type StoredWebhook, warning } from '../finding.ts';
import { quote } from '../quote.ts';

const SENT: ReadonlySet<unknown> = new Set(documentedEventTypes);
const BOTH = documentedEventTypes.join(' and ');

/** The rules about `events` and `active`. */
export const eventRules: readonly Rule[] = [
  error('events-missing', 'events', ({ stored }) => {
    const { events } = stored;
    if (Array.isArray(events) || typeof events === 'string') return undefined;
    return {
      found: quote(events),
      why: 'Maxun fails when it reads the events of this webhook, and then sends nothing to any webhook of the robot.',
      fix: `Delete this webhook and add it again with the events ${BOTH}.`,
    };
  }),
  error('events-empty', 'events', ({ stored }) => {
    const { events } = stored;
    if (!Array.isArray(events) || events.length > 0) return undefined;
    return {
      found: '[]',
      why: 'A webhook gets only the events that it lists: this one never gets any.',
      fix: `Subscribe it to ${BOTH}.`,
    };
  }),
  error('events-dotted', 'events', ({ stored }) => {
    const wrong = eventsOf(stored).filter(isDotted);
    if (wrong.length === 0) return undefined;
    return {
      found: quote(wrong),
      why: 'Maxun never sends events with a dot in their name, although its SDKs store them: they never fire.',
      fix: `Write an underscore for the dot: ${quote(wrong.map((name) => String(name).replace('.', '_')))}.`,
    };
  }),
  error('events-unknown', 'events', ({ stored }) => {
    const wrong = eventsOf(stored).filter((name) => !SENT.has(name) && !isDotted(name));
    if (wrong.length === 0) return undefined;
    return {
      found: quote(wrong),
      why: `Maxun sends ${BOTH}, and compares names exactly: these never fire.`,
      fix: `Replace them by ${BOTH}.`,
    };
  }),
  warning('events-one-only', 'events', ({ stored }, { subscribed }) => {
    const events = new Set(eventsOf(stored).filter((name) => SENT.has(name)));
    if (events.size !== 1) return undefined;
    const lacking = documentedEventTypes.find((name) => !events.has(name));
    if (subscribed.has(lacking)) return undefined;
    return {
      found: quote([...events]),
      why: `No webhook of this robot gets ${String(lacking)}. Maxun's page subscribes a new webhook to run_completed only.`,
      fix: `Add ${String(lacking)} to its events.`,
    };
  }),
  warning('active-off', 'active', ({ stored }) => {
    const { active } = stored;
    if (active === true || active === undefined) return undefined;
    return {
      found: quote(active),
      why: 'Maxun sends nothing to a webhook that is switched off.',
      fix: 'Switch it on in Maxun, or delete it.',
    };
  }),
];

/** The names that a webhook lists. A text is a list of one for Maxun. */
export function eventsOf({ events }: StoredWebhook['stored']): readonly unknown[] {
  if (typeof events === 'string') return [events];
  return Array.isArray(events) ? events : [];
}

function isDotted(name: unknown): boolean {
  return typeof name === 'string' && SENT.has(name.replace('.', '_')) && name.includes('.');
}
