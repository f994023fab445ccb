/**
 * Kept deliveries in groups: the attempts at one delivery, the deliveries of one run.
 *
 * @module mock-server/journal/entry-groups
 */
import type { Entry } from './entry.ts';

/** Groups by a key; each is in order, oldest first. What has no key is in no group. */
export class EntryGroups {
  readonly #groups = new Map<string, Entry[]>();

  /** Adds the newest entry of a group. */
  add(key: string | undefined, entry: Entry): void {
    if (key === undefined) return;
    const group = this.#groups.get(key);
    if (group === undefined) this.#groups.set(key, [entry]);
    else group.push(entry);
  }

  /** The newest entry of a group. */
  newest(key: string): Entry | undefined {
    return this.#groups.get(key)?.at(-1);
  }

  /** The group that an entry is in; the entry alone if it was dropped, and a caller still holds it. */
  around(key: string | undefined, entry: Entry): readonly Entry[] {
    const group = key === undefined ? undefined : this.#groups.get(key);
    return group !== undefined && group.lastIndexOf(entry) >= 0 ? group : [entry];
  }

  /** Drops the oldest entry of a group. */
  dropOldest(key: string | undefined): void {
    if (key === undefined) return;
    const group = this.#groups.get(key);
    group?.shift();
    if (group?.length === 0) this.#groups.delete(key);
  }

  /** Drops every group. */
  clear(): void {
    this.#groups.clear();
  }
}
