/**
 * Reads the exact bytes of a Node request, and writes an answer: what the adapters of Node's frameworks share.
 *
 * @module adapters/node-body
 */
import { nextEventLoopTick } from '../clock/event-loop-tick.ts';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Readable } from 'node:stream';
import { incomplete, notRaw, tooLarge } from '../receive/body-errors.ts';
import type { Answer, DeliveryHandler } from '../receive/index.ts';
import type { RawBody } from '../signature/index.ts';

/** Bytes of a refused body that are still read, so that the sender gets the answer. */
const LINGER_BYTES = 1_048_576;
/** How long they are read, in milliseconds. */
const LINGER_MS = 1_000;

/** What {@link receiveRequest} needs to know of the framework. */
export interface ReceiveOptions {
  /** Path and query as they came, whatever a router has made of them. */
  readonly url: string | undefined;
  /** Where the framework's parsers put what they have read: `rawBody` and `body` are looked at. */
  readonly kept: object;
  /** What to do in this framework where the bytes are gone. */
  readonly advice: string;
}

/**
 * Gives a Node request to a receiver.
 *
 * @param receiver of the deliveries
 * @param request whose body may have been read
 * @param options what the framework knows besides
 * @returns what to answer; never rejects
 */
export async function receiveRequest(
  receiver: DeliveryHandler,
  request: IncomingMessage,
  { url, kept, advice }: ReceiveOptions,
): Promise<Answer> {
  // Node's parser hands on a body that came with its headers right after them: at the end of this tick it is all there,
  // and needs neither listeners nor a timer.
  await nextEventLoopTick();
  return receiver.handle({
    method: request.method,
    url,
    headers: request.headers,
    body: (maxBytes, count) => readRequest(request, { maxBytes, count }, { kept, advice }),
  });
}

/** How much may be read. */
export interface ReadLimits {
  readonly maxBytes: number;
  /** Told of each number of bytes that was read; throws where all bodies together are too large. */
  readonly count?: ((bytes: number) => void) | undefined;
}

/**
 * Reads a stream whose beginning nobody has read.
 *
 * @param stream of a request's body
 * @param limits the most bytes, and what counts them
 * @returns the bytes
 * @throws {PayloadError} ERR_WEBHOOK_BODY_TOO_LARGE as soon as it is; ERR_WEBHOOK_BODY_INCOMPLETE if the sender stopped
 * half-way
 */
export async function readStream(stream: Readable, { maxBytes, count }: ReadLimits): Promise<Uint8Array> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let length = 0;
    const stop = (): void => {
      stream.off('data', onData).off('end', onEnd).off('error', onEarlyEnd).off('close', onEarlyEnd);
    };
    const onData = (chunk: Buffer): void => {
      length += chunk.byteLength;
      chunks.push(chunk);
      try {
        if (length > maxBytes) throw tooLarge(maxBytes);
        count?.(chunk.byteLength);
      } catch (error) {
        stop();
        stream.pause();
        reject(error);
      }
    };
    const onEnd = (): void => {
      stop();
      resolve(chunks.length === 1 && chunks[0] !== undefined ? chunks[0] : Buffer.concat(chunks, length));
    };
    const onEarlyEnd = (cause?: unknown): void => {
      stop();
      // An error event of the broken connection must have a listener, or it ends the process.
      stream.on('error', () => undefined);
      reject(incomplete(cause));
    };
    stream.on('data', onData).on('end', onEnd).on('error', onEarlyEnd).on('close', onEarlyEnd);
    // An HTTP/2 stream that is reset at once ends without being destroyed.
    if (stream.destroyed || stream.readableEnded) onEarlyEnd();
    // A listener alone does not resume a stream that somebody has paused.
    else stream.resume();
  });
}

/**
 * Reads the body of a request that nobody has read, at the end of the tick in which it arrived: mostly it is all there then.
 *
 * @param request whose body nobody has read
 * @param limits the most bytes, and what counts them
 * @returns the bytes
 * @throws {PayloadError} as {@link readStream}
 */
export async function readBody(request: IncomingMessage, limits: ReadLimits): Promise<Uint8Array> {
  await nextEventLoopTick();
  return readRest(request, limits);
}

/** The raw body of a request, whether or not a parser was there first. */
function readRequest(
  request: IncomingMessage,
  limits: ReadLimits,
  { kept, advice }: Pick<ReceiveOptions, 'kept' | 'advice'>,
): RawBody | Promise<Uint8Array> {
  const { rawBody, body } = kept as { rawBody?: unknown; body?: unknown };
  for (const raw of [rawBody, body]) {
    if (typeof raw === 'string' || ArrayBuffer.isView(raw)) return raw as RawBody;
  }
  // Text is not the bytes any more: what is not UTF-8 is lost.
  if (request.readableDidRead || request.readableEncoding !== null) throw notRaw(advice);
  return readRest(request, limits);
}

function readRest(request: IncomingMessage, limits: ReadLimits): Uint8Array | Promise<Uint8Array> {
  return isAllThere(request) ? takeAll(request, limits) : readStream(request, limits);
}

function isAllThere({ complete, destroyed, readableFlowing }: IncomingMessage): boolean {
  return complete && !destroyed && readableFlowing === null;
}

/** Takes a body that waits in the stream as a whole. */
function takeAll(request: IncomingMessage, { maxBytes, count }: ReadLimits): Uint8Array {
  if (request.readableLength > maxBytes) throw tooLarge(maxBytes);
  count?.(request.readableLength);
  return (request.read() as Buffer | null) ?? Buffer.alloc(0);
}

/**
 * Writes an answer. Where the body was refused before its end, the connection is closed, but not at once: to reset it
 * under a sender that still writes would take the answer from it.
 *
 * @param request that is answered
 * @param response to write to
 * @param answer the answer
 */
export function writeAnswer(
  request: IncomingMessage,
  response: ServerResponse,
  { status, headers, body }: Answer,
): void {
  if (response.headersSent || response.destroyed) return;
  if (request.complete) {
    response.writeHead(status, headers).end(body);
    return;
  }
  response.writeHead(status, { ...headers, connection: 'close' });
  response.write(body);
  linger(request, response);
}

function linger(request: IncomingMessage, response: ServerResponse): void {
  let left = LINGER_BYTES;
  const end = (): void => {
    clearTimeout(timer);
    request.off('data', onData).off('end', end).off('close', end);
    response.end();
  };
  const onData = (chunk: Buffer): void => {
    left -= chunk.byteLength;
    if (left <= 0) end();
  };
  const timer = setTimeout(end, LINGER_MS);
  request.on('error', () => undefined);
  request.on('data', onData).on('end', end).on('close', end);
  // It was paused when it was refused.
  request.resume();
}
