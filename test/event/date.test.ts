import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { normalize, type NormalizeOptions, type Repair } from '../../src/event/index.ts';

interface Read {
  readonly iso: string | undefined;
  readonly repairs: readonly Repair[];
}

const MARKS = Array.from('0123456789/.-:, APMTZ+\u202f下午');

/** Reads one date as the end of a run; the event says nothing of when it was sent unless told so. */
function read(value: unknown, options: NormalizeOptions = {}, timestamp?: string): Read {
  const payload = { event_type: 'run_completed', timestamp, webhook_id: 'w', data: { finished_at: value } };
  const { finishedAt, repairs } = normalize(payload, { shape: 'unknown', ...options });
  return { iso: finishedAt, repairs };
}

const kindsOf = ({ repairs }: Read): string[] => repairs.map(({ kind }) => kind);

describe('a date that names its instant', () => {
  test.each([
    ['2025-05-29T15:53:15.595Z', '2025-05-29T15:53:15.595Z'],
    ['2025-05-29T15:53:15Z', '2025-05-29T15:53:15.000Z'],
    ['2025-05-29T17:53:15.595+02:00', '2025-05-29T15:53:15.595Z'],
    ['2025-05-29t15:53:15.595123456z', '2025-05-29T15:53:15.595Z'],
    ['2016-12-31T23:59:60Z', '2017-01-01T00:00:00.000Z'],
  ])('in the form of the contract needs no repair: %s', (text, iso) => {
    expect(read(text)).toEqual({ iso, repairs: [] });
    expect(read(text, { timeZone: 'Asia/Tokyo', locale: 'de-DE' }).iso).toBe(iso);
  });

  test.each([
    ['2025-05-29T17:53:15.595+0200', '2025-05-29T15:53:15.595Z'],
    ['2025-05-29 15:53:15Z', '2025-05-29T15:53:15.000Z'],
    ['Thu May 29 2025 17:53:15 GMT+0200 (Central European Summer Time)', '2025-05-29T15:53:15.000Z'],
    ['Thu, 29 May 2025 15:53:15 GMT', '2025-05-29T15:53:15.000Z'],
    [1748533995, '2025-05-29T15:53:15.000Z'],
    [1748533995595, '2025-05-29T15:53:15.595Z'],
  ])('in another form is read, and said: %s', (value, iso) => {
    const found = read(value, { timeZone: 'Asia/Tokyo' });
    expect(found.iso).toBe(iso);
    expect(kindsOf(found)).toEqual(['date']);
  });
});

