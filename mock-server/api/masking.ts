/**
 * Hides what is secret in everything that is shown or exported: credentials by their place, and the receiver's own
 * secrets by their value, at any place and in any encoding.
 *
 * @module mock-server/api/masking
 */
import { MASK, maskUrl as hideInUrl } from '../../src/errors/mask-url.ts';
import { parseSecret } from '../../src/signature/index.ts';

/**
 * Masks a secret for display.
 *
 * @param secret `whsec_…`, `whpk_…` or `whsk_…`
 * @returns its kind without its bytes
 * @throws {TypeError} if it cannot be read as a secret
 */
export function maskSecret(secret: string): string {
  return parseSecret(secret).toString();
}

/**
 * Masks a URL of the receiver for display. Its path stays readable, since it holds no token; so does the rest of the query.
 *
 * @param url as it was sent
 * @returns the same with userinfo and the value of each `token` hidden
 */
export function maskUrl(url: string): string {
  return hideInUrl(url, { names: /^token$/i, path: false });
}

/** Headers that carry credentials. */
const CREDENTIALS = /^(?:proxy-)?authorization$|^cookie$|^set-cookie$|^x-api-key$/i;

/**
 * Masks header names and values, alternating, for display.
 *
 * @param rawHeaders as they were on the wire
 * @returns the same with credentials hidden
 */
export function maskHeaders(rawHeaders: readonly string[]): string[] {
  return rawHeaders.map((text, index) => {
    const name = index % 2 === 1 ? rawHeaders[index - 1] : undefined;
    return name !== undefined && CREDENTIALS.test(name) ? MASK : text;
  });
}

/** Hides known values in a text. */
export type Mask = (text: string) => string;

/**
 * Makes a function that hides values: plain, percent-encoded, escaped as in JSON, in hex, and in either base64 at any
 * place of its text.
 *
 * @param values secret texts of 6 characters or more; shorter ones would hide words of every text
 */
export function createMask(values: readonly string[]): Mask {
  const spellings = values.flatMap((value) => [value, value.replace(/^wh(?:sec|pk|sk)_/, '')]);
  const patterns = [...new Set(spellings)].filter(({ length }) => length >= 6).flatMap(patternsOf);
  if (patterns.length === 0) return (text) => text;
  const pattern = new RegExp(patterns.join('|'), 'gi');
  return (text) => text.replaceAll(pattern, MASK);
}

function patternsOf(value: string): string[] {
  const bytes = Buffer.from(value);
  return [
    Array.from(value, spellingsOf).join(''),
    bytes.toString('hex'),
    ...[0, 1, 2].map((offset) => base64Core(bytes, offset)),
  ];
}

/** One character: plain, as `\u0041` or with a backslash, or as the percent-encoded bytes of its UTF-8; once or more. */
function spellingsOf(character: string): string {
  const percent = Buffer.from(character).toString('hex').replaceAll(/../g, '%(?:25)*$&');
  const units = Array.from({ length: character.length }, (_, index) => character.charCodeAt(index));
  const escaped = units.map((unit) => String.raw`\\+u${unit.toString(16).padStart(4, '0')}`).join('');
  const plain = character.replaceAll(/[^\w]/gu, (sign) => String.raw`\\*${escapeForPattern(sign)}`);
  return `(?:${plain}|${percent}|${escaped}${character === ' ' ? String.raw`|\+` : ''})`;
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
