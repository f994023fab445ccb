/**
 * Asks the control API.
 *
 * @module mock-server/inspector/state/client
 */
import type { ApiError, ReceiverInfo } from '../../api/types.ts';

/** The same as `CSRF_HEADER` of the API, of which the page imports types alone. */
const CSRF_HEADER = 'x-csrf-token';

/** What went wrong, in a sentence for the reader. */
export class RequestError extends Error {
  /** HTTP status; 0 where the receiver did not answer. */
  readonly status: number;

  /**
   * @param message the sentence
   * @param status HTTP status; 0 where the receiver did not answer
   */
  constructor(message: string, status: number) {
    super(message);
    this.status = status;
  }
}

/** A request: a path under `/__mock/`, and how to ask. */
export interface RequestInput {
  /** GET by default. */
  readonly method?: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** Sent as JSON. */
  readonly json?: unknown;
  readonly signal?: AbortSignal;
}

let receiver: Promise<ReceiverInfo> | undefined;

/**
 * What the receiver is. Asked once, then kept.
 *
 * @param fresh ask again: it may have been started anew
 */
export async function fetchReceiver(fresh = false): Promise<ReceiverInfo> {
  if (fresh) receiver = undefined;
  receiver ??= request<ReceiverInfo>('receiver');
  try {
    return await receiver;
  } catch (error) {
    receiver = undefined;
    throw error;
  }
}

/**
 * Asks the control API for JSON.
 *
 * @param path below `/__mock/`
 * @param input method, body, signal
 * @returns what it answered
 * @throws {RequestError} what it says is wrong, or that it does not answer
 */
export async function request<T>(path: string, input: RequestInput = {}): Promise<T> {
  const response = await send(path, input);
  return (await response.json()) as T;
}

/**
 * Asks the control API for bytes.
 *
 * @param path below `/__mock/`
 * @param input method, body, signal
 * @throws {RequestError} what it says is wrong, or that it does not answer
 */
export async function requestBytes(path: string, input: RequestInput = {}): Promise<Uint8Array> {
  const response = await send(path, input);
  return new Uint8Array(await response.arrayBuffer());
}

async function send(path: string, { method = 'GET', json, signal }: RequestInput): Promise<Response> {
  const headers: Record<string, string> = { accept: 'application/json' };
  if (method !== 'GET') headers[CSRF_HEADER] = (await fetchReceiver()).csrfToken;
  if (json !== undefined) headers['content-type'] = 'application/json';
  const body = json === undefined ? {} : { body: JSON.stringify(json) };
  const response = await fetch(`/__mock/${path}`, {
    method,
    headers,
    ...body,
    ...(signal && { signal }),
  }).catch((error: unknown) => {
    if (signal?.aborted) throw error;
    throw new RequestError('The mock receiver does not answer. Is it still running?', 0);
  });
  if (!response.ok) throw new RequestError(await reasonOf(response), response.status);
  return response;
}

async function reasonOf(response: Response): Promise<string> {
  const answer = (await response.json().catch(() => undefined)) as ApiError | undefined;
  return answer?.error ?? `The mock receiver answered ${response.status}.`;
}
