/**
 * Bytes to JSON: strict UTF-8, no byte order mark, nothing larger or deeper than the limits.
 *
 * @module event/parse
 * @see https://www.rfc-editor.org/rfc/rfc8259
 * @see docs/decisions/0020-parsing.md
 */
import { PayloadError } from '../errors/index.ts';
import { requireInteger } from '../errors/options.ts';
import { DEEPEST_LIMIT, MAX_BODY_BYTES, MAX_DEPTH, MAX_OBJECT_KEYS, MIN_LENGTH_TO_SCAN } from './limits.ts';
import { isMostlyBrackets, nestsDeeper } from './scan-json.ts';

/** What {@link parseBody} refuses to go beyond. */
export interface ParseLimits {
  /** The most bytes that a body may have; 10 MiB by default. */
  readonly maxBodyBytes?: number;
  /** The most arrays and objects that may lie within one another, from 1 to 1,000; 128 by default. */
  readonly maxDepth?: number;
  /** The most keys that one object may have; 10,000 by default. */
  readonly maxKeys?: number;
}

/** A body that is JSON. */
export interface ParsedBody {
  /** What the JSON holds. Keys such as `__proto__` are own properties like any other. */
  readonly value: unknown;
  /** The text that the bytes are. */
  readonly text: string;
}

/** The limits that hold where none are given: 10 MiB, 128 levels, 10,000 keys in an object. */
export const defaultLimits: Readonly<Required<ParseLimits>> = {
  maxBodyBytes: MAX_BODY_BYTES,
  maxDepth: MAX_DEPTH,
  maxKeys: MAX_OBJECT_KEYS,
};

const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/**
 * Parses the body of a delivery.
 *
 * @param body the exact bytes, or the text that they are
 * @param limits `maxBodyBytes`, `maxDepth` and `maxKeys`
 * @returns the value, and its text: `scanJson(text)` finds duplicate keys, and numbers that lost digits
 * @throws {PayloadError} ERR_WEBHOOK_BODY_TOO_LARGE, ERR_WEBHOOK_BODY_NOT_UTF8, ERR_WEBHOOK_BODY_NOT_JSON,
 * ERR_WEBHOOK_BODY_TOO_DEEP or ERR_WEBHOOK_BODY_TOO_MANY_KEYS
 * @throws {TypeError} if `body` is neither bytes nor text
 * @throws {RangeError} if a limit is not a positive whole number, or `maxDepth` is above 1,000
 * @example
 * ```ts
 * const { value } = parseBody(new TextEncoder().encode('{"event_type":"run_failed"}'));
 * ```
 */
export function parseBody(body: Uint8Array | ArrayBuffer | string, limits: ParseLimits = {}): ParsedBody {
  const maxBodyBytes = limitOf('maxBodyBytes', limits.maxBodyBytes, Number.MAX_SAFE_INTEGER);
  const maxDepth = limitOf('maxDepth', limits.maxDepth, DEEPEST_LIMIT);
  const maxKeys = limitOf('maxKeys', limits.maxKeys, Number.MAX_SAFE_INTEGER);
  if (typeof body !== 'string' && !ArrayBuffer.isView(body) && !(body instanceof ArrayBuffer)) {
    throw new TypeError('body is neither bytes nor text: give the raw body, not what a parser made of it.');
  }
  if (exceeds(body, maxBodyBytes)) {
    throw new PayloadError('ERR_WEBHOOK_BODY_TOO_LARGE', `The body has more than ${maxBodyBytes} bytes.`);
  }
  const text = typeof body === 'string' ? body : decode(body);
  return { value: parseText(text, maxDepth, maxKeys), text };
}

function limitOf(name: keyof ParseLimits, limit: number | undefined, most: number): number {
  if (limit === undefined) return defaultLimits[name];
  return requireInteger(name, limit, { max: most });
}

