/**
 * Reads an answer to its end, as axios does, and keeps nothing of it.
 *
 * @module simulate/drain
 */
import type { IncomingMessage } from 'node:http';
import { PassThrough, type Transform, Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import * as zlib from 'node:zlib';

/**
 * Reads a body to its end, decoded: axios takes an answer whose compression is broken for none.
 *
 * @param response the answer
 * @param arm starts the wait for the next piece, and returns what ends the wait
 * @returns resolves at the end of the body
 * @throws {Error} if the body is cut off or cannot be decoded
 */
export async function drain(response: IncomingMessage, arm: () => () => void): Promise<void> {
  let disarm = arm();
  const rearm = (): void => {
    disarm();
    disarm = arm();
  };
  response.on('data', rearm);
  const nowhere = new Writable({ write: (_chunk, _encoding, done) => done() });
  try {
    await pipeline(response, decoderOf(response), nowhere);
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
