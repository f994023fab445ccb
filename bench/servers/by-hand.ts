/**
 * What a receiver does without this package: read the bytes, check the signature, parse.
 *
 * @module bench/servers/by-hand
 */
import { createHmac, createSecretKey, timingSafeEqual } from 'node:crypto';
import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';

/** The secret of every server here. */
export const SECRET = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';
const KEY = createSecretKey(SECRET.slice('whsec_'.length), 'base64');
const TOLERANCE_SECONDS = 300;

/** @param request whose body nobody has read */
export async function readBytes(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk);
  return Buffer.concat(chunks);
}

/**
 * @param body the exact bytes
 * @param headers the request's
 * @returns the status to answer
 */
export function handleByHand(body: Buffer, headers: IncomingHttpHeaders | Record<string, string>): number {
  const { 'webhook-id': id, 'webhook-timestamp': timestamp, 'webhook-signature': signature } = headers;
  if (typeof id !== 'string' || typeof timestamp !== 'string' || typeof signature !== 'string') return 401;
  if (Math.abs(Date.now() / 1000 - Number(timestamp)) > TOLERANCE_SECONDS) return 401;
  const found = Buffer.from(signature.slice('v1,'.length), 'base64');
  const wanted = createHmac('sha256', KEY).update(`${id}.${timestamp}.`).update(body).digest();
  if (found.byteLength !== wanted.byteLength || !timingSafeEqual(found, wanted)) return 401;
  const event = JSON.parse(body.toString()) as { event_type?: unknown };
  return typeof event.event_type === 'string' ? 200 : 422;
}
