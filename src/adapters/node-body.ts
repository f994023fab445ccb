/**
 * Reads the exact bytes of a Node request, and writes an answer: what the adapters of Node's frameworks share.
 *
 * @module adapters/node-body
 */
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Readable } from 'node:stream';
import { incomplete, notRaw, tooLarge } from '../receive/body-errors.ts';
import type { Answer } from '../receive/index.ts';
import type { RawBody } from '../signature/index.ts';

/** What {@link readRequest} needs to know of the framework. */
export interface ReadRequestOptions {
  /** Where the framework's parsers put what they have read: `rawBody` and `body` are looked at. */
  readonly kept: object;
  /** What to do in this framework where the bytes are gone. */
  readonly advice: string;
}

/**
 * Reads a stream whose beginning nobody has read.
 *
 * @param stream of a request's body
 * @param maxBytes the most that is read
 * @returns the bytes
 * @throws {PayloadError} ERR_WEBHOOK_BODY_TOO_LARGE as soon as it is; ERR_WEBHOOK_BODY_INCOMPLETE if the sender stopped
 * half-way
 */
export async function readStream(stream: Readable, maxBytes: number): Promise<Uint8Array> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let length = 0;
    const stop = (): void => {
      stream.off('data', onData).off('end', onEnd).off('error', onEarlyEnd).off('close', onEarlyEnd);
    };
    const onData = (chunk: Buffer): void => {
      length += chunk.byteLength;
      chunks.push(chunk);
      if (length <= maxBytes) return;
      stop();
      stream.pause();
      reject(tooLarge(maxBytes));
    };
    const onEnd = (): void => {
      stop();
      resolve(chunks.length === 1 && chunks[0] !== undefined ? chunks[0] : Buffer.concat(chunks, length));
    };
    const onEarlyEnd = (cause?: unknown): void => {
      stop();
      // What a broken connection still says has to be heard by somebody, or it ends the process.
      stream.on('error', () => undefined);
      reject(incomplete(cause));
    };
    stream.on('data', onData).on('end', onEnd).on('error', onEarlyEnd).on('close', onEarlyEnd);
    if (stream.destroyed) onEarlyEnd();
  });
}

/**
 * The raw body of a request, whether or not a parser was there first.
 *
 * @param request whose body may have been read
 * @param maxBytes the most that is read
 * @param options where parsers leave what they read, and the advice where the bytes are gone
 * @returns `rawBody` or `body` where they are raw, else what the stream holds
 * @throws {SignatureError} ERR_WEBHOOK_BODY_NOT_RAW if a parser has had the stream; else as {@link readStream}
 */
export function readRequest(
  request: IncomingMessage,
  maxBytes: number,
  { kept, advice }: ReadRequestOptions,
): RawBody | Promise<Uint8Array> {
  const { rawBody, body } = kept as { rawBody?: unknown; body?: unknown };
  for (const raw of [rawBody, body]) {
    if (typeof raw === 'string' || raw instanceof Uint8Array) return raw;
  }
  if (!request.readableDidRead) return readStream(request, maxBytes);
  throw notRaw(advice);
}

/** Bytes of a refused body that are still taken off the wire, so that the answer arrives. */
const LINGER_BYTES = 1_048_576;

/** Milliseconds for which they are. */
const LINGER_MS = 1000;

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
}
