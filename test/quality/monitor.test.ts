import { describe, expect, test } from 'vitest';
import { normalize, type Row, type Run } from '../../src/event/index.ts';
import { QualityMonitor } from '../../src/quality/index.ts';
import { fixture, seededRandom } from '../../src/simulate/index.ts';

const runOf = (lists: Record<string, Row[]>, texts: Record<string, Row[]> = {}): Run => ({
  ...normalize(fixture('extract-run')),
  lists,
  texts,
});

const without = (row: Row, column: string): Row =>
  Object.fromEntries(Object.entries(row).filter(([name]) => name !== column));

/** A run of a robot that does not change: what is on the page does. */
function variedRun(random: () => number, change: (row: Row) => Row = (row) => row): Run {
  const rows = Array.from({ length: 5 + Math.floor(random() * 40) }, (_, at): Row => {
    const row: Row = {
      Rank: at + 1,
      Name: `Product ${Math.floor(random() * 1e6)}`,
      Price: random() < 0.05 ? null : `$${(random() * 5000).toFixed(2)}`,
      Link: `https://shop.example/${Math.floor(random() * 1e9)}`,
      Rating: random() < 0.3 ? '' : `${(random() * 5).toFixed(1)}/5`,
    };
    if (random() < 0.2) row['Badge'] = random() < 0.5 ? 'New' : '-20 %';
    if (random() < 0.01) row['Note'] = 'Discontinued';
    return change(row);
  });
  const offers = Array.from({ length: Math.floor(random() * 4) }, (): Row => ({
    Code: `A${Math.floor(random() * 100)}`,
  }));
  return runOf(
    { Products: rows, Offers: offers },
    { Head: [{ Title: `Sale ${Math.floor(random() * 9)}`, ...(random() < 0.9 && { Teaser: 'x' }) }] },
  );
}

function trained(seed = 1, runs = 10): { monitor: QualityMonitor; random: () => number } {
  const random = seededRandom(seed);
  const monitor = new QualityMonitor();
  for (let at = 0; at < runs; at++) monitor.check(variedRun(random));
  return { monitor, random };
}

describe('an unchanged robot', () => {
  test.each([1, 2, 3, 4, 5, 6, 7, 8, 9, 10])(
    'raises no false alarm over 200 varied captures (seed %i)',
    (seed) => {
      const random = seededRandom(seed);
      const monitor = new QualityMonitor();
      const issues = Array.from({ length: 200 }, () => monitor.check(variedRun(random))).flat();
      expect(issues.map(({ message }) => message)).toEqual([]);
    },
  );

  test('raises none for the fixtures, which repeat', () => {
    const monitor = new QualityMonitor();
    for (let at = 0; at < 20; at++) {
      for (const name of ['extract-run', 'extract-run-api', 'failed-run', 'crawl-run'] as const) {
        expect(monitor.check(normalize(fixture(name)))).toEqual([]);
      }
    }
  });
});

