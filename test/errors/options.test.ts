import { describe, expect, it } from 'vitest';
import {
  requireDuration,
  requireFunction,
  requireInteger,
  requireNumber,
  requireOneOf,
} from '../../src/errors/options.ts';

describe('option checks', () => {
  it.each([0, -1, 1.5, Number.NaN, Infinity, '3', null, undefined, {}])(
    'refuse %s as a whole number of at least 1',
    (value) => {
      expect(() => requireInteger('max', value)).toThrow(RangeError);
    },
  );

  it('say what was found and what is expected', () => {
    const messages: [() => unknown, string][] = [
      [() => requireInteger('max', 0), 'max is 0: expected a whole number of at least 1.'],
      [
        () => requireInteger('port', 7e4, { min: 0, max: 65_535 }),
        'port is 70000: expected a whole number from 0 to 65535.',
      ],
      [
        () => requireNumber('jitter', 2, { min: 0, max: 1 }),
        'jitter is 2: expected a number of at least 0 and at most 1.',
      ],
      [() => requireNumber('ratePerSecond', 0), 'ratePerSecond is 0: expected a number above 0.'],
      [
        () => requireNumber('timeoutMs', '5', { max: 9 }),
        'timeoutMs is "5": expected a number above 0 and at most 9.',
      ],
      [
        () => requireDuration('timeoutMs', 2 ** 31),
        'timeoutMs is 2147483648: expected a whole number from 1 to 2147483647.',
      ],
      [() => requireOneOf('mode', 'x', ['a', 'b'] as string[]), `mode is "x": expected 'a' or 'b'.`],
      [() => requireFunction('handler', {}), 'handler is an object: expected a function.'],
    ];
    for (const [check, message] of messages) expect(check).toThrow(message);
  });

  it('cut a long text, and never print the content of an object', () => {
    expect(() => requireInteger('max', 'x'.repeat(1000))).toThrow(/^max is "x{40}…": expected/);
    expect(() => requireInteger('max', { secret: 'whsec_abc' })).toThrow('max is an object');
  });

  it('refuse infinity, unless it is allowed', () => {
    expect(() => requireNumber('ms', Infinity)).toThrow(RangeError);
    expect(requireNumber('ms', Infinity, { max: Infinity })).toBe(Infinity);
  });
});
