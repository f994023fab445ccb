import { describe, expect, it } from 'vitest';
import fc from 'fast-check';
import { parseRetryAfter } from '../../../src/send/attempt/retry-after.ts';

/** RFC 9110, section 5.6.7: the one moment that its three examples name. */
const EXAMPLE = Date.UTC(1994, 10, 6, 8, 49, 37);

describe('parseRetryAfter', () => {
  it.each([
    ['120', 120_000],
    ['0', 0],
    [' 7 ', 7_000],
    ['9'.repeat(400), Number.POSITIVE_INFINITY],
  ])('reads the seconds %s', (text, delay) => {
    expect(parseRetryAfter(text, 0)).toBe(delay);
  });

  it.each(['Sun, 06 Nov 1994 08:49:37 GMT', 'Sunday, 06-Nov-94 08:49:37 GMT', 'Sun Nov  6 08:49:37 1994'])(
    'reads the date %s',
    (text) => {
      expect(parseRetryAfter(text, EXAMPLE - 5_000)).toBe(5_000);
      expect(parseRetryAfter(text, EXAMPLE + 5_000)).toBe(0);
    },
  );

  it('reads a date of the far future', () => {
    const now = Date.UTC(2026, 0, 1);
    expect(parseRetryAfter('Fri, 31 Dec 9999 23:59:59 GMT', now)).toBe(
      Date.UTC(9999, 11, 31, 23, 59, 59) - now,
    );
  });

  it('takes a year of two digits for the nearest one', () => {
    const now = Date.UTC(2026, 0, 1);
    expect(parseRetryAfter('Friday, 02-Jan-26 00:00:00 GMT', now)).toBe(86_400_000);
    expect(parseRetryAfter('Sunday, 06-Nov-94 08:49:37 GMT', now)).toBe(0);
  });

  it.each([
    undefined,
    '',
    '-5',
    '1.5',
    '1e300',
    'inf',
    'Infinity',
    'NaN',
    '0x10',
    '+3',
    '1_000',
    'soon',
    'Sun, 31 Feb 2027 00:00:00 GMT',
    'Sun, 06 Nov 1994 25:00:00 GMT',
    '2027-01-01T00:00:00Z',
    'Sun, 06 Nov 1994 08:49:37 CET',
    '9'.repeat(5_000),
  ])('ignores %j', (text) => {
    expect(parseRetryAfter(text, 0)).toBeUndefined();
  });

  it('answers a time from 0 on, or nothing, whatever the header holds', () => {
    fc.assert(
      fc.property(fc.string(), fc.nat(), (text, now) => {
        const delay = parseRetryAfter(text, now);
        expect(delay === undefined || delay >= 0).toBe(true);
      }),
    );
  });
});
