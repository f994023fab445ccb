/**
 * Random numbers that tests can replace.
 *
 * @module simulate/random
 */

/** A number from 0 up to, but not including, 1: `Math.random`, or your own so that a test sees the same each time. */
export type Random = () => number;

/** 2^32: what turns an unsigned 32-bit integer into a fraction. */
const TWO_TO_32 = 4_294_967_296;

/**
 * Random numbers that are the same in each run: mulberry32, which is small, fast and good enough for test data.
 *
 * @param seed any integer; each gives another sequence
 * @returns a source of numbers
 * @see https://github.com/cprosche/mulberry32
 * @example
 * ```ts
 * fixture('extract-run', {}, { random: seededRandom(7) }).data.run_id; // the same in every run
 * ```
 */
export function seededRandom(seed: number): Random {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / TWO_TO_32;
  };
}

/**
 * A UUID of version 4, such as Maxun gives to runs.
 *
 * @param random source of its bits
 * @see https://www.rfc-editor.org/rfc/rfc9562#section-5.4
 */
export function uuidFrom(random: Random): string {
  const nibble = (): string => Math.floor(random() * 16).toString(16);
  const nibbles = (count: number): string => Array.from({ length: count }, nibble).join('');
  const variant = (8 + Math.floor(random() * 4)).toString(16);
  return `${nibbles(8)}-${nibbles(4)}-4${nibbles(3)}-${variant}${nibbles(3)}-${nibbles(12)}`;
}
