/**
 * Requests to Maxun's REST API: deadlines, retries, and errors that say what to do.
 *
 * @module maxun-api/request
 */
import { setTimeout as wait } from 'node:timers/promises';
import { type Dispatcher, request } from 'undici';
import { MaxunApiError } from '../errors/index.ts';
import type { ApiSettings } from './options.ts';

/** The body of an answer with status 200, as it arrives. */
export type Pieces = AsyncIterable<Uint8Array>;

/** A request. */
export interface Asked {
  /** Below the base URL. */
  readonly path: string;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Asks, and asks again after 5xx, 429 and failures of the connection.
 *
 * @param asked path and signal
 * @param settings of the client
 * @param read what is done with the body; once it has begun to give something away it must not throw what is tried again
 * @throws {MaxunApiError} if there is no usable answer
 */
export async function ask<T>(
  asked: Asked,
  settings: ApiSettings,
  read: (pieces: Pieces) => Promise<T>,
): Promise<T> {
  const time = new WaitingTime(settings.totalTimeoutMs);
  const timed = { ...asked, time };
  for (let attempt = 1; ; attempt++) {
    try {
      return await read(piecesOf(await time.spend(open(timed, settings)), timed, settings));
    } catch (thrown) {
      const error = apiErrorOf(thrown, timed, settings);
      if (attempt >= settings.attempts || !isTransient(error) || signalOf(timed).aborted) throw error;
      await pause(attempt, timed, settings);
    }
  }
}

/** The time that one call may wait for the server. What its caller does meanwhile does not count: handling a run may take long. */
class WaitingTime {
  readonly #controller = new AbortController();
  #leftMs: number;

  /** @param ms milliseconds in all */
  constructor(ms: number) {
    this.#leftMs = ms;
  }

  /** Aborts when the time is over. */
  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  /**
   * @param work that `signal` aborts
   * @returns what the work resolves to
   */
  async spend<T>(work: Promise<T>): Promise<T> {
    const started = performance.now();
    const timer = setTimeout(() => this.#controller.abort(), this.#leftMs);
    try {
      return await work;
    } finally {
      clearTimeout(timer);
      this.#leftMs -= performance.now() - started;
    }
  }
}

/** What is asked for, and how long it may take. */
interface TimedRequest extends Asked {
  readonly time: WaitingTime;
}

function signalOf({ signal, time }: TimedRequest): AbortSignal {
  return signal === undefined ? time.signal : AbortSignal.any([signal, time.signal]);
}

async function pause(attempt: number, asked: TimedRequest, settings: ApiSettings): Promise<void> {
  const ms = settings.retryDelayMs * 2 ** (attempt - 1) * (0.5 + Math.random());
  try {
    await asked.time.spend(wait(ms, undefined, { signal: signalOf(asked) }));
  } catch (thrown) {
    throw apiErrorOf(thrown, asked, settings);
  }
}

async function open(asked: TimedRequest, settings: ApiSettings): Promise<Dispatcher.ResponseData['body']> {
  const { path } = asked;
  const { baseUrl, apiKey, timeoutMs } = settings;
  const headers = { accept: 'application/json', ...(apiKey !== undefined && { 'x-api-key': apiKey }) };
  const { statusCode, body } = await request(`${baseUrl}${path}`, {
    headers,
    headersTimeout: timeoutMs,
    bodyTimeout: timeoutMs,
    signal: signalOf(asked),
  });
  if (statusCode === 200) return body;
  body.on('error', () => undefined).destroy();
  throw statusError(statusCode, path);
}

async function* piecesOf(
  body: Pieces,
  asked: TimedRequest,
  settings: ApiSettings,
): AsyncGenerator<Uint8Array> {
  const pieces = body[Symbol.asyncIterator]();
  try {
    for (;;) {
      const { done, value } = await asked.time.spend(pieces.next());
      if (done === true) return;
      yield value;
    }
  } catch (thrown) {
    throw apiErrorOf(thrown, asked, settings);
  } finally {
    await pieces.return?.();
  }
}

type StatusMeaning = readonly [code: MaxunApiError['code'], advice: string];

const MEANINGS: Readonly<Record<number, StatusMeaning>> = {
  401: ['ERR_WEBHOOK_API_KEY_MISSING', 'it got no key. Give `apiKey`, or set MAXUN_API_KEY.'],
  403: ['ERR_WEBHOOK_API_KEY_WRONG', 'the key is wrong. Copy it again from the page "API Key" of Maxun.'],
  404: ['ERR_WEBHOOK_API_NOT_FOUND', 'expected a robot or run that exists. Check its id and `baseUrl`.'],
};
const REDIRECT = 'redirects are not followed. Give the final URL as `baseUrl`.';
const UNEXPECTED = 'expected 200. Check the log of the Maxun server.';

function statusError(status: number, path: string): MaxunApiError {
  const other = status >= 300 && status < 400 ? REDIRECT : UNEXPECTED;
  const [code, advice] = MEANINGS[status] ?? (['ERR_WEBHOOK_API_UNAVAILABLE', other] as const);
  return new MaxunApiError(code, `Maxun's API answered ${status} to GET ${path}: ${advice}`, { status });
}

/**
 * @param thrown while an answer was asked for or read
 * @param asked path and signal
 * @param settings of the client
 * @returns the error to throw: typed, or the reason of the signal
 */
export function apiErrorOf(
  thrown: unknown,
  { path, signal, time }: Asked & { readonly time?: WaitingTime },
  { baseUrl, totalTimeoutMs }: ApiSettings,
): Error {
  if (thrown instanceof MaxunApiError) return thrown;
  if (signal?.aborted === true) return signal.reason instanceof Error ? signal.reason : new Error('Aborted.');
  if (thrown instanceof SyntaxError) {
    const message = `Maxun's API answered GET ${path} with something else than the JSON that was expected. Check that \`baseUrl\` is the address of Maxun's server, not of its page.`;
    return new MaxunApiError('ERR_WEBHOOK_API_ANSWER_INVALID', message, { cause: thrown });
  }
  if (time?.signal.aborted === true) {
    const message = `Maxun's API did not answer GET ${path} within ${totalTimeoutMs} ms (totalTimeoutMs). Check the server, or allow more time.`;
    return new MaxunApiError('ERR_WEBHOOK_API_UNAVAILABLE', message, { cause: thrown });
  }
  const message = `No complete answer from Maxun's API at ${new URL(baseUrl).origin} to GET ${path}. Check \`baseUrl\`, and that the server runs.`;
  return new MaxunApiError('ERR_WEBHOOK_API_UNAVAILABLE', message, { cause: thrown });
}

function isTransient(error: Error): boolean {
  if (!(error instanceof MaxunApiError) || error.code !== 'ERR_WEBHOOK_API_UNAVAILABLE') return false;
  return error.status === undefined || error.status >= 500 || error.status === 429;
}
