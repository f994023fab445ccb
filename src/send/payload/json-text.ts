/**
 * Serialises a value as JSON, or throws if the receiver would get something other than the caller meant.
 *
 * `JSON.stringify` throws for some values and silently changes others: NaN becomes null, half a surrogate pair an escape
 * that strict parsers refuse.
 *
 * @module send/payload/json-text
 */
import { PayloadError } from '../../errors/index.ts';
import { join } from '../../validation/pointer.ts';

/** An escaped half of a surrogate pair: whole pairs are never escaped (ECMA-262, QuoteJSONString). */
const LONE_SURROGATE = /(?<!\\)((?:\\\\)*)\\ud[89a-f][0-9a-f]{2}/;
const LONE_SURROGATES = new RegExp(LONE_SURROGATE, 'g');

/**
 * @param value plain JSON data
 * @param path JSON pointer to its place
 * @returns its JSON
 * @throws {PayloadError} ERR_WEBHOOK_PAYLOAD_INVALID if it is not plain JSON data: a BigInt, a circle, NaN, half a surrogate
 *   pair, a `toJSON` that throws
 * @throws {PayloadError} ERR_WEBHOOK_BODY_TOO_DEEP if it nests deeper than the stack reaches
 */
export function toJsonText(value: unknown, path: string): string {
  let text: string | undefined;
  try {
    text = JSON.stringify(value);
  } catch (error) {
    throw refusal(error, path);
  }
  if (text === undefined) throw notPlain(path, `a ${typeof value}`);
  // The cheap check first: payloads rarely contain this text.
  if (text.includes('\\ud') && LONE_SURROGATE.test(text)) throw notPlain(path, 'half a surrogate pair');
  if (text.includes('null')) refuseSilentNulls(value, path);
  return text;
}

/**
 * Makes sendable what a scraped page can hold: half of a surrogate pair has no UTF-8 form. Like an encoder of UTF-8, it puts
 * U+FFFD in its place, in keys as well; NaN becomes null.
 *
 * @param value of JSON
 * @returns a copy
 * @throws {TypeError} if it is not JSON data: a BigInt, a circle
 */
export function wellFormed<T extends object>(value: T): T {
  return JSON.parse(JSON.stringify(value).replaceAll(LONE_SURROGATES, String.raw`$1\ufffd`)) as T;
}

function refusal(error: unknown, path: string): PayloadError {
  if (error instanceof RangeError) {
    return new PayloadError('ERR_WEBHOOK_BODY_TOO_DEEP', `the event nests too deeply at ${path}: flatten it`);
  }
  const message = error instanceof TypeError ? error.message : '';
  if (message.includes('BigInt')) return notPlain(path, 'a BigInt');
  return notPlain(path, message.includes('circular') ? 'a circle' : 'a toJSON that throws');
}

function notPlain(path: string, found: string): PayloadError {
  const expected = 'plain JSON data';
  const message = `${path || 'the event'} is, or holds, ${found}; expected ${expected}.`;
  return new PayloadError('ERR_WEBHOOK_PAYLOAD_INVALID', `The event cannot be sent: ${message}`, {
    issues: [{ path, message, kind: 'limit', found, expected }],
  });
}

interface Place {
  readonly value: unknown;
  readonly path: string;
}

/** Finds what JSON silently turns into `null`: NaN and infinity, and `undefined`, functions and symbols in an array. */
function refuseSilentNulls(root: unknown, path: string): void {
  const places: Place[] = [{ value: root, path }];
  for (let place = places.pop(); place !== undefined; place = places.pop()) {
    const { value } = place;
    if (typeof value === 'number' && !Number.isFinite(value))
      throw notPlain(place.path, `the number ${value}`);
    if (typeof value !== 'object' || value === null || 'toJSON' in value) continue;
    for (const [key, member] of Object.entries(value)) {
      const at = join(place.path, key);
      if (Array.isArray(value) && ['undefined', 'function', 'symbol'].includes(typeof member))
        throw notPlain(at, typeof member);
      places.push({ value: member, path: at });
    }
  }
}
