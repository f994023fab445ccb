/**
 * Reads a body that somebody else sends, up to a limit.
 *
 * @module read-up-to
 */

/** What was read of a body. */
export interface ReadBytes {
  readonly bytes: Buffer;
  /** Whether the body is larger than the limit: then its rest was not read. */
  readonly isCut: boolean;
}

/**
 * Reads a body until it ends, or is larger than a limit.
 *
 * @param body its pieces in order
 * @param maxBytes the limit
 */
export async function readUpTo(body: AsyncIterable<Uint8Array>, maxBytes: number): Promise<ReadBytes> {
  const pieces: Uint8Array[] = [];
  let length = 0;
  for await (const piece of body) {
    pieces.push(piece);
    length += piece.byteLength;
    // Leaving the loop destroys the rest.
    if (length > maxBytes) break;
  }
  return { bytes: Buffer.concat(pieces), isCut: length > maxBytes };
}
