/**
 * Ids of deliveries: `msg_` and 26 characters of Crockford's base 32, as ULID lays them out (48 bits of time, 80 of
 * randomness). They sort by time, so that an index on them grows at its end, where it is cheap.
 *
 * @module queue/new-id
 * @see https://github.com/ulid/spec
 */
import { randomFillSync } from 'node:crypto';
import type { Clock } from '../clock/clock.ts';

const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const TIME_CHARACTERS = 10;
const RANDOM_CHARACTERS = 16;
/** Random bytes are drawn for this many ids at once: one call of the generator costs more than it fills. */
const DRAWN_IDS = 256;

/**
 * @param clock gives the ids their time
 * @param fill fills an array with random bytes
 * @returns a function that makes one id after the other
 * @example
 * ```ts
 * const newId = idMaker(systemClock());
 * newId(); // 'msg_01JDEMZ2Q0M4E7F2K9Z6T8W3XA'
 * ```
 */
export function idMaker(clock: Clock, fill: (bytes: Uint8Array) => void = randomFillSync): () => string {
  const bytes = Buffer.alloc(DRAWN_IDS * RANDOM_CHARACTERS);
  let drawn = '';
  let used = 0;
  let time = -1;
  let prefix = '';
  return () => {
    const now = clock.now();
    if (now !== time) [time, prefix] = [now, `msg_${encodeTime(now)}`];
    if (used === drawn.length) [used, drawn] = [0, draw(bytes, fill)];
    const start = used;
    used += RANDOM_CHARACTERS;
    return prefix + drawn.slice(start, used);
  };
}

/** Random characters, as one text of which ids are cut: to put them together one by one would cost as much as signing. */
function draw(bytes: Buffer, fill: (bytes: Uint8Array) => void): string {
  fill(bytes);
  // 5 of each byte's 8 bits: 32 divides 256, so every character is equally likely.
  for (const [index, byte] of bytes.entries()) bytes[index] = ALPHABET.charCodeAt(byte & 31);
  return bytes.toString('latin1');
}

function encodeTime(time: number): string {
  let text = '';
  for (let rest = time, left = TIME_CHARACTERS; left > 0; left -= 1, rest = Math.floor(rest / 32)) {
    text = `${ALPHABET.charAt(rest % 32)}${text}`;
  }
  return text;
}