function exceeds(body: Uint8Array | ArrayBuffer | string, maxBytes: number): boolean {
  if (typeof body !== 'string') return body.byteLength > maxBytes;
  // A UTF-16 unit is one to three bytes of UTF-8.
  if (body.length > maxBytes) return true;
  return body.length * 3 > maxBytes && new TextEncoder().encode(body).byteLength > maxBytes;
}

function decode(body: Uint8Array | ArrayBuffer): string {
  try {
    return decoder.decode(body);
  } catch (cause) {
    const start = ArrayBuffer.isView(body) ? body.subarray(0, 2) : new Uint8Array(body, 0, 2);
    const isUtf16 = (start[0] === 0xff && start[1] === 0xfe) || (start[0] === 0xfe && start[1] === 0xff);
    const hint = isUtf16 ? UTF_16 : 'Send JSON encoded as UTF-8, and nothing compressed or binary.';
    throw new PayloadError('ERR_WEBHOOK_BODY_NOT_UTF8', `The body is not UTF-8. ${hint}`, { cause });
  }
}

const UTF_16 = 'It looks like UTF-16: encode it as UTF-8.';

function parseText(text: string, maxDepth: number, maxKeys: number): unknown {
  if (text.length >= MIN_LENGTH_TO_SCAN && isMostlyBrackets(text) && nestsDeeper(text, maxDepth)) {
    throw tooDeep(maxDepth);
  }
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    // The engine's own message quotes the body, so neither it nor the error is passed on.
    throw notJson(text);
  }
  const excess = excessOf(value, maxDepth, maxKeys);
  if (excess === 'depth') throw tooDeep(maxDepth);
  if (excess === 'keys') throw tooManyKeys(maxKeys);
  return value;
}

function tooDeep(maxDepth: number): PayloadError {
  return new PayloadError('ERR_WEBHOOK_BODY_TOO_DEEP', `The body nests deeper than ${maxDepth} levels.`);
}

function tooManyKeys(maxKeys: number): PayloadError {
  const message = `The body has an object with more than ${maxKeys} keys: send such records as rows of an array.`;
  return new PayloadError('ERR_WEBHOOK_BODY_TOO_MANY_KEYS', message);
}

type Excess = 'depth' | 'keys' | undefined;

/**
 * What a value has too much of: levels of arrays and objects within one another, or keys of one object. Texts and numbers,
 * which are most of a body, cost no call.
 */
function excessOf(value: unknown, levels: number, maxKeys: number): Excess {
  if (!isContainer(value)) return undefined;
  if (levels === 0) return 'depth';
  if (Array.isArray(value)) {
    for (let at = 0; at < value.length; at++) {
      const excess = isContainer(value[at]) ? excessOf(value[at], levels - 1, maxKeys) : undefined;
      if (excess !== undefined) return excess;
    }
    return undefined;
  }
  let left = maxKeys;
  for (const key in value) {
    if (--left < 0) return 'keys';
    const member = (value as Record<string, unknown>)[key];
    const excess = isContainer(member) ? excessOf(member, levels - 1, maxKeys) : undefined;
    if (excess !== undefined) return excess;
  }
  return undefined;
}

function isContainer(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}

function notJson(text: string): PayloadError {
  if (/^.?\0/.test(text))
    return new PayloadError('ERR_WEBHOOK_BODY_NOT_UTF8', `The body is not UTF-8. ${UTF_16}`);
  return new PayloadError('ERR_WEBHOOK_BODY_NOT_JSON', `The body is not JSON. ${reasonOf(text)}`);
}

function reasonOf(text: string): string {
  if (text.startsWith('\ufeff')) return 'It starts with a byte order mark (EF BB BF): send it without one.';
  if (text.trim() === '') return 'It is empty: a redirect may have turned the POST into a GET.';
  if (/^\s*</.test(text)) return 'It looks like HTML or XML.';
  if (/^[\w.%+-]+=/.test(text)) return 'It looks like a form: send application/json.';
  if (/^\s*[[{]/.test(text))
    return 'It starts as JSON, and is cut short or has a syntax error such as a trailing comma.';
  return 'It does not start as a JSON object.';
}
