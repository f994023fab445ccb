import { assert, property, string } from 'fast-check';
import { describe, expect, test } from 'vitest';
import { suggest } from '../../../mock-server/inspector/list/suggest.ts';
import { createMatcher, parseFilter } from '../../../mock-server/inspector/list/filter.ts';
import { summary } from './summary.ts';

function shows(filter: string, part: Parameters<typeof summary>[0]): boolean {
  return createMatcher(parseFilter(filter).terms)(summary(part));
}

describe('a filter', () => {
  test('is taken apart into keys, values and text', () => {
    expect(parseFilter('type:run_failed robot:"Test Robot" -sig:valid TimeOut').terms).toEqual([
      { key: 'type', values: ['run_failed'], negated: false },
      { key: 'robot', values: ['test robot'], negated: false },
      { key: 'sig', values: ['valid'], negated: true },
      { key: 'text', values: ['timeout'], negated: false },
    ]);
  });

  test('parts values at commas outside of quotes', () => {
    expect(parseFilter('robot:a,"b,c"').terms[0]?.values).toEqual(['a', 'b,c']);
  });

  test('reads a quote that is not closed to the end', () => {
    expect(parseFilter('robot:"Test Ro').terms[0]?.values).toEqual(['test ro']);
  });

  test('hides nothing for a key whose value is not typed yet', () => {
    expect(parseFilter('type:').terms).toEqual([]);
  });

  test('looks for an unknown key as text, and lists it as a problem', () => {
    const { terms, problems } = parseFilter('robt:x');
    expect(terms).toEqual([{ key: 'text', values: ['robt:x'], negated: false }]);
    expect(problems[0]).toContain('robt');
  });

  test('never throws, and every word ends up in a term or hides nothing', () => {
    assert(
      property(string({ unit: 'grapheme' }), (text) => {
        const { terms } = parseFilter(text);
        createMatcher(terms)(summary());
        suggest(text, [summary()]);
      }),
    );
  });
});

describe('a delivery', () => {
  test.each([
    ['type:run_failed', { eventType: 'run_failed' }, { eventType: 'run_completed' }],
    ['robot:"my robot"', { robotName: 'My Robot 2' }, { robotName: 'Other' }],
    ['robot:abc', { robotName: 'x', robotId: 'abc-1' }, { robotName: 'x' }],
    ['run:run-2', { runId: 'run-2' }, { runId: 'run-1' }],
    ['sig:bad', { signature: 'invalid' }, { signature: 'valid' }],
    ['sig:bad', { signature: 'missing' }, { signature: 'unchecked' }],
    ['shape:C', { shape: 'scrape-run-ui' }, { shape: 'scrape-run' }],
    ['shape:scrape', { shape: 'scrape-run' }, { shape: 'failed-run' }],
    ['status:5xx', { status: 503 }, { status: 200 }],
    ['status:>=400', { status: 422 }, { status: 302 }],
    ['status:<300', { status: 200 }, { status: 301 }],
    ['status:none', { status: null }, { status: 200 }],
    ['status:200,422', { status: 422 }, { status: 400 }],
    ['is:drift', { drift: 2 }, { drift: 0 }],
    ['is:retry', { attempt: 2 }, { attempt: 1 }],
    ['is:duplicate', { duplicate: true }, {}],
    ['is:contradiction', { contradiction: true }, {}],
    ['is:unusual', { quality: 1 }, {}],
    ['is:pending', { responseKind: 'pending' }, {}],
    ['-type:run_failed', { eventType: 'run_completed' }, { eventType: 'run_failed' }],
    ['id:7', { id: '7' }, { id: '77' }],
    ['not json', { sentence: 'The body is not JSON.' }, { sentence: 'Fine.' }],
    ['type:run_failed status:5xx', { eventType: 'run_failed', status: 500 }, { eventType: 'run_failed' }],
  ] as const)('is shown by %s if it matches', (filter, fitting, other) => {
    expect(shows(filter, fitting)).toBe(true);
    expect(shows(filter, other)).toBe(false);
  });

  test('is shown by an empty filter', () => {
    expect(shows('  ', {})).toBe(true);
  });
});

describe('suggestions', () => {
  const filters = (source: string, rows = [summary()]): string[] =>
    suggest(source, rows).map(({ filter }) => filter);

  test('are keys at first, then values', () => {
    expect(filters('ro')).toEqual(['robot:']);
    expect(filters('is:dr')).toEqual(['is:drift']);
    expect(filters('')).toContain('type:');
  });

  test('come from what has arrived, the most frequent first, quoted where they have spaces', () => {
    const rows = ['Rare', 'Two Words', 'Two Words'].map((robotName) => summary({ robotName }));
    expect(suggest('robot:', rows)).toEqual([
      { filter: 'robot:"Two Words"', about: '2 deliveries' },
      { filter: 'robot:Rare', about: '1 delivery' },
    ]);
    expect(filters('robot:"two w', rows)).toEqual(['robot:"Two Words"']);
  });

  test('complete the last word and keep the others, and a minus', () => {
    expect(filters('robot:"a b" -ty')).toEqual(['robot:"a b" -type:']);
    expect(filters('status:200 type:run_f')).toEqual(['status:200 type:run_failed']);
  });
});
