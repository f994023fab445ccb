/**
 * Splits the answer `{ runs: { items: [ … ] } }` into its items while it arrives, so that one item is in memory at a time.
 *
 * @module maxun-api/items
 */

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const COMMA = 0x2c;
/** Containers that `items` lies in, itself included. */
const ITEMS_DEPTH = 3;
const START = /^\s*\{(?:.*,)?\s*"runs"\s*:\s*\{(?:[^{}[\]]*,)?\s*"items"\s*:\s*\[$/s;

/** The most bytes of an item, and of all that is not an item. */
export interface ItemLimits {
  readonly maxItemBytes: number;
  readonly maxOtherBytes: number;
}

/** Takes the pieces of an answer, and gives the items that are complete. */
export class ItemSplitter {
  readonly #limits: ItemLimits;
  #depth = 0;
  #isInString = false;
  #isEscaped = false;
  #isInItems = false;
  /** Everything but the items, each of which is a `0` there: parsed at the end, it proves that the whole is JSON. */
  #other = '';
  #parts: Uint8Array[] = [];
  #partBytes = 0;
  #count = 0;

  constructor(limits: ItemLimits) {
    this.#limits = limits;
  }

  /**
   * @param piece the next bytes
   * @returns the texts of the items that end in it
   * @throws {SyntaxError} if an item or the rest is too large
   */
  *push(piece: Uint8Array): Generator<string> {
    let from = 0;
    for (let at = 0; at < piece.length; at++) {
      const byte = piece[at] as number;
      if (this.#isInString) {
        this.#readString(byte);
        continue;
      }
      const change = depthChange(byte);
      const isEnd = this.#isInItems && this.#depth === ITEMS_DEPTH && (byte === COMMA || change < 0);
      if (isEnd) {
        this.#keep(piece.subarray(from, at));
        const text = this.#take();
        from = at;
        this.#addOther(text === '' ? '' : '0');
        if (text !== '') yield text;
        if (change < 0) this.#isInItems = false;
        else {
          this.#addOther(',');
          from = at + 1;
        }
      }
      if (byte === QUOTE) this.#isInString = true;
      this.#depth += change;
      if (change > 0 && this.#depth === ITEMS_DEPTH && !this.#isInItems) {
        this.#keep(piece.subarray(from, at + 1));
        from = at + 1;
        this.#addOther(this.#take());
        this.#isInItems = START.test(this.#other);
      }
    }
    this.#keep(piece.subarray(from));
  }

  /**
   * @returns the number of items
   * @throws {SyntaxError} if the whole was not JSON, or had no `runs.items`
   */
  end(): number {
    this.#addOther(this.#take());
    const { runs } = JSON.parse(this.#other) as { readonly runs?: { readonly items?: unknown } };
    if (Array.isArray(runs?.items) && runs.items.length === this.#count) return this.#count;
    throw new SyntaxError('The answer has no array runs.items.');
  }

  #readString(byte: number): void {
    if (this.#isEscaped) this.#isEscaped = false;
    else if (byte === BACKSLASH) this.#isEscaped = true;
    else if (byte === QUOTE) this.#isInString = false;
  }

  #keep(part: Uint8Array): void {
    this.#partBytes += part.length;
    const { maxItemBytes, maxOtherBytes } = this.#limits;
    const most = this.#isInItems ? maxItemBytes : maxOtherBytes;
    if (this.#partBytes > most) throw new SyntaxError(`A part of the answer is larger than ${most} bytes.`);
    // A copy: the piece's memory may be much larger.
    if (part.length > 0) this.#parts.push(Uint8Array.prototype.slice.call(part));
  }

  #take(): string {
    const text = Buffer.concat(this.#parts).toString('utf8');
    this.#parts = [];
    this.#partBytes = 0;
    if (!this.#isInItems) return text;
    const trimmed = text.trim();
    if (trimmed !== '') this.#count += 1;
    return trimmed;
  }

  #addOther(text: string): void {
    this.#other += text;
    if (this.#other.length <= this.#limits.maxOtherBytes) return;
    throw new SyntaxError(`The answer has more than ${this.#limits.maxOtherBytes} bytes beside its runs.`);
  }
}

function depthChange(byte: number): -1 | 0 | 1 {
  if (byte === 0x7b || byte === 0x5b) return 1;
  return byte === 0x7d || byte === 0x5d ? -1 : 0;
}
