/**
 * JSON pointers.
 *
 * @module validation/pointer
 * @see https://www.rfc-editor.org/rfc/rfc6901
 */

/**
 * A pointer to a member of what another pointer points to.
 *
 * @param parent a JSON pointer, `''` for the whole document
 * @param key name of the member, or index of the element
 */
export function join(parent: string, key: string | number): string {
  return `${parent}/${String(key).replaceAll('~', '~0').replaceAll('/', '~1')}`;
}

/** UTF-16 units of a pointer. A hostile key can have millions, and a hundred findings can lie below it. */
export const MAX_POINTER = 1000;

/**
 * A pointer, or, where it is too long, that to the nearest place above whose pointer is not.
 *
 * @param pointer a JSON pointer
 */
export function bounded(pointer: string): string {
  if (pointer.length <= MAX_POINTER) return pointer;
  return pointer.slice(0, pointer.lastIndexOf('/', MAX_POINTER));
}

/**
 * The value that a pointer points to, own properties only.
 *
 * @param root the whole document
 * @param pointer a JSON pointer
 * @returns `undefined` where there is nothing
 */
export function valueAt(root: unknown, pointer: string): unknown {
  let value = root;
  for (const step of pointer.split('/').slice(1)) {
    value = memberOf(value, step.replaceAll('~1', '/').replaceAll('~0', '~'));
  }
  return value;
}

/**
 * An own member of a value.
 *
 * @param value any value
 * @param key name of the member
 * @returns `undefined` if it is no object, or has no such member of its own
 */
export function memberOf(value: unknown, key: string): unknown {
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return undefined;
  return (value as Record<string, unknown>)[key];
}
