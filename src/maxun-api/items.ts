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
/** The search for `items` begins again with each array before it. Maxun has none there. */
const MAX_OTHER_ARRAYS = 100;
const START = /^\s*\{(?:.*,)?\s*"runs"\s*:\s*\{(?:[^{}[\]]*,)?\s*"items"\s*:\s*\[$/s;

/** The most bytes of an item, and of all that is not an item. */
export interface ItemLimits {
  readonly maxItemBytes: number;
  readonly maxOtherBytes: number;
}

/** What ends what came before: the comma between two items, the end of `items`, or the start of an array that may be `items`. */
type Place = 'comma' | 'end' | 'array';

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
  #otherArrays = 0;

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
      const place = this.#read(piece[at] as number);
      if (place === undefined) continue;
      const text =
        place === 'array'
          ? this.#endOther(piece.subarray(from, at + 1))
          : this.#endItem(piece.subarray(from, at), place);
      from = place === 'end' ? at : at + 1;
      if (text !== '') yield text;
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

  /** @returns what the byte is, if an item or what may come before the items ends there */
  #read(byte: number): Place | undefined {
    if (this.#isInString) return this.#readString(byte);
    if (byte === QUOTE) this.#isInString = true;
    const isBetween = this.#isInItems && this.#depth === ITEMS_DEPTH;
    if (byte === COMMA) return isBetween ? 'comma' : undefined;
    const change = depthChange(byte);
    this.#depth += change;
    if (change < 0) return isBetween ? 'end' : undefined;
    return change > 0 && this.#depth === ITEMS_DEPTH && !this.#isInItems ? 'array' : undefined;
  }

  #readString(byte: number): undefined {
    if (this.#isEscaped) this.#isEscaped = false;
    else if (byte === BACKSLASH) this.#isEscaped = true;
    else if (byte === QUOTE) this.#isInString = false;
  }

  /** @returns no text: what came before the items is not one */
  #endOther(part: Uint8Array): '' {
    this.#keep(part);
    this.#addOther(this.#take());
    this.#isInItems = START.test(this.#other);
    if (!this.#isInItems) this.#otherArrays += 1;
    if (this.#otherArrays > MAX_OTHER_ARRAYS)
      throw new SyntaxError(`The answer has more than ${MAX_OTHER_ARRAYS} arrays beside its runs.`);
    return '';
  }

  /** @returns the text of the item */
  #endItem(part: Uint8Array, place: 'comma' | 'end'): string {
    this.#keep(part);
    const text = this.#take();
    this.#addOther(`${text === '' ? '' : '0'}${place === 'comma' ? ',' : ''}`);
    if (place === 'end') this.#isInItems = false;
    return text;
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
