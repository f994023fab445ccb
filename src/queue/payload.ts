/**
 * The bytes of a delivery, in pieces: bodies of one event to many endpoints differ only in a short head, so the rest is kept
 * once.
 *
 * @module queue/payload
 */

/** The pieces in order; a text means its UTF-8, and two texts never come in a row. */
export type Payload = readonly (string | Uint8Array)[];

/**
 * @param payload in one piece or several
 * @returns its pieces
 */
export function piecesOf(payload: Uint8Array | Payload): Payload {
  return payload instanceof Uint8Array ? [payload] : payload;
}

/**
 * @param payload in one piece or several
 * @returns the size in bytes
 */
export function payloadSize(payload: Uint8Array | Payload): number {
  return piecesOf(payload).reduce((sum, piece) => sum + Buffer.byteLength(piece), 0);
}

/**
 * @param payload in one piece or several
 * @returns the bytes in one piece; a single piece is not copied
 */
export function joinPayload(payload: Uint8Array | Payload): Uint8Array {
  const pieces = piecesOf(payload);
  const [only] = pieces;
  if (pieces.length === 1 && only instanceof Uint8Array) return only;
  const bytes = Buffer.allocUnsafe(payloadSize(pieces));
  let at = 0;
  for (const piece of pieces) {
    if (typeof piece === 'string') at += bytes.write(piece, at);
    else {
      bytes.set(piece, at);
      at += piece.byteLength;
    }
  }
  return bytes;
}
