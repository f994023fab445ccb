/**
 * Reads the exact bytes of a request, within a limit.
 *
 * @module mock-server/read-body
 */
import type { IncomingMessage } from 'node:http';
import { PayloadError } from '../src/errors/index.ts';

/**
 * Reads the exact bytes of a request.
 *
 * @param request an HTTP request whose body nobody has read
 * @param maxBytes the most that is read
 * @returns the bytes
 * @throws {PayloadError} ERR_WEBHOOK_CONTENT_TYPE, ERR_WEBHOOK_CONTENT_ENCODING; ERR_WEBHOOK_BODY_TOO_LARGE, by the
 * announced length before anything is read; ERR_WEBHOOK_BODY_INCOMPLETE if the sender stopped half-way
 */
export async function readBody(request: IncomingMessage, maxBytes: number): Promise<Buffer> {
  refuseByHeaders(request, maxBytes);
  const chunks: Buffer[] = [];
  let length = 0;
  try {
    for await (const chunk of request as AsyncIterable<Buffer>) {
      length += chunk.byteLength;
      if (length > maxBytes) throw tooLarge(maxBytes);
      chunks.push(chunk);
    }
  } catch (error) {
    if (error instanceof PayloadError) throw error;
    throw new PayloadError('ERR_WEBHOOK_BODY_INCOMPLETE', 'The body ended before its announced length.', {
      cause: error,
    });
  }
  return Buffer.concat(chunks, length);
}

function refuseByHeaders({ headers }: IncomingMessage, maxBytes: number): void {
  const type = (headers['content-type'] ?? '').split(';')[0]?.trim().toLowerCase();
  if (type !== 'application/json') {
    throw new PayloadError('ERR_WEBHOOK_CONTENT_TYPE', 'Content-Type has to be application/json.');
  }
  const encoding = headers['content-encoding'] ?? 'identity';
  if (encoding.toLowerCase() !== 'identity') {
    throw new PayloadError(
      'ERR_WEBHOOK_CONTENT_ENCODING',
      'Content-Encoding has to be identity: send it plain.',
    );
  }
  if (Number(headers['content-length'] ?? 0) > maxBytes) throw tooLarge(maxBytes);
}

function tooLarge(maxBytes: number): PayloadError {
  return new PayloadError('ERR_WEBHOOK_BODY_TOO_LARGE', `The body is over the limit of ${maxBytes} bytes.`);
}
