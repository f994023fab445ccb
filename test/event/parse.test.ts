import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { PayloadError } from '../../src/errors/index.ts';
import { defaultLimits, parseBody, scanJson } from '../../src/event/index.ts';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

function refusalOf(body: Uint8Array | string, limits = {}): { code: string; message: string } {
  try {
    parseBody(body, limits);
  } catch (error) {
    if (error instanceof PayloadError) return { code: error.code, message: error.message };
    throw error;
  }
  throw new Error('was taken');
}

describe('the bytes of a body', () => {
  test('are parsed as UTF-8, whichever form they are given in', () => {
    const text = '{"robot_name":"Pâté 日本 🦄"}';
    const value: unknown = JSON.parse(text);
    expect(parseBody(bytes(text)).value).toEqual(value);
    expect(parseBody(Buffer.from(text)).value).toEqual(value);
    expect(parseBody(text).value).toEqual(value);
    expect(parseBody(bytes(text).buffer as ArrayBuffer).value).toEqual(value);
  });

  const utf16 = (text: string, bigEndian = false): Uint8Array => {
    const body = Buffer.from(text, 'utf16le');
    return bigEndian ? body.swap16() : body;
  };

  test.each([
    ['an overlong slash', Uint8Array.of(0x22, 0xc0, 0xaf, 0x22), 'ERR_WEBHOOK_BODY_NOT_UTF8', 'UTF-8'],
    ['a lone continuation', Uint8Array.of(0x22, 0x80, 0x22), 'ERR_WEBHOOK_BODY_NOT_UTF8', 'UTF-8'],
    ['a surrogate', Uint8Array.of(0x22, 0xed, 0xa0, 0x80, 0x22), 'ERR_WEBHOOK_BODY_NOT_UTF8', 'UTF-8'],
    ['a cut character', bytes('"é').subarray(0, 2), 'ERR_WEBHOOK_BODY_NOT_UTF8', 'UTF-8'],
    ['UTF-16 with a mark', utf16('\ufeff{}'), 'ERR_WEBHOOK_BODY_NOT_UTF8', 'UTF-16'],
    ['UTF-16 big-endian with a mark', utf16('\ufeff{}', true), 'ERR_WEBHOOK_BODY_NOT_UTF8', 'UTF-16'],
    ['UTF-16 without a mark', utf16('{}'), 'ERR_WEBHOOK_BODY_NOT_UTF8', 'UTF-16'],
    ['UTF-16 big-endian without a mark', utf16('{}', true), 'ERR_WEBHOOK_BODY_NOT_UTF8', 'UTF-16'],
    ['a byte order mark', bytes('\ufeff{}'), 'ERR_WEBHOOK_BODY_NOT_JSON', 'byte order mark'],
    ['nothing', new Uint8Array(), 'ERR_WEBHOOK_BODY_NOT_JSON', 'empty'],
    ['HTML', bytes('<html></html>'), 'ERR_WEBHOOK_BODY_NOT_JSON', 'HTML'],
    ['a form', bytes('event_type=run_failed&x=1'), 'ERR_WEBHOOK_BODY_NOT_JSON', 'form'],
    ['a trailing comma', bytes('{"a":1,}'), 'ERR_WEBHOOK_BODY_NOT_JSON', 'syntax error'],
    ['half a body', bytes('{"a":'), 'ERR_WEBHOOK_BODY_NOT_JSON', 'cut short'],
    ['a word', bytes('ok'), 'ERR_WEBHOOK_BODY_NOT_JSON', 'does not start'],
    ['NaN', bytes('NaN'), 'ERR_WEBHOOK_BODY_NOT_JSON', 'does not start'],
  ])('%s is refused, with the likely reason', (...[, body, code, hint]) => {
    const refusal = refusalOf(body);
    expect(refusal.code).toBe(code);
    expect(refusal.message).toContain(hint);
  });

  test('are never quoted, not even by the error beneath', () => {
    try {
      parseBody('{"token":"s3cret",}');
      expect.unreachable();
    } catch (error) {
      expect(String(error) + String((error as Error).cause)).not.toContain('s3cret');
    }
  });

  test('any bytes at all give a value or a typed error', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (body) => {
        try {
          const { duplicateKeys, unsafeNumbers } = scanJson(parseBody(body).text);
          return duplicateKeys.length + unsafeNumbers.length >= 0;
        } catch (error) {
          return error instanceof PayloadError;
        }
      }),
    );
  });
});

