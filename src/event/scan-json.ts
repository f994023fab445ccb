/**
 * What JSON.parse does not say of a text: which keys it saw twice, and which numbers lost digits.
 *
 * @module event/scan-json
 * @see https://www.rfc-editor.org/rfc/rfc8259#section-4 keys should be unique, and what a parser does otherwise differs
 * @see https://www.rfc-editor.org/rfc/rfc8259#section-6 integers beyond 2^53-1 are not kept alike by all parsers
 */
import { bounded, join } from '../validation/pointer.ts';

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

/** Findings of a kind that a scan collects; a hostile body can have a million. */
const MAX_FINDINGS = 100;

/** A container that the scan is inside of. */
interface Level {
  /** The keys so far; `undefined` in an array. */
  readonly keys: Set<string> | undefined;
  /** Key or index of the value that comes next. */
  step: string | number;
}

/**
 * Scans a text for what its parsed value does not show.
 *
 * @param text a text that JSON.parse takes
 */
export function scanJson(text: string): JsonFindings {
  const scan = new Scan();
  for (let at = 0; at < text.length; at++) {
    const mark = text[at] as string;
    if (mark === '"') {
      const end = endOfString(text, at);
      scan.onString(text.slice(at, end));
      at = end - 1;
    } else if (mark === '-' || (mark >= '0' && mark <= '9')) {
      const end = endOfNumber(text, at);
      scan.onNumber(text.slice(at, end));
      at = end - 1;
    } else {
      scan.onMark(mark);
    }
  }
  return scan;
}

class Scan implements JsonFindings {
  readonly duplicateKeys: string[] = [];
  readonly unsafeNumbers: string[] = [];
  readonly #levels: Level[] = [];
  #keyIsNext = false;

  onMark(mark: string): void {
    switch (mark) {
      case '{':
        this.#levels.push({ keys: new Set(), step: '' });
        this.#keyIsNext = true;
        break;
      case '[':
        this.#levels.push({ keys: undefined, step: 0 });
        break;
      case '}':
      case ']':
        this.#levels.pop();
        this.#keyIsNext = false;
        break;
      case ',':
        this.#onComma();
        break;
      default: // White space, a colon, a letter of `true`, `false` or `null`.
    }
  }

  onString(token: string): void {
    const level = this.#levels.at(-1);
    if (!this.#keyIsNext || level?.keys === undefined) return;
    this.#keyIsNext = false;
    const key = token.includes('\\') ? (JSON.parse(token) as string) : token.slice(1, -1);
    level.step = key;
    if (level.keys.has(key)) this.#add(this.duplicateKeys);
    level.keys.add(key);
  }

  onNumber(token: string): void {
    if (isUnsafe(token)) this.#add(this.unsafeNumbers);
  }

  #onComma(): void {
    const level = this.#levels.at(-1);
    if (typeof level?.step === 'number') level.step++;
    else this.#keyIsNext = true;
  }

  #add(found: string[]): void {
    if (found.length >= MAX_FINDINGS) return;
    const path = bounded(this.#levels.reduce((parent, { step }) => join(parent, step), ''));
    if (!found.includes(path)) found.push(path);
  }
}

/** Index behind the closing quote. */
function endOfString(text: string, start: number): number {
  for (let at = start + 1; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    if (unit === 0x22) return at + 1;
    if (unit === 0x5c) at++;
  }
  return text.length;
}

/** Index behind the last digit. */
function endOfNumber(text: string, start: number): number {
  let at = start + 1;
  while (at < text.length && '0123456789.eE+-'.includes(text[at] as string)) at++;
  return at;
}

/** Digits up to 15 always fit; so does a fraction, as near as a double comes. */
function isUnsafe(token: string): boolean {
  if (token.length <= 15 && !/e/i.test(token)) return false;
  const number = Number(token);
  if (!Number.isFinite(number)) return true;
  return /^-?\d+$/.test(token) && BigInt(token) !== BigInt(number);
}
