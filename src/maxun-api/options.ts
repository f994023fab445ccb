/**
 * The options of the client.
 *
 * @module maxun-api/options
 */
import { type Complete, requireDuration, requireInteger, requireOptions } from '../errors/options.ts';

/** The options of {@link maxunApi}. */
export interface MaxunApiOptions {
  /** Address of Maxun's server, such as `http://localhost:8080`. */
  readonly baseUrl: string;
  /** The key of Maxun's page "API Key". Default: the environment's `MAXUN_API_KEY`. */
  readonly apiKey?: string | undefined;
  /** Milliseconds until the answer begins, and between two pieces of it. Default: 30,000. */
  readonly timeoutMs?: number | undefined;
  /**
   * Milliseconds that a call waits for the server in all, over all its attempts; what you do between two runs does not count.
   * Default: 600,000.
   */
  readonly totalTimeoutMs?: number | undefined;
  /** How often a request is made if the server does not answer or answers 5xx. Default: 3. */
  readonly attempts?: number | undefined;
  /** Milliseconds before the second attempt, doubled before each further one. Default: 500. */
  readonly retryDelayMs?: number | undefined;
  /** The most bytes of one run. Default: 64 MiB. */
  readonly maxRunBytes?: number | undefined;
}

/** The options, checked and complete; `baseUrl` without a slash at its end. */
export interface ApiSettings extends Complete<Omit<MaxunApiOptions, 'apiKey'>> {
  readonly apiKey: string | undefined;
}

/** A server with 100,000 runs takes minutes to answer all of them. */
const TOTAL_TIMEOUT_MS = 600_000;
const MAX_RUN_BYTES = 64 * 1024 * 1024;

/**
 * @param options as the caller gave them
 * @throws {TypeError} if `baseUrl` or `apiKey` cannot be used
 * @throws {RangeError} if a number is out of its range
 */
export function apiSettings(options: MaxunApiOptions): ApiSettings {
  requireOptions('maxunApi', options);
  const { timeoutMs = 30_000, totalTimeoutMs = TOTAL_TIMEOUT_MS } = options;
  const { attempts = 3, retryDelayMs = 500, maxRunBytes = MAX_RUN_BYTES } = options;
  return {
    baseUrl: baseUrlOf(options.baseUrl),
    apiKey: keyOf(options.apiKey ?? process.env['MAXUN_API_KEY']),
    timeoutMs: requireDuration('timeoutMs', timeoutMs),
    totalTimeoutMs: requireDuration('totalTimeoutMs', totalTimeoutMs),
    attempts: requireInteger('attempts', attempts, { max: 10 }),
    retryDelayMs: requireDuration('retryDelayMs', retryDelayMs),
    maxRunBytes: requireInteger('maxRunBytes', maxRunBytes),
  };
}

function baseUrlOf(given: string): string {
  const url = typeof given === 'string' && URL.canParse(given) ? new URL(given) : undefined;
  if (url !== undefined && /^https?:$/.test(url.protocol) && url.username === '' && url.search === '') {
    return `${url.origin}${url.pathname}`.replace(/\/+$/, '');
  }
  throw new TypeError(
    'baseUrl cannot be used: expected the address of Maxun\'s server, such as "http://localhost:8080".',
  );
}

function keyOf(key: string | undefined): string | undefined {
  if (key === undefined || /^[\x21-\x7e]+$/.test(key)) return key;
  throw new TypeError('apiKey cannot be sent in a header: expected visible ASCII characters without spaces.');
}
