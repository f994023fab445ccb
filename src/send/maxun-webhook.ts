/**
 * Reads a webhook's configuration as a Maxun server does: settings that Maxun accepts are never an error.
 *
 * @module send/maxun-webhook
 * @see https://github.com/getmaxun/maxun `server/src/routes/webhook.ts` (v0.0.43)
 */
import { documentedEventTypes } from '#generated/events.js';
import { type MaxunRetrySettings, maxunRetries, numberOr } from '../queue/retry-schedule.ts';
import { DEFAULT_TIMEOUT_MS, MAX_TIMEOUT_MS } from './limits.ts';

/** A webhook's configuration, as Maxun keeps it with a robot; other fields are ignored. */
export interface MaxunWebhook extends MaxunRetrySettings {
  readonly id: string;
  readonly url: string;
  /** The events that it receives: `run_completed`, `run_failed`. */
  readonly events: readonly string[];
  readonly active: boolean;
  /** Deadline of an attempt in seconds, at most an hour. Default, and what 0 means: 30. */
  readonly timeout?: number | string | null | undefined;
  /** When its owner last changed it: a later time enables a webhook that a 410 disabled. */
  readonly updatedAt?: string | Date | null | undefined;
  /**
   * `whsec_…`, a field that stock Maxun does not have. Maxun's API returns these objects to its page, secret included: use
   * `secretsOf` instead. Without a secret, deliveries are unsigned, as stock Maxun's are.
   */
  readonly secret?: string | null | undefined;
}

/** The events that Maxun sends to webhooks, apart from its "Test" button. */
const EVENTS: readonly string[] = documentedEventTypes;

/** The events that a webhook names; always a list, whatever is stored. */
export function eventsOf({ events }: MaxunWebhook): readonly unknown[] {
  return Array.isArray(events) ? events : [];
}

/** Deadline of an attempt at the webhook, in milliseconds. */
export function timeoutMsOf({ timeout }: MaxunWebhook): number {
  const timeoutMs = numberOr(timeout, 0) * 1_000;
  return timeoutMs > 0 ? Math.min(timeoutMs, MAX_TIMEOUT_MS) : DEFAULT_TIMEOUT_MS;
}

/**
 * @param webhook as it is stored
 * @returns a sentence for each setting that is not used as stored
 */
export function oddSettingsOf(webhook: MaxunWebhook): string[] {
  const { attempts, delaySeconds } = maxunRetries(webhook);
  const used = { retryAttempts: attempts, retryDelay: delaySeconds, timeout: timeoutMsOf(webhook) / 1_000 };
  const numbers = (['retryAttempts', 'retryDelay', 'timeout'] as const)
    .filter((name) => Boolean(webhook[name]) && Number(webhook[name]) !== used[name])
    .map((name) => `${name} is ${shown(webhook[name])}: ${used[name]} is used`);
  return [...numbers, ...oddEventsOf(webhook.events)];
}

function oddEventsOf(events: unknown): string[] {
  if (Array.isArray(events)) return events.filter((name) => !EVENTS.includes(String(name))).map(oddEvent);
  return [`events is ${shown(events)}: it gets no event until that is a list of ${EVENTS.join(' and ')}`];
}

function oddEvent(name: unknown): string {
  const meant = String(name).replaceAll('.', '_');
  const advice = EVENTS.includes(meant) ? `write ${meant}` : `there are ${EVENTS.join(' and ')}`;
  return `it asks for the event ${shown(name)}, which Maxun never sends: ${advice}`;
}

/** Stored values can have any type and length. */
function shown(value: unknown): string {
  return typeof value === 'string' ? JSON.stringify(value.slice(0, 100)) : String(value).slice(0, 100);
}