describe('a date without a zone, by default', () => {
  test.each([
    ['en-US', '11/23/2026, 9:56:05 PM', '2026-11-23T21:56:05.000Z'],
    ['newer en-US', '11/23/2026, 9:56:05\u202fPM', '2026-11-23T21:56:05.000Z'],
    ['en-US at midnight', '11/23/2026, 12:00:00 AM', '2026-11-23T00:00:00.000Z'],
    ['en-US at noon', '11/23/2026, 12:00:00 PM', '2026-11-23T12:00:00.000Z'],
    ['en-GB', '23/11/2026, 21:56:05', '2026-11-23T21:56:05.000Z'],
    ['en-AU', '23/11/2026, 9:56:05 pm', '2026-11-23T21:56:05.000Z'],
    ['en-CA', '2026-11-23, 9:56:05 p.m.', '2026-11-23T21:56:05.000Z'],
    ['de-DE', '23.11.2026, 21:56:05', '2026-11-23T21:56:05.000Z'],
    ['de-DE, both below 13', '3.11.2026, 21:56:05', '2026-11-03T21:56:05.000Z'],
    ['da-DK', '3.11.2026 21.56.05', '2026-11-03T21:56:05.000Z'],
    ['fi-FI', '3.11.2026 klo 21.56.05', '2026-11-03T21:56:05.000Z'],
    ['cs-CZ', '3. 11. 2026 21:56:05', '2026-11-03T21:56:05.000Z'],
    ['bg-BG', '3.11.2026 г., 21:56:05 ч.', '2026-11-03T21:56:05.000Z'],
    ['sv-SE', '2026-11-23 21:56:05', '2026-11-23T21:56:05.000Z'],
    ['hu-HU', '2026. 11. 23. 21:56:05', '2026-11-23T21:56:05.000Z'],
    ['ja-JP', '2026/11/23 21:56:05', '2026-11-23T21:56:05.000Z'],
    ['zh-TW', '2026/11/23 下午9:56:05', '2026-11-23T21:56:05.000Z'],
    ['ko-KR', '2026. 11. 23. 오후 9:56:05', '2026-11-23T21:56:05.000Z'],
    ['fr-CA', '2026-11-23 21 h 56 min 05 s', '2026-11-23T21:56:05.000Z'],
    ['vi-VN', '21:56:05 23/11/2026', '2026-11-23T21:56:05.000Z'],
    ['el-GR', '23/11/2026, 9:56:05 μ.μ.', '2026-11-23T21:56:05.000Z'],
    ['ar-EG', '٢٣‏/١١‏/٢٠٢٦، ٩:٥٦:٠٥ م', '2026-11-23T21:56:05.000Z'],
    ['ISO without a zone', '2026-11-23T21:56:05.412', '2026-11-23T21:56:05.412Z'],
    ['ISO without seconds', '2026-11-23T21:56', '2026-11-23T21:56:00.000Z'],
  ])('is read by what it looks like: %s', (_, text, iso) => {
    const found = read(text);
    expect(found.iso).toBe(iso);
    expect(kindsOf(found)).toEqual(['date']);
    expect(found.repairs[0]).toMatchObject({ path: '/data/finished_at', used: JSON.stringify(iso) });
    expect(found.repairs[0]?.message).toContain('in UTC');
  });

  test('says which locale and zone were assumed', () => {
    expect(read('11/23/2026, 9:56:05 PM').repairs[0]?.message).toBe(
      '/data/finished_at: "11/23/2026, 9:56:05 PM" is read as en-US in UTC, since neither a locale nor a time zone is given.',
    );
  });

  test.each([
    ['3/4/2026, 9:56:05 PM', 'en-US', '2026-03-04T21:56:05.000Z'],
    ['03/04/2026, 21:56:05', 'day/month/year', '2026-04-03T21:56:05.000Z'],
    ['03/04/2026, 9:56:05 pm', 'day/month/year', '2026-04-03T21:56:05.000Z'],
    ['03-04-2026, 21:56:05', 'day/month/year', '2026-04-03T21:56:05.000Z'],
  ])('says that day and month are ambiguous: %s', (text, as, iso) => {
    const found = read(text);
    expect(found.iso).toBe(iso);
    expect(kindsOf(found)).toEqual(['ambiguous-date']);
    expect(found.repairs[0]?.message).toContain(`read as ${as}`);
  });

  test('is not ambiguous where day and month are the same', () => {
    expect(kindsOf(read('3/3/2026, 9:56:05 PM'))).toEqual(['date']);
  });

  test('takes the order that is near the time at which the event was sent', () => {
    const found = read('3/4/2026, 9:56:05 PM', {}, '2026-04-03T21:56:06.000Z');
    expect(found.iso).toBe('2026-04-03T21:56:05.000Z');
    expect(kindsOf(found)).toEqual(['date']);
    expect(found.repairs[0]?.message).toContain('near the time at which the event was sent');
    expect(read('3/4/2026, 9:56:05 PM', {}, '2026-03-04T21:56:06.000Z').iso).toBe('2026-03-04T21:56:05.000Z');
    expect(kindsOf(read('3/4/2026, 9:56:05 PM', {}, '2027-01-01T00:00:00.000Z'))).toEqual(['ambiguous-date']);
  });

  test("tells from the envelope which zone the server's clock seems to be in", () => {
    const message = (text: string, options?: NormalizeOptions): string =>
      read(text, options, '2026-11-23T21:56:05.412Z').repairs[0]?.message ?? '';
    expect(message('11/23/2026, 10:56:05 PM')).toContain('UTC+01:00');
    expect(message('11/23/2026, 4:56:05 PM')).toContain('UTC-05:00');
    expect(message('11/24/2026, 3:26:05 AM')).toContain('UTC+05:30');
    expect(message('11/23/2026, 9:56:05 PM')).not.toContain('seems');
    expect(message('11/23/2026, 9:44:05 PM')).not.toContain('seems');
    expect(message('11/23/2026, 10:56:05 PM', { timeZone: 'Europe/Berlin' })).not.toContain('seems');
  });
});