describe('a robot whose page was redesigned', () => {
  const brief = (run: Run, monitor: QualityMonitor): string[] =>
    monitor
      .check(run)
      .map(({ kind, where, list, column }) => [kind, where, list, column].filter(Boolean).join(' '));

  test.each<[string, (row: Row) => Row, string[]]>([
    ['lost a column', (row) => without(row, 'Price'), ['column-missing lists Products Price']],
    ['has a new column', (row) => ({ ...row, 'Price ': '$1' }), ['column-new lists Products Price ']],
    [
      'has a new name for a column',
      ({ Price, ...row }) => ({ ...row, Cost: Price }),
      ['column-missing lists Products Price', 'column-new lists Products Cost'],
    ],
    ['turned a column empty', (row) => ({ ...row, Name: '  ' }), ['column-empty lists Products Name']],
    ['turned a column null', (row) => ({ ...row, Price: null }), ['column-empty lists Products Price']],
    [
      'lost the digits of a price',
      (row) => ({ ...row, Price: 'Sign in to see it' }),
      ['format-lost lists Products Price', 'format-lost lists Products Price'],
    ],
    ['lost its links', (row) => ({ ...row, Link: '/product/7' }), ['format-lost lists Products Link']],
  ])('%s', (_, change, expected) => {
    const { monitor, random } = trained();
    expect(brief(variedRun(random, change), monitor)).toEqual(expected);
  });

  test('gives an empty list, or far fewer rows', () => {
    const Products = Array.from({ length: 20 }, (_, at): Row => ({ Name: `Product ${at}` }));
    const steady = (): QualityMonitor => {
      const monitor = new QualityMonitor();
      for (let at = 0; at < 12; at++) {
        expect(
          monitor.check(runOf({ Products: Products.slice(0, 20 - (at % 4)), Other: [{ a: 1 }] })),
        ).toEqual([]);
      }
      return monitor;
    };
    expect(brief(runOf({ Products: [], Other: [{ a: 1 }] }), steady())).toEqual([
      'list-empty lists Products',
    ]);
    expect(brief(runOf({ Other: [{ a: 1 }] }), steady())).toEqual(['list-empty lists Products']);
    expect(brief(runOf({ Products: Products.slice(0, 2), Other: [{ a: 1 }] }), steady())).toEqual([
      'rows-collapsed lists Products',
    ]);
    expect(steady().check(runOf({ Products: [], Other: [{ a: 1 }] }))[0]?.message).toBe(
      'The list "Products" is empty; usual are 19 rows.',
    );
  });

  test('is reported until it is the new normal, and then no more', () => {
    const { monitor, random } = trained();
    const changed = (): Run => variedRun(random, (row) => without(row, 'Price'));
    const reported = Array.from({ length: 40 }, () => monitor.check(changed()).length > 0);
    expect(reported.slice(0, 20)).toEqual(Array.from({ length: 20 }, () => true));
    expect(reported.slice(21).some(Boolean)).toBe(false);
  });

  test('is seen at the first run where the schema is known', () => {
    const id = fixture('extract-run').data.robot_id;
    const items = { properties: { Name: {}, Price: {}, Badge: {} }, required: ['Name', 'Price'] };
    const schemas = { [id]: { properties: { lists: { properties: { Products: { items } } } } } };
    const rows = (row: Row): Run => runOf({ Products: [row, row, row] });
    expect(brief(rows({ Name: 'A', Price: '$1' }), new QualityMonitor({ schemas }))).toEqual([]);
    expect(brief(rows({ Name: 'A', Cost: '$1' }), new QualityMonitor({ schemas }))).toEqual([
      'column-missing lists Products Price',
      'column-new lists Products Cost',
    ]);
  });

  test('is not judged by runs that failed, are tests, or hold nothing', () => {
    const { monitor } = trained();
    expect(monitor.check({ ...runOf({ Products: [{ x: 1 }] }), status: 'failed' })).toEqual([]);
    expect(monitor.check(runOf({}))).toEqual([]);
  });
});

test('what is remembered is bounded, whatever is sent', () => {
  const monitor = new QualityMonitor();
  for (let at = 0; at < 1200; at++) {
    const run = runOf({ [`list ${at}`]: [{ [`__proto__`]: 1, [`column ${at}`]: 'x'.repeat(1000) }] });
    monitor.check({ ...run, robot: { id: at < 1100 ? `robot ${at}` : 'one' } });
  }
  const wide = Object.fromEntries(Array.from({ length: 5000 }, (_, at) => [`column ${at}`, 'x']));
  expect(monitor.check({ ...runOf({ wide: [wide] }), robot: { id: 'wide' } })).toEqual([]);
});

test('robots that ran longest ago are forgotten where the columns are many', () => {
  const monitor = new QualityMonitor();
  const wide = Object.fromEntries(Array.from({ length: 200 }, (_, at) => [`column ${at}`, 'x']));
  const lists = Object.fromEntries(Array.from({ length: 50 }, (_, at) => [`list ${at}`, [wide]]));
  for (let robot = 0; robot < 6; robot++) {
    for (let at = 0; at < 4; at++)
      monitor.check({ ...runOf(lists), id: `${robot} ${at}`, robot: { id: `${robot}` } });
  }
  const changed = runOf({ 'list 0': Array.from({ length: 20 }, () => ({ other: 1 })) });
  expect(monitor.check({ ...changed, robot: { id: '5' } })).not.toEqual([]);
  expect(monitor.check({ ...changed, robot: { id: '0' } })).toEqual([]);
});

test.each([
  ['that are not an array', { length: 1 }, 'earlierRuns is not an array'],
  ['of which one is null', [runOf({}), null], 'earlierRuns[1] is not a run'],
  ['without texts', [{ ...runOf({}), texts: null }], 'earlierRuns[0] is not a run'],
  ['with a list that has no rows', [runOf({ products: 5 as never })], 'earlierRuns[0] is not a run'],
  ['with a row that is null', [runOf({ products: [null as never] })], 'earlierRuns[0] is not a run'],
])('refuses earlier runs %s', (_, earlierRuns, message) => {
  expect(() => new QualityMonitor({ earlierRuns: earlierRuns as Run[] })).toThrow(message);
});
