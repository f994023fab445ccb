/**
 * Receives deliveries wherever there are `Request` and `Response`: Hono, Next.js, Workers, Bun, Deno.
 *
 * @module maxun-webhooks/web
 */
import { nextEventLoopTick } from '../clock/event-loop-tick.ts';
import { WebhookError } from '../errors/index.ts';
import { incomplete, notRaw, tooLarge } from '../receive/body-errors.ts';
import type { DeliveryHandler } from '../receive/index.ts';

/** A body up to this many bytes is read by one call, which is faster; a larger one is counted as it arrives. */
const SMALL_BYTES = 65_536;

/** What a runtime may give besides the request: in Workers, the `ExecutionContext`. */
export interface WebContext {
  /**
   * Keeps the runtime alive until work is done.
   *
   * @param work settles when it is done
   */
  waitUntil?(work: Promise<unknown>): void;
}

/**
 * Makes a function from a request to its response.
 *
 * @param receiver of the deliveries
 * @returns never rejects; its second parameter is optional
 * @example
 * ```ts
 * export const POST = webHandler(receiver); // Next.js: app/hooks/maxun/route.ts
 * app.all('/hooks/maxun', (c) => handle(c.req.raw)); // Hono
 * export default { fetch: (request, env, context) => handle(request, context) }; // Workers
 * ```
 */
export function webHandler(
  receiver: DeliveryHandler,
): (request: Request, context?: WebContext) => Promise<Response> {
  return async (request, context) => {
    await nextEventLoopTick();
    const { status, headers, body } = await receiver.handle({
      method: request.method,
      url: request.url,
      headers: request.headers,
      body: async (maxBytes, count) => readBody(request, { maxBytes, count }),
      ...(typeof context?.waitUntil === 'function' && {
        waitUntil: (work: Promise<void>) => context.waitUntil?.(work),
      }),
    });
    return new Response(body, { status, headers });
  };
}

interface ReadLimits {
  readonly maxBytes: number;
  readonly count: (bytes: number) => void;
}

async function readBody(request: Request, limits: ReadLimits): Promise<Uint8Array> {
  if (request.bodyUsed) {
    throw notRaw(
      'give webHandler the request before request.json() or request.text(), or the request.clone().',
    );
  }
  try {
    const announced = Number(request.headers.get('content-length') ?? Number.NaN);
    if (announced <= SMALL_BYTES) {
      limits.count(announced);
      // The server has checked the announced length.
      return new Uint8Array(await request.arrayBuffer());
    }
    return request.body === null ? new Uint8Array() : await readStream(request.body, limits);
  } catch (error) {
    if (error instanceof WebhookError) throw error;
    throw incomplete(error);
  }
}

async function readStream(
  stream: ReadableStream<Uint8Array>,
  { maxBytes, count }: ReadLimits,
): Promise<Uint8Array> {
  const reader = stream.getReader();
  const chunks: Uint8Array[] = [];
  let length = 0;
  try {
    for (let next = await reader.read(); !next.done; next = await reader.read()) {
      chunks.push(next.value);
      length += next.value.byteLength;
      if (length > maxBytes) throw tooLarge(maxBytes);
      count(next.value.byteLength);
    }
  } catch (error) {
    // Not awaited: a runtime may keep the stream until the answer is there.
    reader.cancel().catch(() => undefined);
    throw error;
  }
  return concat(chunks, length);
}

function concat(chunks: readonly Uint8Array[], length: number): Uint8Array {
  const bytes = new Uint8Array(length);
  let offset = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, offset);
    offset += chunk.byteLength;
  }
  return bytes;
}
