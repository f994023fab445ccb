/**
 * The exact bytes of a delivery, which are what is signed. A parsed object has lost them.
 *
 * @module signature/raw-body
 */

/** The body as it was on the wire: bytes, or text, whose UTF-8 is meant. */
export type RawBody = string | Uint8Array | ArrayBuffer;

/**
 * Takes a body as something that can be hashed, without copying it.
 *
 * @param body what a caller gave
 * @returns text or bytes; nothing if it is not raw
 */
export function contentOf(body: unknown): string | Uint8Array | undefined {
  if (typeof body === 'string' || body instanceof Uint8Array) return body;
  // What comes from another realm (a worker's, Jest's) is no instance of this realm's classes.
  if (ArrayBuffer.isView(body)) return new Uint8Array(body.buffer, body.byteOffset, body.byteLength);
  return isArrayBuffer(body) ? new Uint8Array(body) : undefined;
}

const byteLength = Object.getOwnPropertyDescriptor(ArrayBuffer.prototype, 'byteLength');

/** By the internal slot, which neither another realm nor a proxy can get wrong. */
function isArrayBuffer(value: unknown): value is ArrayBuffer {
  try {
    return typeof byteLength?.get?.call(value) === 'number';
  } catch {
    return false;
  }
}

/** How to have the raw body in each framework, for the error that says it is not raw. */
export const RAW_BODY_ADVICE: string = [
  "Express: put express.raw({ type: 'application/json' }) on the route, before any express.json()",
  'Fastify: use the plugin of maxun-webhooks/fastify, or a content type parser with parseAs: buffer',
  'Koa: no body parser on the route',
  'Nest: NestFactory.create(AppModule, { rawBody: true }), then request.rawBody',
  'Next.js, Hono, Workers, Deno, Bun: await request.arrayBuffer(), not request.json()',
  "Lambda: Buffer.from(event.body, event.isBase64Encoded ? 'base64' : 'utf8')",
].join('; ');

/**
 * Says what was given in place of a raw body.
 *
 * @param body what a caller gave
 */
export function describeNotRaw(body: unknown): string {
  if (body === undefined || body === null) return 'nothing: no raw body was read';
  if (typeof body !== 'object') return `a ${typeof body}`;
  return 'an object: a body parser was here first, and the bytes that were signed are gone';
}
