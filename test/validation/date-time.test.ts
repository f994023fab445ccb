/**
 * Dates as RFC 3339, section 5.6, has them.
 *
 * @module test/validation/date-time
 * @see https://www.rfc-editor.org/rfc/rfc3339#section-5.6
 */
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isDateTime } from '../../src/validation/date-time.ts';

/** The grammar of the standard as one expression, with up to nine digits of a fraction. */
const GRAMMAR =
  /^(\d{4})-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])[Tt](?:[01]\d|2[0-3]):[0-5]\d:(?:[0-5]\d|60)(?:\.\d{1,9})?(?:[Zz]|[+-](?:[01]\d|2[0-3]):[0-5]\d)$/;

/** What may stand in a date, and a space. */
const MARKS = Array.from('0123456789-:.TtZz+ ');

function oracle(text: string): boolean {
  const [, year, month, day] = GRAMMAR.exec(text) ?? [];
  if (year === undefined) return false;
  return new Date(`${year}-${month}-${day}T00:00:00Z`).getUTCDate() === Number(day);
}

describe('isDateTime', () => {
  it.each([
    '2025-05-29T15:53:15.595Z',
    '2025-05-29t15:53:15z',
    '0000-01-01T00:00:00Z',
    '2024-02-29T23:59:60+14:00',
    '2000-02-29T00:00:00.123456789-00:00',
    '2025-12-31T23:59:59.1Z',
  ])('takes %s', (text) => {
    expect(isDateTime(text)).toBe(true);
  });

  it.each([
    '',
    '2025-05-29',
    '2025-05-29T15:53:15',
    '2025-05-29 15:53:15Z',
    '2025-05-29T15:53Z',
    '2025-5-29T15:53:15.000Z',
    '2025-02-29T00:00:00Z',
    '1900-02-29T00:00:00Z',
    '2025-04-31T00:00:00Z',
    '2025-13-01T00:00:00Z',
    '2025-00-01T00:00:00Z',
    '2025-01-00T00:00:00Z',
    '2025-01-01T24:00:00Z',
    '2025-01-01T00:60:00Z',
    '2025-01-01T00:00:61Z',
    '2025-01-01T00:00:00.Z',
    '2025-01-01T00:00:00.1234567890Z',
    '2025-01-01T00:00:00+24:00',
    '2025-01-01T00:00:00+0200',
    '2025-01-01T00:00:00Z ',
    '2025-01-01T00:00:00Zjunk',
    '２０２５-01-01T00:00:00Z',
    '11/23/2026, 9:56:05 PM',
  ])('refuses %s', (text) => {
    expect(isDateTime(text)).toBe(false);
  });

  it('agrees with the grammar on every text one character away from a date', () => {
    const date = fc.date({ min: new Date('0001-01-01'), max: new Date('9999-12-31'), noInvalidDate: true });
    fc.assert(
      fc.property(date, fc.nat(23), fc.constantFrom(...MARKS), (when, at, mark) => {
        const text = when.toISOString();
        const changed = text.slice(0, at) + mark + text.slice(at + 1);
        expect(isDateTime(changed)).toBe(oracle(changed));
      }),
      { numRuns: 5000 },
    );
  });
});
