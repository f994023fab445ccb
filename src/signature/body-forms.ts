/**
 * A body as other writers of JSON would have written it, each form made at the first need.
 *
 * @module signature/body-forms
 */
import { MAX_REWRITTEN_DEPTH } from './limits.ts';

/**
 * Bytes that parsing and writing take for a byte of the body, at most. `0,` takes 8 in an array and `[],` takes 40; a
 * number such as `1e20` is written in four times its length.
 */
const GROWTH = 16;

/** A body in its forms. */
export class BodyForms {
  readonly bytes: Uint8Array;
  #text: string | undefined;
  #json: { readonly value: unknown; readonly compact: string } | 'none' | undefined;
  #rewrittenBytes: number | undefined;

  /** @param bytes the body as it came */
  constructor(bytes: Uint8Array) {
    this.bytes = bytes;
  }

  /** The body as text. */
  get text(): string {
    return (this.#text ??= new TextDecoder('utf-8', { ignoreBOM: true }).decode(this.bytes));
  }

  /** Bytes that any of the three forms below takes to make, at most; infinite where the body is nested too deep. */
  get rewrittenBytes(): number {
    return (this.#rewrittenBytes ??= this.bytes.byteLength * GROWTH + indentation(this.bytes));
  }

  /** As `JSON.stringify(value)`; nothing where it is not JSON, or came so. */
  get compact(): string | undefined {
    const { compact } = this.#parsed() ?? {};
    return compact === this.text ? undefined : compact;
  }

  /** As `JSON.stringify(value, null, 2)`; nothing likewise. */
  get indented(): string | undefined {
    const parsed = this.#parsed();
    const indented = parsed && JSON.stringify(parsed.value, null, 2);
    return indented === this.text ? undefined : indented;
  }

  /** As Python's `json.dumps(value)`; nothing where it is not JSON. */
  get spaced(): Uint8Array | undefined {
    const parsed = this.#parsed();
    return parsed && asPython(parsed.compact);
  }

  #parsed(): { readonly value: unknown; readonly compact: string } | undefined {
    this.#json ??= parse(this.text);
    return this.#json === 'none' ? undefined : this.#json;
  }
}

function parse(text: string): { readonly value: unknown; readonly compact: string } | 'none' {
  try {
    const value: unknown = JSON.parse(text);
    return { value, compact: JSON.stringify(value) };
  } catch {
    return 'none';
  }
}

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const COMMA = 0x2c;
const COLON = 0x3a;
const SPACE = 0x20;

/** Bytes that `JSON.stringify(value, null, 2)` adds: a line before each member and each end, indented by two a level. */
function indentation(bytes: Uint8Array): number {
  let depth = 0;
  let added = 0;
  for (let at = 0; at < bytes.length; at++) {
    const byte = bytes[at] as number;
    if (byte === QUOTE) at = endOfText(at, bytes.length, (index) => bytes[index]);
    if (byte === 0x5b || byte === 0x7b) depth++;
    else if (byte === 0x5d || byte === 0x7d) depth--;
    else if (byte !== COMMA) continue;
    if (depth > MAX_REWRITTEN_DEPTH) return Infinity;
    added += 1 + 2 * Math.max(depth, 0);
  }
  return added;
}

/** The index of the quotation mark that ends a text of JSON. */
function endOfText(start: number, length: number, codeAt: (index: number) => number | undefined): number {
  let at = start + 1;
  while (at < length && codeAt(at) !== QUOTE) at += codeAt(at) === BACKSLASH ? 2 : 1;
  return at;
}

/** Writes a space after each comma and colon outside of texts, and nothing beyond ASCII, as `json.dumps` does. */
function asPython(compact: string): Uint8Array {
  // At most six bytes a unit: a backslash, u, four digits.
  const written = new Uint8Array(compact.length * 6);
  let length = 0;
  let end = -1;
  for (let at = 0; at < compact.length; at++) {
    const unit = compact.charCodeAt(at);
    if (unit === QUOTE && at > end) end = endOfText(at, compact.length, (index) => compact.charCodeAt(index));
    if (unit < 0x80) written[length++] = unit;
    else length += encoder.encodeInto(escaped(unit), written.subarray(length)).written;
    if (at > end && (unit === COMMA || unit === COLON)) written[length++] = SPACE;
  }
  return written.subarray(0, length);
}

const encoder = new TextEncoder();

function escaped(unit: number): string {
  return `\\u${unit.toString(16).padStart(4, '0')}`;
}
