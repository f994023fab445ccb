/**
 * Things in the order of their numbers: added at one end, dropped at the other.
 *
 * @module mock-server/journal/numbered
 */

/** So many places may be empty at the front before the rest moves there: moving costs more than they do. */
const MAX_EMPTY = 1000;

/** Things by number, oldest first. Numbers go on where they were, whatever is dropped or cleared. */
export class Numbered<Item extends { readonly number: number }> {
  #items: (Item | undefined)[] = [];
  /** How many places at the front of `#items` are empty. */
  #empty = 0;
  #last = 0;

  /** How many there are. */
  get size(): number {
    return this.#items.length - this.#empty;
  }

  /** The number of the newest that ever was; 0 before the first. */
  get last(): number {
    return this.#last;
  }

  /** @param item its number is above {@link last} */
  push(item: Item): void {
    this.#items.push(item);
    this.#last = item.number;
  }

  /**
   * One of them.
   *
   * @param id its number, as a text without leading zeros
   * @returns `undefined` if it never was, or was dropped
   */
  find(id: string): Item | undefined {
    const item = this.#items[this.#indexFrom(Number(id))];
    return item !== undefined && String(item.number) === id ? item : undefined;
  }

  /**
   * A part of them, newest first.
   *
   * @param query numbers that it lies between, both exclusive; how many at most
   * @returns the part, and whether there are older ones within
   */
  page({ before, after, limit }: { before: number; after: number; limit: number }): {
    readonly items: Item[];
    readonly hasMore: boolean;
  } {
    const first = this.#indexFrom(after + 1);
    const end = Math.max(first, this.#indexFrom(before));
    const start = Math.max(first, end - limit);
    const items = this.#items.slice(start, end).filter((item) => item !== undefined);
    return { items: items.toReversed(), hasMore: start > first };
  }

  /** Takes the oldest out. @returns `undefined` if there is none */
  dropOldest(): Item | undefined {
    const oldest = this.#items[this.#empty];
    if (oldest === undefined) return undefined;
    this.#items[this.#empty] = undefined;
    this.#empty += 1;
    if (this.#empty > MAX_EMPTY && this.#empty * 2 > this.#items.length) {
      this.#items.splice(0, this.#empty);
      this.#empty = 0;
    }
    return oldest;
  }

  /** Takes all out. */
  clear(): void {
    this.#items = [];
    this.#empty = 0;
  }

  /** All of them, oldest first. */
  *[Symbol.iterator](): IterableIterator<Item> {
    for (const item of this.#items) if (item !== undefined) yield item;
  }

  /** Where the first with at least this number is; behind all where there is none. By halving: a store may leave gaps. */
  #indexFrom(number: number): number {
    let [low, high] = [this.#empty, this.#items.length];
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.#items[middle]?.number ?? 0) < number) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
