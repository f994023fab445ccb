/**
 * Guesses at what a sender meant, for the differences that Maxun's servers and users are known to make.
 *
 * @module validation/hints
 */
import { type EventType, eventTypes } from '#generated/events.js';
import { MAX_KEY_COMPARED } from './limits.ts';
import { join, memberOf } from './pointer.ts';

/** `new Date().toLocaleString()` in the common locales: numbers with slashes, dots or dashes, then a time. */
const LOCALE_DATE = /^\d{1,4}[/.-]\s?\d{1,2}[/.-]\s?\d{1,4}[, T]+\d{1,2}[:.]\d{2}/;

/**
 * Why a required field may be missing.
 *
 * @param parent the object that should have the field
 * @param key name of the field
 * @param path JSON pointer to the parent
 */
export function hintForMissing(parent: unknown, key: string, path: string): string | undefined {
  const alias = [toCamelCase(key), toSnakeCase(key)].find(
    (name) => name !== key && memberOf(parent, name) !== undefined,
  );
  if (alias !== undefined) {
    const style = alias === toCamelCase(key) ? 'camelCase' : 'snake_case';
    return `${join(path, alias)} is there: the same field in ${style}. normalize() reads both.`;
  }
  if (path !== '' || key !== 'data') return undefined;
  const flat = ['robot_id', 'robotId', 'run_id', 'runId'].find(
    (name) => memberOf(parent, name) !== undefined,
  );
  if (flat === undefined) return undefined;
  return `${join('', flat)} lies beside the envelope's fields: the event's own fields belong under /data.`;
}

/**
 * Why a text may not be an ISO 8601 date and time.
 *
 * @param text what was found
 */
export function hintForDate(text: unknown): string | undefined {
  if (typeof text !== 'string') return undefined;
  if (LOCALE_DATE.test(text)) {
    return "This is a date in the sending server's locale, without a zone, as Maxun servers send it. normalize() reads it.";
  }
  if (/^\d{4}-\d{2}-\d{2}T[\d:.]+$/.test(text)) return 'The zone is missing: end it with Z or an offset.';
  return undefined;
}

/**
 * Which event type may be meant.
 *
 * @param found the value of `event_type`
 */
export function hintForEventType(found: unknown): string | undefined {
  const meant = meantEventType(found);
  if (meant === undefined) return undefined;
  if (meant === found)
    return 'Maxun sends it, and its documentation does not describe it: it is an observed event.';
  return `Did you mean '${meant}'? Maxun's event types are in snake_case.`;
}

/**
 * The event type that a near miss such as `run.completed` or `RUN_COMPLETED` stands for.
 *
 * @param found the value of `event_type`
 * @returns `undefined` if it is not like any of them
 */
export function meantEventType(found: unknown): EventType | undefined {
  if (typeof found !== 'string') return undefined;
  const plain = toSnakeCase(found);
  return eventTypes.find((type) => type === plain);
}

/**
 * The spelling of a contract's key in camelCase.
 *
 * @param key a key in snake_case
 */
export function toCamelCase(key: string): string {
  return key.replaceAll(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());
}

/**
 * A key of any style in snake_case.
 *
 * @param key such as `runId`, `Run-ID`, `run.id`; a key longer than 100 characters is not changed
 */
export function toSnakeCase(key: string): string {
  if (key.length > MAX_KEY_COMPARED) return key;
  return key
    .replaceAll(/(?<=[a-z\d])[A-Z]/g, (letter) => `_${letter}`)
    .toLowerCase()
    .replaceAll(/[^\da-z]+/g, '_')
    .replaceAll(/^_|_$/g, '');
}
