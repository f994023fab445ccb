/**
 * A binary min-heap: finds the next due item without sorting all of them.
 *
 * @module queue/embedded/heap
 */

/** A priority queue: the smallest first, in O(log n) per change. */
export class Heap<T> {
  #items: T[] = [];
  readonly #before: (a: T, b: T) => boolean;

  /** @param before whether `a` comes out before `b` */
  constructor(before: (a: T, b: T) => boolean) {
    this.#before = before;
  }

  /** The number of items. */
  get size(): number {
    return this.#items.length;
  }

  /** @returns the smallest item, without removing it */
  peek(): T | undefined {
    return this.#items[0];
  }

  /** @param item to add */
  push(item: T): void {
    const items = this.#items;
    let hole = items.length;
    items.push(item);
    while (hole > 0) {
      const parent = (hole - 1) >> 1;
      const above = items[parent] as T;
      if (!this.#before(item, above)) break;
      items[hole] = above;
      hole = parent;
    }
    items[hole] = item;
  }

  /** @returns the smallest item, which is removed */
  pop(): T | undefined {
    const items = this.#items;
    const least = items[0];
    const last = items.pop();
    if (last !== undefined && items.length > 0) this.#sink(last);
    return least;
  }

  /** @param wanted decides which items stay */
  retain(wanted: (item: T) => boolean): void {
    const kept = this.#items.filter((item) => wanted(item));
    this.#items = [];
    for (const item of kept) this.push(item);
  }

  #sink(item: T): void {
    const items = this.#items;
    let hole = 0;
    for (;;) {
      let child = 2 * hole + 1;
      if (child >= items.length) break;
      const right = child + 1;
      if (right < items.length && this.#before(items[right] as T, items[child] as T)) child = right;
      const below = items[child] as T;
      if (!this.#before(below, item)) break;
      items[hole] = below;
      hole = child;
    }
    items[hole] = item;
  }
}
