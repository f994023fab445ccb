/**
 * Hides secrets by their value in everything that is shown or exported, at any place and in any encoding.
 *
 * @module errors/mask-values
 */
import { MASK } from './mask-url.ts';

/** Hides known values in a text. */
export type Mask = (text: string) => string;

/** Shorter values would hide words of every text. */
const MIN_LENGTH = 6;

/** What is before the base64 of a secret of Standard Webhooks. */
const PREFIX = /^wh(?:sec|pk|sk)_/;

/**
 * Makes a function that hides values: plain, percent-encoded, escaped as in JSON or HTML, in hex, and in either base64 at any
 * place of its text. Of a secret of Standard Webhooks, the key that it holds is hidden too.
 *
 * @param values secret texts of 6 characters or more; shorter ones are not hidden
 */
export function createMask(values: readonly string[]): Mask {
  const spellings = values.flatMap((value) => (PREFIX.test(value) ? [value, ...keysIn(value)] : [value]));
  const patterns = [...new Set(spellings)].filter(({ length }) => length >= MIN_LENGTH).flatMap(patternsOf);
  if (patterns.length === 0) return (text) => text;
  const pattern = new RegExp(patterns.join('|'), 'gi');
  return (text) => text.replaceAll(pattern, MASK);
}

/** The key that a secret holds: in base64, and in hex. */
function keysIn(secret: string): string[] {
  const key = secret.replace(PREFIX, '');
  return [key, Buffer.from(key, 'base64').toString('hex')];
}

function patternsOf(value: string): string[] {
  const bytes = Buffer.from(value);
  return [
    (value.match(/\\+|[^\\]/gu) ?? []).map(spellingsOf).join(''),
    bytes.toString('hex'),
    ...[0, 1, 2].map((offset) => base64Core(bytes, offset)),
  ];
}

/** One backslash, in any of its spellings. */
const BACKSLASH = String.raw`(?:\\|%(?:25)*5c|u005c|&#(?:0{0,4}92|x0{0,4}5c);)`;

/**
 * One character: plain, as `\u0041` or with backslashes, as the percent-encoded bytes of its UTF-8, or as HTML; once or more.
 * Backslashes stand together, and each is matched in one way alone: at the start from the first of a run, and not again by the
 * character behind them. Else a text of nothing but them would cost its square.
 */
function spellingsOf(character: string, at: number, all: readonly string[]): string {
  if (character.startsWith('\\')) return runOf(character.length, at);
  const isAfterRun = all[at - 1]?.startsWith('\\') ?? false;
  const start = at === 0 ? String.raw`(?<!\\)` : '';
  const [any, some] = isAfterRun ? ['', ''] : [String.raw`${start}\\*`, String.raw`${start}\\+`];
  const percent = Buffer.from(character).toString('hex').replaceAll(/../g, '%(?:25)*$&');
  const [first = '', ...others] = character.split('').map(unitOf);
  const escaped = [`${some}${first}`, ...others].join(String.raw`\\+`);
  const plain = character.replaceAll(/[^\w]/gu, (sign) => `${any}${escapeForPattern(sign)}`);
  return `(?:${htmlOf(character)}${plain}|${percent}|${escaped}${character === ' ' ? String.raw`|\+` : ''})`;
}

/** Backslashes: as many as the value has, or more, since JSON doubles them. */
function runOf(count: number, at: number): string {
  return `${at === 0 ? `(?<!${BACKSLASH})` : ''}${BACKSLASH}{${count},}`;
}

/** A UTF-16 unit as JSON escapes it, without the backslash. */
function unitOf(unit: string): string {
  return `u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`;
}

const HTML_NAMES: Readonly<Record<string, string>> = {
  '&': 'amp',
  '<': 'lt',
  '>': 'gt',
  '"': 'quot',
  "'": 'apos',
};

/** Signs that HTML escapes, before they are looked for as they are: `&` is the start of all. */
function htmlOf(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  if (/\w/.test(character)) return '';
  const names = [HTML_NAMES[character] ?? [], `#0{0,4}${code}`, `#x0{0,4}${code.toString(16)}`].flat();
  return `&(?:${names.join('|')});|`;
}

function escapeForPattern(sign: string): string {
  return sign.replaceAll(/[$()*+./?[\\\]^{|}-]/g, String.raw`\$&`);
}

/** The characters of a base64 text that depend on these bytes alone, if they begin at an offset of 0, 1 or 2. */
function base64Core(bytes: Buffer, offset: number): string {
  const text = Buffer.concat([Buffer.alloc(offset), bytes])
    .toString('base64')
    .replace(/=+$/, '');
  const core = text.slice(offset === 0 ? 0 : offset + 1, (offset + bytes.length) % 3 === 0 ? undefined : -1);
  return escapeForPattern(core)
    .replaceAll(String.raw`\+`, '(?:[+-]|%2b)')
    .replaceAll(String.raw`\/`, '(?:[/_]|%2f)');
}
