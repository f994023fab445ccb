/**
 * Calls the control API.
 *
 * @module mock-server/inspector/state/client
 */
import type { ApiError } from '../../api/types.ts';
import { receiver } from './deliveries.ts';

/** The same as `CSRF_HEADER` of the API's guards, which do not run in a browser. */
const CSRF_HEADER = 'x-csrf-token';

/** What to call, and how. */
export interface RequestInput {
  /** GET by default. */
  readonly method?: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** Sent as JSON. */
  readonly json?: unknown;
  readonly signal?: AbortSignal;
}

/**
 * The URL of a route, relative to the page: a proxy may serve both below another path.
 *
 * @param path below `/__mock/`
 */
export function apiUrl(path: string): string {
  return new URL(`__mock/${path}`, document.baseURI).href;
}

/**
 * Calls a route that answers JSON.
 *
 * @param path below `/__mock/`
 * @param input method, body, signal
 * @throws {Error} with a sentence for the reader: what the API says is wrong, or that it does not answer
 */
export async function request<T>(path: string, input: RequestInput = {}): Promise<T> {
  return (await (await send(path, input)).json()) as T;
}

/**
 * Calls a route, and leaves reading its response to the caller.
 *
 * @param path below `/__mock/`
 * @param input method, body, signal
 * @throws {Error} with a sentence for the reader: what the API says is wrong, or that it does not answer
 */
export async function send(
  path: string,
  { method = 'GET', json, signal }: RequestInput = {},
): Promise<Response> {
  const headers: Record<string, string> = { accept: 'application/json' };
  if (method !== 'GET') headers[CSRF_HEADER] = receiver.value?.csrfToken ?? '';
  if (json !== undefined) headers['content-type'] = 'application/json';
  const body = json === undefined ? {} : { body: JSON.stringify(json) };
  const response = await fetch(apiUrl(path), { method, headers, ...body, ...(signal && { signal }) }).catch(
    (error: unknown) => {
      if (signal?.aborted) throw error;
      throw new Error('The mock receiver does not answer. Is it still running?');
    },
  );
  if (!response.ok) throw new Error(await reasonOf(response));
  return response;
}

async function reasonOf(response: Response): Promise<string> {
  const body = (await response.json().catch(() => undefined)) as ApiError | undefined;
  return body?.error ?? `The mock receiver answered ${response.status}.`;
}
