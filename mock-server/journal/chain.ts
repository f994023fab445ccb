/**
 * Deliveries that belong together, each with links to the one before and after: two words per delivery.
 *
 * @module mock-server/journal/chain
 */

/** What holds the links of one kind of chain. */
export interface Link<Item> {
  readonly item: Item;
  before: Link<Item> | undefined;
  after: Link<Item> | undefined;
}

/** The newest link of every chain, by what the chain's items have in common. */
export class Chains<Item> {
  readonly #newest = new Map<string, Link<Item>>();

  /**
   * @param key of a chain
   * @returns its newest link
   */
  newest(key: string): Link<Item> | undefined {
    return this.#newest.get(key);
  }

  /**
   * Adds an item as the newest.
   *
   * @param key of its chain
   * @param item the item
   */
  add(key: string, item: Item): Link<Item> {
    const before = this.#newest.get(key);
    const link: Link<Item> = { item, before, after: undefined };
    if (before !== undefined) before.after = link;
    this.#newest.set(key, link);
    return link;
  }

  /**
   * Takes the oldest item out.
   *
   * @param key of its chain
   * @param link the oldest
   */
  drop(key: string, link: Link<Item>): void {
    if (link.after !== undefined) link.after.before = undefined;
    else if (this.#newest.get(key) === link) this.#newest.delete(key);
  }

  /** Forgets every chain. */
  clear(): void {
    this.#newest.clear();
  }
}

/**
 * Every item of a chain, oldest first.
 *
 * @param link any of its links
 */
export function itemsOf<Item>(link: Link<Item>): Item[] {
  let oldest = link;
  while (oldest.before !== undefined) oldest = oldest.before;
  const items: Item[] = [];
  for (let each: Link<Item> | undefined = oldest; each !== undefined; each = each.after)
    items.push(each.item);
  return items;
}
