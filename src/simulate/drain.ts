/**
 * Reads an answer to its end, as axios does, and keeps its start.
 *
 * @module simulate/drain
 */
import type { IncomingMessage } from 'node:http';
import { PassThrough, type Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import * as zlib from 'node:zlib';

/** Bytes of an answer that are kept: enough for an error message. */
const MAX_KEPT_BYTES = 2048;

/**
 * Reads a body to its end, decoded: axios rejects an answer whose compression is broken.
 *
 * @param response the answer
 * @param arm starts the wait for the next piece, and returns a function that ends it
 * @returns the first 2 kB of the body as text, once the body has ended
 * @throws {Error} if the body is cut off or cannot be decoded
 */
export async function drain(response: IncomingMessage, arm: () => () => void): Promise<string> {
  let disarm = arm();
  const rearm = (): void => {
    disarm();
    disarm = arm();
  };
  response.on('data', rearm);
  const start: Buffer[] = [];
  let left = MAX_KEPT_BYTES;
  try {
    await pipeline(response, decoderOf(response), async (pieces: AsyncIterable<Buffer>) => {
      for await (const piece of pieces) {
        if (left > 0) start.push(piece.subarray(0, left));
        left -= piece.length;
      }
    });
    return Buffer.concat(start).toString();
  } finally {
    disarm();
  }
}

/** The decoders of axios 1.x; it knows `compress` under the name alone, and reads it as gzip. */
function decoderOf({ headers, statusCode }: IncomingMessage): Transform {
  if (statusCode === 204) return new PassThrough();
  switch ((headers['content-encoding'] ?? '').toLowerCase()) {
    case 'gzip':
    case 'x-gzip':
    case 'compress':
    case 'x-compress':
      return zlib.createUnzip({ finishFlush: zlib.constants.Z_SYNC_FLUSH });
    case 'deflate':
      return zlib.createInflate({ finishFlush: zlib.constants.Z_SYNC_FLUSH });
    case 'br':
      return zlib.createBrotliDecompress({ finishFlush: zlib.constants.BROTLI_OPERATION_FLUSH });
    default:
      return new PassThrough();
  }
}
