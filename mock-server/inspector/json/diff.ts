/**
 * What differs between two JSON values, by JSON pointer.
 *
 * @module mock-server/inspector/json/diff
 */
import { containerOf, type JsonNode, membersOf, pointerTo, readJson, scalarOf, textOf } from './node.ts';

/** One difference. */
export interface Difference {
  readonly path: string;
  readonly kind: 'added' | 'removed' | 'changed';
  /** What the first has there, as JSON, cut at 2,000 characters; absent where it has nothing. */
  readonly before?: string;
  /** What the second has there; absent where it has nothing. */
  readonly after?: string;
}

/** Differences that are listed. */
export const MAX_DIFFERENCES = 500;

/** Members of one object or array that are compared. */
const MAX_MEMBERS = 5000;

const MAX_SHOWN = 2000;

/**
 * Lists what differs.
 *
 * @param before valid JSON
 * @param after valid JSON
 * @returns in the order of the first, then what only the second has; at most 500
 */
export function diffJson(before: string, after: string): Difference[] {
  const found: Difference[] = [];
  compare({ before: readJson(before), after: readJson(after), path: '' }, found);
  return found;
}

interface Pair {
  readonly before: JsonNode;
  readonly after: JsonNode;
  readonly path: string;
}

function compare({ before, after, path }: Pair, found: Difference[]): void {
  if (found.length >= MAX_DIFFERENCES || textOf(before) === textOf(after)) return;
  const container = containerOf(before);
  if (container !== containerOf(after)) found.push({ ...entry(path, before, after), kind: 'changed' });
  else if (container === undefined) {
    if (scalarOf(before) !== scalarOf(after)) found.push({ ...entry(path, before, after), kind: 'changed' });
  } else compareMembers({ before, after, path }, found);
}

function compareMembers({ before, after, path }: Pair, found: Difference[]): void {
  const [gone, come] = [membersByName(before), membersByName(after)];
  for (const name of new Set([...gone.keys(), ...come.keys()])) {
    if (found.length >= MAX_DIFFERENCES) return;
    const [one, other, at] = [gone.get(name), come.get(name), pointerTo(path, name)];
    if (one && other) compare({ before: one, after: other, path: at }, found);
    else found.push({ ...entry(at, one, other), kind: one ? 'removed' : 'added' });
  }
}

function membersByName(node: JsonNode): Map<string, JsonNode> {
  return new Map(membersOf(node, MAX_MEMBERS).map((member) => [member.name, member]));
}

function entry(path: string, before?: JsonNode, after?: JsonNode): Omit<Difference, 'kind'> {
  return {
    path,
    ...(before && { before: textOf(before, MAX_SHOWN) }),
    ...(after && { after: textOf(after, MAX_SHOWN) }),
  };
}

/** Something that was found at a place. */
interface Placed {
  readonly path: string;
  readonly kind: string;
}

/**
 * Pairs each field that is gone with the one that came in its place: in the same object, with the same name but for
 * case, `_` and `-`, such as `robotId` and `robot_id`.
 *
 * @param list what was found
 * @param gone kind of what is gone
 * @param come kind of what came
 * @returns the list without what came in a pair, each with its counterpart
 */
export function pairRenamed<Item extends Placed>(
  list: readonly Item[],
  gone: string,
  come: string,
): { item: Item; counterpart?: Item }[] {
  const newcomers = new Map<string, Item>();
  for (const item of list) if (item.kind === come) newcomers.set(plain(item.path), item);
  const pairs = list
    .filter(({ kind }) => kind === gone)
    .map((item) => [item, newcomers.get(plain(item.path))] as const);
  const counterparts = new Map(pairs);
  const taken = new Set(counterparts.values());
  return list
    .filter((item) => !taken.has(item))
    .map((item) => {
      const counterpart = counterparts.get(item);
      return counterpart ? { item, counterpart } : { item };
    });
}

/** The pointer with its last step in lower case, without `_` and `-`. */
function plain(path: string): string {
  const at = path.lastIndexOf('/') + 1;
  return path.slice(0, at) + path.slice(at).toLowerCase().replaceAll(/[_-]/g, '');
}
