/**
 * Keeps the bytes of many deliveries in few large pieces of memory. A `Buffer` of its own costs some 300 bytes besides
 * its content, and one from Node's shared pool keeps its neighbours alive.
 *
 * @module mock-server/journal/slabs
 */

/** Large enough that few are needed, small enough that the last, half-empty one does not matter. */
const SLAB_BYTES = 256 * 1024;

/** Some bytes that were kept. */
export interface Kept {
  /** What they lie in; it lives as long as anybody holds it. */
  readonly slab: Buffer;
  /** Where in it they begin. */
  readonly offset: number;
}

/** Appends bytes to slabs. A slab is garbage as soon as nothing that lies in it is held any more. */
export class Slabs {
  #slab = Buffer.alloc(0);
  #used = 0;

  /**
   * Keeps a copy of some parts, one behind the other.
   *
   * @param parts what to keep
   * @returns where they are
   */
  keep(parts: readonly Uint8Array[]): Kept {
    let length = 0;
    for (const { byteLength } of parts) length += byteLength;
    const kept = this.#reserve(length);
    let at = kept.offset;
    for (const part of parts) {
      kept.slab.set(part, at);
      at += part.byteLength;
    }
    return kept;
  }

  #reserve(length: number): Kept {
    // What would fill a slab by a quarter gets one to itself, so that little is wasted at the end of any.
    if (length > SLAB_BYTES / 4) return { slab: Buffer.allocUnsafeSlow(length), offset: 0 };
    if (this.#used + length > this.#slab.byteLength) {
      this.#slab = Buffer.allocUnsafeSlow(SLAB_BYTES);
      this.#used = 0;
    }
    const offset = this.#used;
    this.#used += length;
    return { slab: this.#slab, offset };
  }
}