describe('a 12-hour clock without AM and PM (es-AR)', () => {
  const text = '23/11/2026, 09:56:05';

  test.each([{}, { locale: 'es-AR' }])('is told by the time at which the event was sent: %j', (options) => {
    const evening = read(text, options, '2026-11-23T21:56:05.412Z');
    expect(evening.iso).toBe('2026-11-23T21:56:05.000Z');
    expect(kindsOf(evening)).toEqual(['date']);
    expect(read(text, options, '2026-11-23T09:56:05.412Z').iso).toBe('2026-11-23T09:56:05.000Z');
  });

  test.each([
    [{}, undefined],
    [{ locale: 'es-AR' }, undefined],
    [{}, '2026-11-23T02:00:00.000Z'],
  ])('is ambiguous where nothing tells: %j, sent at %s', (options, timestamp) => {
    const found = read(text, options, timestamp);
    expect(found.iso).toBe('2026-11-23T09:56:05.000Z');
    expect(kindsOf(found)).toEqual(['ambiguous-date']);
    expect(found.repairs[0]?.message).toContain('2026-11-23T21:56:05.000Z');
  });

  test('is told by the zone and the time of sending, however long the delivery took', () => {
    const options = { locale: 'es-AR', timeZone: 'America/Argentina/Buenos_Aires' };
    expect(read(text, options, '2026-11-24T02:00:00.000Z').iso).toBe('2026-11-24T00:56:05.000Z');
  });

  test('tells the start from the end', () => {
    const data = { started_at: '23/11/2026, 09:40:00', finished_at: text };
    const run = normalize({ event_type: 'run_completed', timestamp: '2026-11-23T21:56:05.412Z', data });
    expect(run.startedAt).toBe('2026-11-23T21:40:00.000Z');
  });

  test('leaves a locale with a 24-hour clock alone', () => {
    expect(kindsOf(read(text, { locale: 'en-GB' }))).toEqual(['date']);
    expect(kindsOf(read('23.11.2026, 09:56:05'))).toEqual(['date']);
  });
});

describe("the given locale's order of the numbers", () => {
  test.each([
    ['en-US', '3.4.2026 21:56:05', '2026-03-04T21:56:05.000Z'],
    ['en-US', '03/04/2026, 21:56:05', '2026-03-04T21:56:05.000Z'],
    ['de-DE', '3/4/2026, 9:56:05 PM', '2026-04-03T21:56:05.000Z'],
  ])('of %s outranks every guess at %s', (locale, text, iso) => {
    // In the other order the date would be near the time of sending.
    for (const timestamp of ['2026-03-04T21:56:05.000Z', '2026-04-03T21:56:05.000Z']) {
      const found = read(text, { locale }, timestamp);
      expect(found.iso).toBe(iso);
      expect(kindsOf(found)).toEqual(['date']);
    }
  });
});

describe('the hour that a change of the clock shows twice', () => {
  test.each(['2026-10-25T00:30:00.000Z', '2026-10-25T01:30:00.000Z'])(
    'is told by the time of sending, %s',
    (iso) => {
      const found = read('2026-10-25 02:30:00', { timeZone: 'Europe/Berlin' }, iso);
      expect(found.iso).toBe(iso);
      expect(found.repairs[0]?.message).toContain('near the sending');
    },
  );
});

describe('what cannot be read', () => {
  test.each([
    'yesterday',
    '',
    '2026-13-01 00:00:00',
    '2026-02-30 00:00:00',
    '13/13/2026, 9:56:05 PM',
    '11/23/2026, 13:56:05 PM',
    '2026-02-30T00:00:00Z',
    '2026-04-31 00:00:00+0200',
    'Mon, 30 Feb 2026 21:56:05 GMT',
    'Mon Feb 30 2026 21:56:05 GMT+0100 (Central European Standard Time)',
    '11/23/2026, 9:61:05 PM',
    '23/11/2026, 25:00:00',
    '11/23/26, 9:56:05 PM',
    '23/11/2569 21:56:05',
    '۱۴۰۵/۸/۱۲, ۲۱:۵۶:۰۵',
    '1405/8/12, 21:56:05',
    '23/11/2026, 9:56:05 xyz',
    '11/23/2026',
    '9:56:05 PM',
    '1 2 3 4 5 6',
    `11/23/2026, 9:56:05 PM${' '.repeat(1000)}x`,
    '1'.repeat(100_000),
    '١'.repeat(1000),
    0,
    -1,
    Number.NaN,
    1e300,
    true,
    {},
    [],
  ])('is absent and listed: %j', (value) => {
    const found = read(value);
    expect(found.iso).toBeUndefined();
    expect(found.repairs).toMatchObject([{ path: '/data/finished_at', kind: 'unreadable', used: 'nothing' }]);
  });

  test('any text at all gives an ISO date or is listed', () => {
    const near = fc.string({ unit: fc.constantFrom(...MARKS) });
    fc.assert(
      fc.property(fc.oneof(near, fc.string({ unit: 'binary' })), (text) => {
        const { iso, repairs } = read(text);
        return iso === undefined ? repairs.length === 1 : !Number.isNaN(Date.parse(iso));
      }),
      { numRuns: 1000 },
    );
  });
});

