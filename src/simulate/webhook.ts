/**
 * A webhook as it is configured in Maxun, and what stock Maxun makes of it.
 *
 * @module simulate/webhook
 */

/** A webhook's configuration, in Maxun's own words and units. */
export interface MaxunWebhook {
  /** Its id, which every payload carries as `webhook_id`. Default: the payload's own. */
  readonly id?: string | undefined;
  /** Where to post: `http:` or `https:`. */
  readonly url: string;
  /** The event types it is sent, by their exact names. Default: all. A webhook for `run.completed` never fires. */
  readonly events?: readonly string[] | undefined;
  /** Whether it is switched on. Default: `true`. */
  readonly active?: boolean | undefined;
  /** Attempts in all. Default, and what 0 stands for: 3. */
  readonly retryAttempts?: StoredNumber | undefined;
  /** Seconds before the second attempt, doubled before each further one. Default, and what 0 stands for: 5. */
  readonly retryDelay?: StoredNumber | undefined;
  /** Seconds that an attempt may take. Default, and what 0 stands for: 30. */
  readonly timeout?: StoredNumber | undefined;
}

/** A number as Maxun stores it: unchecked, so that it can be a text. It is read as JavaScript reads it. */
export type StoredNumber = number | string | null;

/** A webhook's configuration with nothing left open. */
export interface WebhookSettings {
  readonly config: MaxunWebhook;
  readonly url: URL;
  readonly attempts: number;
  readonly retryDelayMs: number;
  readonly timeoutMs: number;
}

/**
 * @param config as the caller gave it
 * @returns it with Maxun's defaults: 3 attempts, 5 s, 30 s
 * @throws {TypeError} if the URL cannot be parsed, or is not of HTTP
 */
export function settingsOf(config: MaxunWebhook): WebhookSettings {
  const { retryAttempts, retryDelay, timeout } = config;
  return {
    config,
    url: httpUrl(config.url, 'webhook'),
    // Maxun tries again while `attempt < retryAttempts`: 2.5 makes three, and -1 and "often" make one.
    attempts: Math.max(Math.ceil(Number(retryAttempts || 3)) || 1, 1),
    retryDelayMs: millisecondsOf(retryDelay || 5),
    timeoutMs: millisecondsOf(timeout || 30),
  };
}

/** A timer of Node takes a negative number, and what is not a number, for none. */
function millisecondsOf(seconds: number | string): number {
  return Math.max(Number(seconds) * 1000 || 0, 0);
}

/**
 * A URL of HTTP or HTTPS.
 *
 * @param text the URL
 * @param what names it in the message
 * @throws {TypeError} if it is another text
 */
export function httpUrl(text: string, what: 'webhook' | 'proxy'): URL {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url?.protocol === 'http:' || url?.protocol === 'https:') return url;
  throw new TypeError(
    `The URL of the ${what} cannot be used: expected one that starts with http:// or https://.`,
  );
}

/**
 * Whether stock Maxun sends a webhook an event.
 *
 * @param config the webhook
 * @param eventType the event's type; `undefined` if the body is not a payload
 */
export function isSent({ active = true, events }: MaxunWebhook, eventType: string | undefined): boolean {
  return active && (eventType === undefined || events === undefined || events.includes(eventType));
}
