/**
 * Receives deliveries on Node's own `http` or `https` server.
 *
 * @module maxun-webhooks/node
 */
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { DeliveryHandler } from '../receive/index.ts';
import { receiveRequest, writeAnswer } from './node-body.ts';

const ADVICE = 'give the request to nodeHandler before anything reads it.';

/**
 * Cuts off a sender that drips its headers or its body well before Node's own 60 s and 300 s: for `http.createServer`,
 * whatever framework is behind it. In milliseconds.
 */
export const slowSenderLimits: Readonly<
  Record<'headersTimeout' | 'requestTimeout' | 'connectionsCheckingInterval', number>
> = {
  headersTimeout: 10_000,
  requestTimeout: 15_000,
  connectionsCheckingInterval: 1000,
};

/**
 * Makes a listener of requests. Every request that it gets is taken as a delivery, so choose by path before it.
 *
 * @param receiver of the deliveries
 * @returns for `http.createServer`, or to be called for the requests of one path; never rejects
 * @example
 * ```ts
 * createServer(slowSenderLimits, nodeHandler(receiver)).listen(3000);
 * ```
 */
export function nodeHandler(
  receiver: DeliveryHandler,
): (request: IncomingMessage, response: ServerResponse) => Promise<void> {
  return async (request, response) => {
    const options = { url: request.url, kept: request, advice: ADVICE };
    writeAnswer(request, response, await receiveRequest(receiver, request, options));
  };
}
