/**
 * The exact bytes of a delivery, which are what is signed. A parsed object has lost them.
 *
 * @module signature/raw-body
 */

import type { SignatureErrorCode } from '../errors/index.ts';

/** The body as it was on the wire: bytes, or text, whose UTF-8 is meant. */
export type RawBody = string | Uint8Array | ArrayBuffer;

/**
 * Takes a body as something that can be hashed, without copying it.
 *
 * @param body what a caller gave
 * @returns text or bytes; nothing if it is not raw
 */
export function contentOf(body: unknown): string | Uint8Array | undefined {
  if (typeof body === 'string') return body;
  try {
    // By the internal slots: another realm (a worker's, Jest's) has classes of its own, and a proxy pretends to anything.
    if (!ArrayBuffer.isView(body)) return isArrayBuffer(body) ? new Uint8Array(body) : undefined;
    // A view of a detached buffer is empty, and cannot be viewed again.
    const isSound = body instanceof Uint8Array && body.byteLength > 0;
    return isSound ? body : new Uint8Array(body.buffer, body.byteOffset, body.byteLength);
  } catch {
    return undefined;
  }
}

/**
 * As {@link contentOf}, with the UTF-8 of a text.
 *
 * @param body what a caller gave
 * @returns the bytes; nothing if it is not raw
 */
export function bytesOfBody(body: unknown): Uint8Array | undefined {
  const content = contentOf(body);
  return typeof content === 'string' ? encoder.encode(content) : content;
}

const encoder = new TextEncoder();
const byteLength = Object.getOwnPropertyDescriptor(ArrayBuffer.prototype, 'byteLength');

function isArrayBuffer(value: unknown): value is ArrayBuffer {
  try {
    return typeof byteLength?.get?.call(value) === 'number';
  } catch {
    return false;
  }
}

/** How to have the raw body in each framework, for the error that says it is not raw. */
const RAW_BODY_ADVICE: string = [
  "Express: put express.raw({ type: 'application/json' }) on the route, before any express.json()",
  'Fastify: use the plugin of maxun-webhooks/fastify, or a content type parser with parseAs: buffer',
  'Koa: no body parser on the route',
  'Nest: NestFactory.create(AppModule, { rawBody: true }), then request.rawBody',
  'Next.js, Hono, Workers, Deno, Bun: await request.arrayBuffer(), not request.json()',
  "Lambda: Buffer.from(event.body, event.isBase64Encoded ? 'base64' : 'utf8')",
].join('; ');

/** Why something is not a raw body, or not headers. */
export interface InputProblem {
  readonly code: SignatureErrorCode;
  /** What was found, what was expected, what to do. */
  readonly message: string;
}

/**
 * Says what was given in place of a raw body.
 *
 * @param body what a caller gave
 */
export function findBodyProblem(body: unknown): InputProblem {
  if (isThenable(body)) {
    const message = 'The body is a Promise: await it, as in verify(await request.text(), …).';
    return { code: 'ERR_WEBHOOK_BODY_NOT_AWAITED', message };
  }
  const message = `The body is ${describe(body)}. Give the bytes of the request. ${RAW_BODY_ADVICE}.`;
  return { code: 'ERR_WEBHOOK_BODY_NOT_RAW', message };
}

function describe(body: unknown): string {
  if (body === undefined || body === null) return 'nothing: no raw body was read';
  if (typeof body !== 'object') return `a ${typeof body}`;
  if (ArrayBuffer.isView(body) || isArrayBuffer(body))
    return 'detached: its bytes were transferred elsewhere';
  return 'an object: a body parser was here first, and the bytes that were signed are gone';
}

/**
 * Whether `await` would wait for a value. Promises of another realm (as in Jest), and functions with a `then` that stand
 * for a remote call in Workers, are not instances of this realm's `Promise`.
 *
 * @param value of any kind
 */
export function isThenable(value: unknown): value is PromiseLike<unknown> {
  if (value === null || (typeof value !== 'object' && typeof value !== 'function')) return false;
  try {
    return typeof (value as { then?: unknown }).then === 'function';
  } catch {
    return false;
  }
}