describe('the limits', () => {
  test.each([
    [10, '"12345678"', undefined],
    [9, '"12345678"', 'ERR_WEBHOOK_BODY_TOO_LARGE'],
    [5, '"é"', undefined],
    [4, '"é"', undefined],
    [3, '"é"', 'ERR_WEBHOOK_BODY_TOO_LARGE'],
  ])('of %d bytes on %s: %s', (maxBodyBytes, text, code) => {
    for (const body of [text, bytes(text)]) {
      if (code === undefined) expect(parseBody(body, { maxBodyBytes }).value).toBe(JSON.parse(text));
      else expect(refusalOf(body, { maxBodyBytes }).code).toBe(code);
    }
  });

  test('is 128 levels by default, whatever they are made of', () => {
    const arrays = (levels: number): string => '['.repeat(levels) + ']'.repeat(levels);
    const objects = (levels: number): string => '{"a":'.repeat(levels) + '1' + '}'.repeat(levels);
    expect(defaultLimits.maxDepth).toBe(128);
    for (const nest of [arrays, objects]) {
      expect(() => parseBody(nest(128))).not.toThrow();
      expect(refusalOf(nest(129)).code).toBe('ERR_WEBHOOK_BODY_TOO_DEEP');
      expect(refusalOf(nest(100_000)).code).toBe('ERR_WEBHOOK_BODY_TOO_DEEP');
    }
    expect(refusalOf('[[]]', { maxDepth: 1 }).code).toBe('ERR_WEBHOOK_BODY_TOO_DEEP');
    expect(parseBody('[]', { maxDepth: 1 }).value).toEqual([]);
  });

  test('is 10,000 keys of one object by default, wherever it lies', () => {
    const record = (keys: number): string =>
      JSON.stringify(Object.fromEntries(Array.from({ length: keys }, (_, index) => [`key ${index}`, 0])));
    expect(defaultLimits.maxKeys).toBe(10_000);
    expect(() => parseBody(`[${record(10_000)},${record(10_000)}]`)).not.toThrow();
    expect(refusalOf(`[{"data":${record(10_001)}}]`).code).toBe('ERR_WEBHOOK_BODY_TOO_MANY_KEYS');
    expect(refusalOf(record(2), { maxKeys: 1 }).code).toBe('ERR_WEBHOOK_BODY_TOO_MANY_KEYS');
    expect(() => parseBody(record(20_000), { maxKeys: 20_000 })).not.toThrow();
  });

  test.each([
    { maxBodyBytes: 0 },
    { maxBodyBytes: Number.NaN },
    { maxDepth: 0 },
    { maxDepth: 1001 },
    { maxKeys: 0 },
    { maxDepth: 1.5 },
  ])('%j is misuse', (limits) => {
    expect(() => parseBody('{}', limits)).toThrow(RangeError);
  });

  test('anything but a raw body is misuse', () => {
    expect(() => parseBody({ event_type: 'run_failed' } as unknown as string)).toThrow(TypeError);
  });
});

describe('keys', () => {
  test('of the prototype are data, and pollute nothing', () => {
    const { value } = parseBody('{"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}}}');
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
    expect(Object.getPrototypeOf(value)).toBe(Object.prototype);
    expect(Object.keys(value as object)).toEqual(['__proto__', 'constructor']);
  });

  test.each([
    ['{"a":1,"a":2}', ['/a']],
    ['{"a":1,"\\u0061":2}', ['/a']],
    ['{"a":1,"a":2,"a":3}', ['/a']],
    ['{"a":{"b":[{"c":1},{"c":1,"c":2}]}}', ['/a/b/1/c']],
    ['{"a/b":{"~":1,"~":2}}', ['/a~1b/~0']],
    ['{"":1,"":2}', ['/']],
    ['{"__proto__":1,"__proto__":2}', ['/__proto__']],
    ['[{"a":"a"},{"a":"a"}]', []],
    ['{"a":{"a":"a, \\"a\\": {"},"b":["a","a"]}', []],
    ['{"a":[],"b":{},"a":1}', ['/a']],
    [' { "a" : [ 1 , 2 ] , "a" : null } ', ['/a']],
    ['"a"', []],
  ])('of %s that are there twice are %j', (text, pointers) => {
    expect(scanJson(text).duplicateKeys).toEqual(pointers);
  });

  test('that a serialiser wrote are never there twice', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.constantFrom(undefined, 2), (value, indent) => {
        return scanJson(JSON.stringify(value, null, indent)).duplicateKeys.length === 0;
      }),
    );
  });

  test('that are there twice are found wherever they are', () => {
    const key = fc.string({ unit: 'binary' });
    fc.assert(
      fc.property(key, fc.jsonValue(), fc.jsonValue(), (name, first, second) => {
        const member = (value: unknown): string => `${JSON.stringify(name)}:${JSON.stringify(value)}`;
        const { duplicateKeys } = scanJson(`[0,{${member(first)},${member(second)}}]`);
        const pointer = `/1/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`;
        return duplicateKeys.length === 1 && duplicateKeys[0] === pointer;
      }),
    );
  });

  test('that are there twice a hundred thousand times are cut at a hundred', () => {
    const text = `[${Array.from({ length: 100_000 }, () => '{"a":1,"a":2}').join(',')}]`;
    expect(scanJson(text).duplicateKeys.length).toBe(100);
  });
});

describe('numbers', () => {
  test.each([
    ['1e400', true],
    ['-1e400', true],
    ['9007199254740993', true],
    ['-9007199254740993', true],
    ['9007199254740991', false],
    ['9007199254740994', false],
    ['1e21', false],
    ['0.1', false],
    ['-0', false],
    ['123456789012345.6789', false],
    ['1'.repeat(400), true],
  ])('%s lost digits: %s', (number, isUnsafe) => {
    expect(scanJson(`{"a":[true,${number}]}`).unsafeNumbers).toEqual(isUnsafe ? ['/a/1'] : []);
  });
});
