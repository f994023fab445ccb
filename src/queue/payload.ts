/**
 * The bytes of a delivery, in pieces: an event to many endpoints differs in a short head only, and what follows it is kept
 * once.
 *
 * @module queue/payload
 */

/** Pieces that follow each other; a text stands for its UTF-8, and no two texts come in a row. */
export type Payload = readonly (string | Uint8Array)[];

/**
 * @param payload as one, or in pieces
 * @returns its pieces
 */
export function piecesOf(payload: Uint8Array | Payload): Payload {
  return payload instanceof Uint8Array ? [payload] : payload;
}

/**
 * @param payload as one, or in pieces
 * @returns how many bytes it is
 */
export function payloadSize(payload: Uint8Array | Payload): number {
  return piecesOf(payload).reduce((sum, piece) => sum + Buffer.byteLength(piece), 0);
}

/**
 * @param payload as one, or in pieces
 * @returns it as one, without a copy where it is one piece of bytes
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
