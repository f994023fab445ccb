/**
 * Reads single values, and says what was converted.
 *
 * @module event/values
 */
import type { Field } from './fields.ts';
import type { Repairs } from './repair.ts';

/**
 * A text. A number is converted, and so is a value that the contract names and that is written in another case.
 *
 * @param field the field
 * @param repairs where to report
 * @param known the values that the contract names, if it does
 */
export function readText(field: Field, repairs: Repairs, known: readonly string[] = []): string | undefined {
  const { value, path } = field;
  if (typeof value === 'string')
    return known.length === 0 ? value : inKnownCase({ value, path }, known, repairs);
  if (typeof value !== 'number' || !Number.isFinite(value)) return repairs.unreadable(field, 'a text');
  const text = String(value);
  const isExact = !Number.isInteger(value) || Number.isSafeInteger(value);
  const because = isExact
    ? 'is a number, read as text'
    : 'is too large to have been kept exactly, and is read as text';
  repairs.add(isExact ? 'converted' : 'imprecise', path, { found: value, used: text, because });
  return text;
}

const MAX_KNOWN_LENGTH = 20;

function inKnownCase(
  { value, path }: { value: string; path: string },
  known: readonly string[],
  repairs: Repairs,
): string {
  const lower = value.length > MAX_KNOWN_LENGTH ? value : value.toLowerCase();
  if (lower === value || !known.includes(lower)) return value;
  repairs.add('converted', path, { found: value, used: lower, because: `is read as "${lower}"` });
  return lower;
}

/**
 * A value that is taken as it is, if it has the right structure.
 *
 * @param isRight tells whether it has
 * @param field the field
 * @param options where to report, and what can be read there
 */
export function readIf<Value>(
  isRight: (value: unknown) => value is Value,
  field: Field,
  { repairs, expected }: { repairs: Repairs; expected: string },
): Value | undefined {
  return isRight(field.value) ? field.value : repairs.unreadable(field, expected);
}

/**
 * A number. Digits in a text are converted.
 *
 * @param field the field
 * @param repairs where to report
 */
export function readNumber(field: Field, repairs: Repairs): number | undefined {
  const { value, path } = field;
  if (typeof value === 'number' && Number.isFinite(value)) return value;
  if (typeof value === 'string' && /^\d{1,15}$/.test(value)) {
    const used = Number(value);
    repairs.add('converted', path, { found: value, used, because: 'is a text, read as a number' });
    return used;
  }
  return repairs.unreadable(field, 'a number');
}

/**
 * Yes or no. The words are converted.
 *
 * @param field the field
 * @param repairs where to report
 */
export function readBoolean(field: Field, repairs: Repairs): boolean | undefined {
  const { value, path } = field;
  if (typeof value === 'boolean') return value;
  if (value === 'true' || value === 'false') {
    const used = value === 'true';
    repairs.add('converted', path, { found: value, used, because: 'is a text, read as true or false' });
    return used;
  }
  return repairs.unreadable(field, 'true or false');
}
