/**
 * Changes of a payload's fields. The command line and the control API of the mock receiver name a field by its place:
 * `data.robot_name`, or a JSON pointer if a key contains dots: `/data/extracted_data/captured_lists/a.b`.
 *
 * @module simulate/payload-edits
 */

/** A change: a new value; without one, the field is removed. */
export interface PayloadEdit {
  /** The keys and indices of the field, the outermost first. */
  readonly path: readonly string[];
  /** As the user wrote it, for messages. */
  readonly place: string;
  readonly value: unknown;
}

/**
 * Reads `place=value`.
 *
 * @param text what the user wrote; the value is JSON if it parses as JSON, else text
 * @throws {RangeError} if there is no `=`, or no place before it
 */
export function parseEdit(text: string): PayloadEdit {
  const end = text.indexOf('=');
  if (end < 1) throw new RangeError('Expected a place and a value, such as data.robot_name=Prices.');
  const place = text.slice(0, end);
  return editAt(place, parseValue(text.slice(end + 1)));
}

/**
 * Reads the place of a field to remove.
 *
 * @param place what the user wrote
 * @throws {RangeError} if it is empty
 */
export function parseRemoval(place: string): PayloadEdit {
  return editAt(place, undefined);
}

/**
 * @returns the change of the field at a place to a value; `undefined` removes it
 * @throws {RangeError} if the place is empty
 */
export function editAt(place: string, value: unknown): PayloadEdit {
  if (place === '') throw new RangeError('Expected a place, such as data.error.stack.');
  return { path: parsePlace(place), place, value };
}

function parsePlace(place: string): readonly string[] {
  if (!place.startsWith('/')) return place.split('.');
  // RFC 6901, section 4: `~1` first, so that `~01` becomes `~1`.
  return place
    .slice(1)
    .split('/')
    .map((key) => key.replaceAll('~1', '/').replaceAll('~0', '~'));
}

function parseValue(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text;
  }
}

/**
 * @param payload is not changed
 * @param edits what to change, one after the other
 * @returns a payload with the changes
 * @throws {RangeError} if the payload cannot have a field at a place
 */
export function applyEdits(payload: unknown, edits: readonly PayloadEdit[]): unknown {
  return edits.reduce<unknown>((changed, edit) => changeAt(changed, edit, 0), payload);
}

function changeAt(value: unknown, edit: PayloadEdit, depth: number): unknown {
  const key = edit.path[depth];
  if (key === undefined) return edit.value;
  if (Array.isArray(value)) return changeItem(value, edit, depth);
  if (value !== undefined && (typeof value !== 'object' || value === null)) {
    throw new RangeError(
      `Cannot change '${edit.place}': '${edit.path.slice(0, depth).join('.')}' has no fields.`,
    );
  }
  const fields = new Map<string, unknown>(Object.entries(value ?? {}));
  const changed = changeAt(fields.get(key), edit, depth + 1);
  if (changed === undefined) fields.delete(key);
  else fields.set(key, changed);
  return Object.fromEntries(fields);
}

function changeItem(items: readonly unknown[], edit: PayloadEdit, depth: number): unknown[] {
  const index = Number(edit.path[depth]);
  if (!Number.isInteger(index) || index < 0 || index > items.length) {
    throw new RangeError(
      `Cannot change '${edit.place}': expected an index of the array from 0 to ${items.length}.`,
    );
  }
  const changed = changeAt(items[index], edit, depth + 1);
  return [...items.slice(0, index), ...(changed === undefined ? [] : [changed]), ...items.slice(index + 1)];
}
