/**
 * JSON pointers.
 *
 * @module validation/pointer
 * @see https://www.rfc-editor.org/rfc/rfc6901
 */
import { MAX_POINTER } from './limits.ts';

/**
 * A pointer to a member of what another pointer points to.
 *
 * @param parent a JSON pointer, `''` for the whole document
 * @param key name of the member, or index of the element
 */
export function join(parent: string, key: string | number): string {
  return `${parent}/${escaped(String(key))}`;
}

function escaped(key: string): string {
  return key.replaceAll('~', '~0').replaceAll('/', '~1');
}

/**
 * The pointer that some steps make. If it would be too long, it ends before the step that exceeds the limit: a hostile key
 * can have millions of characters, and a hundred findings can lie below it.
 *
 * @param steps names of members and indices of elements, from the root
 */
export function pointerOf(steps: readonly (string | number)[]): string {
  let pointer = '';
  for (const step of steps) {
    const isTooLong = typeof step === 'string' && step.length > MAX_POINTER;
    const next = isTooLong ? undefined : join(pointer, step);
    if (next === undefined || next.length > MAX_POINTER) return pointer;
    pointer = next;
  }
  return pointer;
}

/**
 * A key as a step of a pointer. Of a key that is too long for any pointer, only the beginning is taken.
 *
 * @param key name of the member
 */
export function stepOf(key: string): string {
  return escaped(key.length > MAX_POINTER ? key.slice(0, MAX_POINTER) : key);
}

/**
 * A pointer within the limit of length. If it is too long, it ends before the step that exceeds the limit.
 *
 * @param pointer a JSON pointer
 */
export function boundedPointer(pointer: string): string {
  return pointer.length <= MAX_POINTER ? pointer : pointer.slice(0, pointer.lastIndexOf('/', MAX_POINTER));
}

/**
 * What a pointer points to.
 *
 * @param root the whole document
 * @param pointer a JSON pointer
 * @returns the value; `undefined` if the place does not exist
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
 * @returns `undefined` if the value is not an object, or does not have that own member
 */
export function memberOf(value: unknown, key: string): unknown {
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return undefined;
  return (value as Record<string, unknown>)[key];
}
