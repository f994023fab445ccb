/**
 * What JSON.parse does not say of a text: how deep it nests, which keys it has twice, and which numbers lost digits.
 *
 * @module event/scan-json
 * @see https://www.rfc-editor.org/rfc/rfc8259#section-4 keys should be unique, and what a parser does otherwise differs
 * @see https://www.rfc-editor.org/rfc/rfc8259#section-6 integers beyond 2^53-1 are not kept alike by all parsers
 */
import { pointerOf } from '../validation/pointer.ts';
import { MAX_BRACKET_SHARE, MAX_FINDING_ATTEMPTS, MAX_FINDINGS } from './limits.ts';

/** What a scan of a JSON text finds; at most 100 of each. */
export interface JsonFindings {
  /**
   * JSON pointers of the keys that an object has more than once; JSON.parse keeps the last value. A pointer of over 1,000
   * characters gives way to that of the nearest place above.
   */
  readonly duplicateKeys: readonly string[];
  /** JSON pointers of the numbers that a double cannot hold: beyond its range, or whole with too many digits. */
  readonly unsafeNumbers: readonly string[];
}

/** An array or object that the scan is inside of. */
interface Level {
  /** The keys so far; `undefined` in an array. */
  readonly keys: Set<string> | undefined;
  /** Key or index of the value that comes next. */
  step: string | number;
}

/**
 * Finds the duplicate keys, and the numbers that lost digits, of a JSON text. Takes time in proportion to its length.
 *
 * @param text a text that JSON.parse takes
 * @example
 * ```ts
 * scanJson('{"id":1,"id":2}').duplicateKeys; // ['/id']
 * ```
 */
export function scanJson(text: string): JsonFindings {
  const scan = new Scan();
  for (let at = 0; at < text.length; at++) {
    const mark = text.charCodeAt(at);
    if (mark === QUOTE) {
      const end = endOfString(text, at);
      if (scan.keyIsNext) scan.onKey(text.slice(at, end));
      at = end - 1;
    } else if (mark === MINUS || (mark >= ZERO && mark <= NINE)) {
      const end = endOfNumber(text, at);
      scan.onNumber(text.slice(at, end));
      at = end - 1;
    } else {
      scan.onMark(mark);
    }
  }
  return { duplicateKeys: [...scan.duplicateKeys], unsafeNumbers: [...scan.unsafeNumbers] };
}

/**
 * Whether the arrays and objects of a text lie deeper within one another than a number of levels. Takes time in
 * proportion to its length, and next to no memory.
 *
 * @param text any text, JSON or not
 * @param levels how many levels are allowed
 */
export function nestsDeeper(text: string, levels: number): boolean {
  let depth = 0;
  for (let at = 0; at < text.length; at++) {
    const mark = text.charCodeAt(at);
    if (mark === QUOTE) at = endOfString(text, at) - 1;
    else if (isOpening(mark) && ++depth > levels) return true;
    else if (isClosing(mark)) depth--;
  }
  return false;
}

/**
 * Whether so much of a text is opening brackets that its nesting could cost more than the rest of it. Counting them takes a
 * fiftieth of parsing; {@link nestsDeeper} takes a third.
 *
 * @param text any text
 */
export function isMostlyBrackets(text: string): boolean {
  let left = text.length / MAX_BRACKET_SHARE;
  for (const bracket of ['[', '{']) {
    for (let at = text.indexOf(bracket); at !== -1; at = text.indexOf(bracket, at + 1)) {
      if (--left < 0) return true;
    }
  }
  return false;
}

const [QUOTE, BACKSLASH, COMMA, MINUS, ZERO, NINE] = [0x22, 0x5c, 0x2c, 0x2d, 0x30, 0x39];
const [OPEN_ARRAY, CLOSE_ARRAY, OPEN_OBJECT, CLOSE_OBJECT] = [0x5b, 0x5d, 0x7b, 0x7d];

function isOpening(mark: number): boolean {
  return mark === OPEN_ARRAY || mark === OPEN_OBJECT;
}

function isClosing(mark: number): boolean {
  return mark === CLOSE_ARRAY || mark === CLOSE_OBJECT;
}

class Scan {
  readonly duplicateKeys = new Set<string>();
  readonly unsafeNumbers = new Set<string>();
  readonly #levels: Level[] = [];
  #attempts = 0;
  keyIsNext = false;

  onMark(mark: number): void {
    if (isOpening(mark)) {
      const isObject = mark === OPEN_OBJECT;
      this.#levels.push(isObject ? { keys: new Set(), step: '' } : { keys: undefined, step: 0 });
      this.keyIsNext = isObject;
    } else if (isClosing(mark)) {
      this.#levels.pop();
      this.keyIsNext = false;
    } else if (mark === COMMA) {
      const level = this.#levels.at(-1);
      if (typeof level?.step === 'number') level.step++;
      this.keyIsNext = level?.keys !== undefined;
    }
  }

  onKey(token: string): void {
    this.keyIsNext = false;
    const level = this.#levels.at(-1);
    if (level?.keys === undefined) return;
    const key = token.includes('\\') ? (JSON.parse(token) as string) : token.slice(1, -1);
    level.step = key;
    if (level.keys.has(key)) this.#add(this.duplicateKeys);
    else level.keys.add(key);
  }

  onNumber(token: string): void {
    if (isUnsafe(token)) this.#add(this.unsafeNumbers);
  }

  /** Attempts are counted too: a body can repeat one key a million times, which is one finding. */
  #add(found: Set<string>): void {
    if (found.size >= MAX_FINDINGS || ++this.#attempts > MAX_FINDING_ATTEMPTS) return;
    found.add(pointerOf(this.#levels.map(({ step }) => step)));
  }
}

/** Index behind the closing quote. */
function endOfString(text: string, start: number): number {
  for (let at = start + 1; at < text.length; at++) {
    const mark = text.charCodeAt(at);
    if (mark === QUOTE) return at + 1;
    if (mark === BACKSLASH) at++;
  }
  return text.length;
}

/** Index behind the last digit. */
function endOfNumber(text: string, start: number): number {
  let at = start + 1;
  while (at < text.length && '0123456789.eE+-'.includes(text[at] as string)) at++;
  return at;
}

/** Digits that a number can have without having lost any; and those that are worth counting exactly. */
const SAFE_DIGITS = 15;
const MAX_DIGITS = 400;

/** A fraction is always as near as a double comes. */
function isUnsafe(token: string): boolean {
  if (token.length <= SAFE_DIGITS && !/e/i.test(token)) return false;
  const number = Number(token);
  if (!Number.isFinite(number)) return true;
  if (Number.isSafeInteger(number) || !/^-?\d+$/.test(token)) return false;
  return token.length > MAX_DIGITS || BigInt(token) !== BigInt(number);
}
