/**
 * Reads one header of an HTTP request, in whichever form a framework has the headers.
 *
 * @module signature/headers
 * @see https://www.rfc-editor.org/rfc/rfc9110#section-5 names are case-insensitive, and may be repeated
 */

import { isRecord } from '../errors/is-record.ts';
import { type InputProblem, isThenable } from './raw-body.ts';

/**
 * The headers of a request: the web's `Headers`, a `Map`, Node's `rawHeaders` (names and values by turns), or an
 * object such as Node's `headers`.
 */
export type HeadersLike =
  | Headers
  | ReadonlyMap<string, string>
  | readonly string[]
  | Readonly<Record<string, string | readonly string[] | undefined>>;

/** What is known of a header: its one value, that it is absent, or that it is there more than once. */
export type HeaderValue =
  { readonly kind: 'one'; readonly value: string } | { readonly kind: 'none' } | { readonly kind: 'many' };

const NONE: HeaderValue = { kind: 'none' };
const MANY: HeaderValue = { kind: 'many' };

/**
 * Says why something cannot be the headers of a request.
 *
 * @param headers what a caller gave
 * @returns nothing where it can be
 */
export function findHeadersProblem(headers: unknown): InputProblem | undefined {
  if (isThenable(headers)) {
    const message =
      'The headers are a Promise: await them. In Next.js: await headers(), or take request.headers.';
    return { code: 'ERR_WEBHOOK_HEADERS_NOT_AWAITED', message };
  }
  const found = describeNotHeaders(headers);
  if (found === undefined) return undefined;
  const expected = "the request's headers: a Headers object, a plain object, or Node's headers or rawHeaders";
  const message = `The headers are ${found}: expected ${expected}.`;
  return { code: 'ERR_WEBHOOK_HEADERS_UNREADABLE', message };
}

function describeNotHeaders(headers: unknown): string | undefined {
  if (headers === null || typeof headers !== 'object') {
    return headers === undefined || headers === null ? String(headers) : `a ${typeof headers}`;
  }
  try {
    if (Array.isArray(headers)) {
      return headers.every((each) => typeof each === 'string')
        ? undefined
        : 'an array of something else than texts';
    }
    if (ArrayBuffer.isView(headers)) return 'bytes';
    const { headers: within } = headers as { headers?: unknown };
    return isRecord(within) ? 'a whole request: give its headers' : undefined;
  } catch {
    return 'an object that throws when it is read';
  }
}

/**
 * Reads a header by its name, in any case of its letters.
 *
 * `Headers` and Node's `headers` join what was repeated on the wire to `a, b`: that is one value here, and for whoever
 * reads it to judge.
 *
 * @param headers the headers of a request; of anything else, nothing is found
 * @param name name of the header, in lower case
 * @returns the value, or why there is not one; it never throws
 * @example
 * ```ts
 * const id = readHeader(request.headers, 'webhook-id');
 * if (id.kind === 'one') console.log(id.value);
 * ```
 */
export function readHeader(headers: HeadersLike, name: string): HeaderValue {
  try {
    return read(headers, name);
  } catch {
    // A getter or a proxy that throws: no header can be read from it.
    return NONE;
  }
}

function read(headers: unknown, name: string): HeaderValue {
  if (typeof headers !== 'object' || headers === null) return NONE;
  if (Array.isArray(headers)) return fromRaw(headers, name);
  if (!isIterable(headers)) return fromObject(headers as Readonly<Record<string, unknown>>, name);
  // Asked last: Node loads its whole `fetch` when `Headers` is first named.
  if (typeof Headers !== 'undefined' && headers instanceof Headers) return fromValue(headers.get(name));
  return fromEntries(headers, name);
}

function fromValue(value: unknown): HeaderValue {
  if (typeof value === 'string') return { kind: 'one', value };
  if (!Array.isArray(value)) return NONE;
  return value.length > 1 ? MANY : fromValue(value[0]);
}

function fromRaw(headers: readonly unknown[], name: string): HeaderValue {
  let found: HeaderValue = NONE;
  for (let index = 0; index + 1 < headers.length; index += 2) {
    if (isNamed(headers[index], name)) found = add(found, headers[index + 1]);
  }
  return found;
}

function fromEntries(headers: Iterable<unknown>, name: string): HeaderValue {
  let found: HeaderValue = NONE;
  for (const entry of headers) {
    if (Array.isArray(entry) && isNamed(entry[0], name)) found = add(found, entry[1]);
  }
  return found;
}

function fromObject(headers: Readonly<Record<string, unknown>>, name: string): HeaderValue {
  let found: HeaderValue = NONE;
  // Own keys only: a header is never inherited. `in` with a check is faster than an array of keys.
  for (const key in headers) {
    if (key.length === name.length && isNamed(key, name) && Object.hasOwn(headers, key))
      found = add(found, headers[key]);
  }
  return found;
}

function add(found: HeaderValue, value: unknown): HeaderValue {
  const next = fromValue(value);
  if (next.kind === 'none') return found;
  return found.kind === 'none' ? next : MANY;
}

function isNamed(key: unknown, name: string): boolean {
  return (
    key === name || (typeof key === 'string' && key.length === name.length && key.toLowerCase() === name)
  );
}

function isIterable(value: object): value is Iterable<unknown> {
  return typeof (value as { [Symbol.iterator]?: unknown })[Symbol.iterator] === 'function';
}
