/**
 * Reads a delivery off a request: its exact bytes, within the limit. What is refused for its headers is read too, since
 * one wants to see what came.
 *
 * @module mock-server/hook/read-arrival
 */
import type { IncomingMessage } from 'node:http';
import { readBody } from '../../src/adapters/node-body.ts';
import { PayloadError } from '../../src/errors/index.ts';
import { tooLarge } from '../../src/receive/body-errors.ts';
import type { Arrival } from '../verdict/judge.ts';

/** What {@link readArrival} takes. */
export interface ReadOptions {
  /** The most bytes that a body may have. */
  readonly maxBodyBytes: number;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** Path and query, as they were on the wire. */
  readonly url: string;
}

/**
 * Reads a delivery.
 *
 * @param request whose body nobody has read
 * @param options the limit, the clock
 * @returns what arrived; with an error as its body if that could not be read
 */
export async function readArrival(request: IncomingMessage, options: ReadOptions): Promise<Arrival> {
  const { maxBodyBytes, now, url } = options;
  const { method = 'GET', rawHeaders } = request;
  const body = await bodyOf(request, maxBodyBytes);
  return { receivedAtMs: now(), method, url, rawHeaders, body };
}

async function bodyOf(request: IncomingMessage, maxBodyBytes: number): Promise<Uint8Array | PayloadError> {
  // By the announced length nothing is read on: the sender is told at once.
  if (Number(request.headers['content-length'] ?? 0) > maxBodyBytes) return tooLarge(maxBodyBytes);
  try {
    return await readBody(request, maxBodyBytes);
  } catch (error) {
    if (error instanceof PayloadError) return error;
    throw error;
  }
}
