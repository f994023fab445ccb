/**
 * Reads JSON piece by piece out of its text. `JSON.parse` of 10 MB blocks the page for seconds and needs hundreds of MB;
 * here a value is only a range of the text, and its members are read when they are shown.
 *
 * @module mock-server/inspector/json/node
 */
import { MAX_POINTER } from '../../../src/validation/limits.ts';
import { join } from '../../../src/validation/pointer.ts';

/** JSON pointer to a member; that of its parent where it would be too long. */
export function pointerTo(parent: string, name: string): string {
  return parent.length + name.length > MAX_POINTER ? parent : join(parent, name);
}

/** A value: a range of a text that is valid JSON. */
export interface JsonNode {
  /** The whole document. */
  readonly text: string;
  /** Index of the value's first character. */
  readonly start: number;
  /** Index after its last character. */
  readonly end: number;
  /** Members of an object, items of an array; 0 for anything else. */
  readonly size: number;
}

/** A member of an object or an item of an array. */
export interface JsonMember extends JsonNode {
  /** Its key or index. */
  readonly name: string;
}

/** Whether a value is an object, an array, or neither. */
export function containerOf({ text, start }: JsonNode): 'object' | 'array' | undefined {
  return text[start] === '{' ? 'object' : text[start] === '[' ? 'array' : undefined;
}

/**
 * Finds the end of a value and counts its members, without recursion and without keeping anything.
 *
 * @param text valid JSON
 * @param from where the value begins, white space included
 */
export function readJson(text: string, from = 0): JsonNode {
  const start = skipSpace(text, from);
  if (!'{['.includes(text[start] ?? ' ')) return { text, start, end: endOfScalar(text, start), size: 0 };
  let [end, depth, commas] = [start, 0, 0];
  do {
    const mark = text.charAt(end);
    if (mark === '"') end = endOfString(text, end) - 1;
    else if (mark === '{' || mark === '[') depth++;
    else if (mark === '}' || mark === ']') depth--;
    else if (mark === ',' && depth === 1) commas++;
    end++;
  } while (depth > 0 && end < text.length);
  const isEmpty = skipSpace(text, start + 1) === end - 1;
  return { text, start, end, size: isEmpty ? 0 : commas + 1 };
}

/**
 * The first members of an object or array, in the order of the text; a key that occurs twice is there twice.
 *
 * @param node the object or array; anything else has none
 * @param count at most so many
 */
export function membersOf(node: JsonNode, count: number): JsonMember[] {
  const { text, size } = node;
  const members: JsonMember[] = [];
  let at = node.start + 1;
  while (members.length < Math.min(count, size)) {
    at = skipSpace(text, at);
    let name = String(members.length);
    if (containerOf(node) === 'object') {
      const end = endOfString(text, at);
      name = JSON.parse(text.slice(at, end)) as string;
      at = skipSpace(text, end) + 1;
    }
    const value = readJson(text, at);
    members.push({ ...value, name });
    at = skipSpace(text, value.end) + 1;
  }
  return members;
}

/** A member of an object by its name; only the first 1,000 are looked at. */
export function memberNamed(node: JsonNode, name: string): JsonMember | undefined {
  return membersOf(node, 1000).find((member) => member.name === name);
}

/** The text of a value as it was sent, cut where it is longer than `max` characters. */
export function textOf({ text, start, end }: JsonNode, max: number = Number.POSITIVE_INFINITY): string {
  return end - start <= max ? text.slice(start, end) : `${text.slice(start, start + max)}…`;
}

/** Reads a text that people type. @returns `undefined` if it is not JSON */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** A value that is neither an object nor an array. */
export function scalarOf(node: JsonNode): string | number | boolean | null {
  return JSON.parse(textOf(node)) as string | number | boolean | null;
}

function skipSpace(text: string, from: number): number {
  let at = from;
  while (' \t\n\r'.includes(text[at] ?? '\0')) at++;
  return at;
}

function endOfScalar(text: string, start: number): number {
  if (text[start] === '"') return endOfString(text, start);
  let end = start;
  while (end < text.length && !' \t\n\r,]}'.includes(text.charAt(end))) end++;
  return end;
}

/** A quote ends a string unless an odd number of backslashes stands before it. */
function endOfString(text: string, start: number): number {
  for (let quote = start; ;) {
    quote = text.indexOf('"', quote + 1);
    if (quote < 0) return text.length;
    let before = quote;
    while (text[before - 1] === '\\') before--;
    if ((quote - before) % 2 === 0) return quote + 1;
  }
}
