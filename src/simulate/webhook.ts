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
  /** The event types it is sent, by their exact names. Default: all. `run.completed` is none, so it never fires. */
  readonly events?: readonly string[] | undefined;
  /** Whether it is switched on. Default: `true`. */
  readonly active?: boolean | undefined;
  /** Attempts in all. Default, and what 0 stands for: 3. */
  readonly retryAttempts?: number | undefined;
  /** Seconds before the second attempt, doubled before each further one. Default, and what 0 stands for: 5. */
  readonly retryDelay?: number | undefined;
  /** Seconds that an attempt may take. Default, and what 0 stands for: 30. */
  readonly timeout?: number | undefined;
}

/** A webhook's configuration with nothing left open. */
export interface WebhookSettings {
  readonly config: MaxunWebhook;
  readonly url: URL;
  readonly attempts: number;
  readonly retryDelayMs: number;
  readonly timeoutMs: number;
}

/** Maxun's defaults: attempts, seconds, seconds. */
const DEFAULTS = { retryAttempts: 3, retryDelay: 5, timeout: 30 };

/**
 * @param config as the caller gave it
 * @returns it with Maxun's defaults
 * @throws {TypeError} if the URL is none, or not of HTTP
 * @throws {RangeError} if a number is negative or not finite, or attempts are no whole number
 */
export function settingsOf(config: MaxunWebhook): WebhookSettings {
  const attempts = numberOf(config, 'retryAttempts');
  if (!Number.isInteger(attempts)) {
    throw new RangeError(`retryAttempts is ${attempts}: expected a whole number of attempts.`);
  }
  return {
    config,
    url: httpUrl(config.url),
    attempts,
    retryDelayMs: numberOf(config, 'retryDelay') * 1000,
    timeoutMs: numberOf(config, 'timeout') * 1000,
  };
}

function httpUrl(text: string): URL {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url?.protocol === 'http:' || url?.protocol === 'https:') return url;
  throw new TypeError(
    "The webhook's URL cannot be posted to: expected one that starts with http:// or https://.",
  );
}

function numberOf(config: MaxunWebhook, name: keyof typeof DEFAULTS): number {
  const value = config[name] ?? 0;
  if (!Number.isFinite(value) || value < 0) {
    throw new RangeError(
      `${name} is ${value}: expected a number from 0, where 0 stands for ${DEFAULTS[name]}.`,
    );
  }
  return value === 0 ? DEFAULTS[name] : value;
}

/**
 * Whether stock Maxun sends a webhook an event.
 *
 * @param config the webhook
 * @param eventType the event's type; `undefined` where the body is no payload, so that there is nothing to go by
 */
export function isSent({ active = true, events }: MaxunWebhook, eventType: string | undefined): boolean {
  return active && (eventType === undefined || events === undefined || events.includes(eventType));
}
