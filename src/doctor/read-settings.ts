/**
 * Finds the webhooks in what Maxun answers, or in a part of it.
 *
 * @module doctor/read-settings
 */
import { isRecord } from '../errors/is-record.ts';
import type { StoredWebhook } from './finding.ts';

/** The most webhooks that are looked at. */
const MAX_WEBHOOKS = 10_000;

/** Keys under which an answer of Maxun holds a robot, or several. */
const WRAPPERS = ['data', 'robot', 'robots', 'items'];

/** How many wrappers may lie around the webhooks. */
const MAX_WRAPPERS = 4;

/**
 * @param settings the answer of Maxun's list route, a robot, several, a list of webhooks, or one webhook
 * @returns its webhooks
 * @throws {TypeError} if there is something else; it says where
 */
export function readSettings(settings: unknown): readonly StoredWebhook[] {
  const webhooks = find(settings, '', 0);
  if (webhooks.length <= MAX_WEBHOOKS) return webhooks;
  throw new TypeError(
    `The settings hold ${webhooks.length} webhooks: expected at most ${MAX_WEBHOOKS}. Give a part of them.`,
  );
}

function find(value: unknown, place: string, depth: number): StoredWebhook[] {
  if (Array.isArray(value) && !value.some(holdsWebhooks))
    return value.map((item, index) => webhookOf(item, `${place}/${index}`, place));
  if (Array.isArray(value)) return value.flatMap((item, index) => find(item, `${place}/${index}`, depth + 1));
  if (!isRecord(value))
    throw unexpected(place, value, "Maxun's webhooks: an array, or an object with `webhooks`");
  if ('webhooks' in value) return listOf(value['webhooks'], `${place}/webhooks`);
  if ('url' in value) return [webhookOf(value, place, place)];
  const wrapper = WRAPPERS.find((key) => key in value);
  if (wrapper === undefined || depth >= MAX_WRAPPERS)
    throw unexpected(place, value, 'an object with `webhooks`, or a webhook with `url`');
  return find(value[wrapper], `${place}/${wrapper}`, depth + 1);
}

/** A robot that never had a webhook has `null`. */
function listOf(value: unknown, place: string): StoredWebhook[] {
  if (value === null) return [];
  if (!Array.isArray(value)) throw unexpected(place, value, 'an array of webhooks');
  return value.map((item, index) => webhookOf(item, `${place}/${index}`, place));
}

function webhookOf(stored: unknown, place: string, list: string): StoredWebhook {
  if (!isRecord(stored)) throw unexpected(place, stored, 'a webhook: an object with `url` and `events`');
  return { place, list, stored, url: httpUrlOf(stored['url']) };
}

function httpUrlOf(text: unknown): URL | undefined {
  const url = typeof text === 'string' && URL.canParse(text) ? new URL(text) : undefined;
  return url?.protocol === 'http:' || url?.protocol === 'https:' ? url : undefined;
}

function holdsWebhooks(value: unknown): boolean {
  return isRecord(value) && 'webhooks' in value;
}

function unexpected(place: string, value: unknown, expected: string): TypeError {
  const found = kindOf(value);
  // Never the value itself: a URL with its token may stand where an object should.
  return new TypeError(`The settings have ${found} at ${place || 'the top'}: expected ${expected}.`);
}

function kindOf(value: unknown): string {
  if (Array.isArray(value)) return 'an array';
  if (isRecord(value)) return 'an object';
  return value === null ? 'null' : `a value of type ${typeof value}`;
}