describe('the options', () => {
  test('read a date as a locale writes it, in a zone', () => {
    const found = read('3/4/2026, 21:56:05', { locale: 'es-ES', timeZone: 'Europe/Madrid' });
    expect(found.iso).toBe('2026-04-03T19:56:05.000Z');
    expect(found.repairs[0]?.message).toContain('as es-ES in Europe/Madrid, as the options say');
  });

  test('are not followed against the text, and that is said', () => {
    const found = read('3.4.2026, 21:56:05', { locale: 'ja-JP' });
    expect(found.iso).toBe('2026-04-03T21:56:05.000Z');
    expect(found.repairs[0]?.message).toContain('not as ja-JP writes dates');
    expect(read('11/23/2026, 9:56:05 PM', { locale: 'en-GB' }).iso).toBe('2026-11-23T21:56:05.000Z');
  });

  test.each([
    ['one that the clock skipped', '2026-03-29 02:30:00', '2026-03-29T01:30:00.000Z', 'put forward'],
    ['one that the clock showed twice', '2026-10-25 02:30:00', '2026-10-25T00:30:00.000Z', 'put back'],
  ])('say what a change of the clock does to %s', (...[, text, iso, message]) => {
    const found = read(text, { timeZone: 'Europe/Berlin' });
    expect(found.iso).toBe(iso);
    expect(kindsOf(found)).toEqual(['clock-change']);
    expect(found.repairs[0]?.message).toContain(message);
  });

  test.each([
    ['Europe/Berlin', '2026-03-29 01:59:59', '2026-03-29T00:59:59.000Z'],
    ['Europe/Berlin', '2026-03-29 03:00:00', '2026-03-29T01:00:00.000Z'],
    ['Europe/Berlin', '2026-10-25 01:59:59', '2026-10-24T23:59:59.000Z'],
    ['Europe/Berlin', '2026-10-25 03:00:00', '2026-10-25T02:00:00.000Z'],
    ['Australia/Lord_Howe', '2026-10-04 02:30:00', '2026-10-03T15:30:00.000Z'],
    ['Asia/Kathmandu', '2026-11-23 05:45:00', '2026-11-23T00:00:00.000Z'],
    ['America/St_Johns', '2026-07-01 00:00:00', '2026-07-01T02:30:00.000Z'],
    ['Pacific/Kiritimati', '2026-11-23 14:00:00', '2026-11-23T00:00:00.000Z'],
  ])('know the clock of %s at %s', (timeZone, text, iso) => {
    const found = read(text, { timeZone });
    expect(found.iso).toBe(iso);
    expect(kindsOf(found)).toEqual(['date']);
  });

  test.each([{ timeZone: 'Mars/Base' }, { timeZone: '' }, { locale: 'not a locale' }, { locale: '' }])(
    'that the runtime does not know are misuse: %j',
    (options) => {
      expect(() => normalize({}, options)).toThrow(RangeError);
    },
  );
});

/** Those of all scripts, orders and clocks; what a server's locale can be. */
const LOCALES =
  `en-US en-GB de-DE sv-SE ja-JP fr-FR zh-CN zh-TW zh-HK en-CA fr-CA pt-BR pt-PT es-ES es-MX es-CO it-IT nl-NL da-DK
  fi-FI nb-NO pl-PL cs-CZ sk-SK hu-HU ro-RO bg-BG ru-RU uk-UA tr-TR el-GR ko-KR vi-VN id-ID ms-MY hi-IN bn-BD mr-IN
  ta-IN te-IN ar-EG ar-SA he-IL sq-AL hr-HR sl-SI sr-RS lt-LT lv-LV et-EE is-IS ga-IE eu-ES ca-ES en-AU en-IN en-ZA
  en-NZ af-ZA am-ET ne-NP my-MM km-KH ka-GE hy-AM kk-KZ mn-MN fil-PH ur-PK si-LK es-PA ckb-IQ dz-BT ff-Adlm mi-NZ`.split(
    /\s+/,
  );

const ZONES = [
  'UTC',
  'Europe/Berlin',
  'America/New_York',
  'Asia/Kolkata',
  'Pacific/Auckland',
  'America/Sao_Paulo',
];

describe('toLocaleString() and back', () => {
  test.each(LOCALES)('is the same second in %s', (locale) => {
    const date = fc.date({ min: new Date('2000-01-01'), max: new Date('2100-01-01'), noInvalidDate: true });
    fc.assert(
      fc.property(date, fc.constantFrom(...ZONES), (sent, timeZone) => {
        const { iso, repairs } = read(sent.toLocaleString(locale, { timeZone }), { locale, timeZone });
        const second = Math.floor(sent.getTime() / 1000) * 1000;
        const isRepeated = repairs.some(({ kind }) => kind === 'clock-change');
        const lag = second - Date.parse(iso ?? '');
        return lag === 0 || (isRepeated && lag === 3_600_000);
      }),
      { numRuns: 25 },
    );
  });
});
