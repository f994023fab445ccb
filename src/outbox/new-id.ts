/**
 * Ids of deliveries: `msg_` and 26 characters of Crockford's base 32, as ULID lays them out (48 bits of time, 80 of
 * randomness). They sort by time, so that an index on them grows at its end, where it is cheap.
 *
 * @module outbox/new-id
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
  const drawn = new Uint8Array(DRAWN_IDS * RANDOM_CHARACTERS);
  let used = drawn.length;
  let time = -1;
  let timeText = '';
  return () => {
    const now = clock.now();
    if (now !== time) [time, timeText] = [now, encodeTime(now)];
    if (used === drawn.length) {
      fill(drawn);
      used = 0;
    }
    let text = `msg_${timeText}`;
    // 5 of each byte's 8 bits: 32 divides 256, so every character is equally likely.
    for (const end = used + RANDOM_CHARACTERS; used < end; used += 1)
      text += ALPHABET.charAt((drawn[used] ?? 0) & 31);
    return text;
  };
}

function encodeTime(time: number): string {
  let text = '';
  for (let rest = time, left = TIME_CHARACTERS; left > 0; left -= 1, rest = Math.floor(rest / 32)) {
    text = `${ALPHABET.charAt(rest % 32)}${text}`;
  }
  return text;
}
