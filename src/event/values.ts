/**
 * Reads single values, and says what was converted.
 *
 * @module event/values
 */
import type { Field } from './fields.ts';
import type { Repairs } from './repair.ts';

/**
 * A short text, such as an id or a name. A number is converted.
 *
 * @param field the field, if it is there
 * @param repairs where to report
 */
export function readText(field: Field | undefined, repairs: Repairs): string | undefined {
  if (field === undefined) return undefined;
  const { value, path } = field;
  if (typeof value === 'string') return value;
  if (typeof value !== 'number' || !Number.isFinite(value)) {
    repairs.unreadable(path, value, 'a text');
    return undefined;
  }
  const text = String(value);
  const isExact = !Number.isInteger(value) || Number.isSafeInteger(value);
  const because = isExact
    ? 'is a number, read as text'
    : 'is too large to have been kept exactly, and is read as text';
  repairs.add(isExact ? 'converted' : 'imprecise', path, { found: value, used: text, because });
  return text;
}

/**
 * A long text, such as a page.
 *
 * @param field the field, if it is there
 * @param repairs where to report
 */
export function readPage(field: Field | undefined, repairs: Repairs): string | undefined {
  if (field === undefined || typeof field.value === 'string') return field?.value as string | undefined;
  repairs.unreadable(field.path, field.value, 'a text');
  return undefined;
}

/**
 * A number. Digits in a text are converted.
 *
 * @param field the field, if it is there
 * @param repairs where to report
 */
export function readNumber(field: Field | undefined, repairs: Repairs): number | undefined {
  if (field === undefined) return undefined;
  const { value, path } = field;
  if (typeof value === 'number' && Number.isFinite(value)) return value;
  if (typeof value === 'string' && /^\d{1,15}$/.test(value)) {
    const used = Number(value);
    repairs.add('converted', path, { found: value, used, because: 'is a text, read as a number' });
    return used;
  }
  repairs.unreadable(path, value, 'a number');
  return undefined;
}

/**
 * Yes or no. The words are converted.
 *
 * @param field the field, if it is there
 * @param repairs where to report
 */
export function readBoolean(field: Field | undefined, repairs: Repairs): boolean | undefined {
  if (field === undefined) return undefined;
  const { value, path } = field;
  if (typeof value === 'boolean') return value;
  if (value === 'true' || value === 'false') {
    const used = value === 'true';
    repairs.add('converted', path, { found: value, used, because: 'is a text, read as true or false' });
    return used;
  }
  repairs.unreadable(path, value, 'true or false');
  return undefined;
}

/** The statuses that Maxun is known to send. */
const STATUSES: ReadonlySet<string> = new Set(['success', 'failed', 'test']);

/**
 * The status of a run: open, but a known one in another case is converted.
 *
 * @param field the field, if it is there
 * @param repairs where to report
 */
export function readStatus(field: Field | undefined, repairs: Repairs): string | undefined {
  const status = readText(field, repairs);
  if (field === undefined || status === undefined || status.length > 10) return status;
  const lower = status.toLowerCase();
  if (lower === status || !STATUSES.has(lower)) return status;
  repairs.add('converted', field.path, { found: status, used: lower, because: `is read as "${lower}"` });
  return lower;
}
