/**
 * Validation beside parsing the same body, and beside ajv as one would set it up by hand.
 *
 * @module bench/suites/validate
 */
import { readFileSync } from 'node:fs';
import { Ajv } from 'ajv';
import addFormats from 'ajv-formats';
import { validate } from '../../dist/src/index.js';
import { compare, type Row } from '../harness.ts';
import { medium, small } from '../payloads.ts';

const schema: object = JSON.parse(
  readFileSync(new URL('../../generated/schemas/run_completed.json', import.meta.url), 'utf8'),
);

function ajvWith(mode: 'fast' | 'full'): (value: unknown) => boolean {
  const ajv = new Ajv({ strict: false, allErrors: true });
  addFormats.default(ajv, { mode, formats: ['date-time'] });
  return ajv.compile(schema);
}

export async function validateSuite(): Promise<Row[]> {
  const rows: Row[] = [];
  const [full, fast] = [ajvWith('full'), ajvWith('fast')];
  for (const [{ name, text }, atMost] of [
    [small, 0.3],
    [medium, 0.06],
  ] as const) {
    const value: unknown = JSON.parse(text);
    if (!validate(value).ok || !full(value)) throw new Error(`The ${name} payload is not valid.`);
    const contenders = {
      'JSON.parse': () => JSON.parse(text) as unknown,
      'maxun-webhooks': () => validate(value),
      'ajv, full formats': () => full(value),
      'ajv, fast formats': () => fast(value),
    };
    rows.push(
      ...(await compare(contenders, {
        work: `validate ${name}`,
        limit: 'JSON.parse',
        ratio: 'cost',
        targets: { 'maxun-webhooks': { atMost } },
        clock: 'cpu',
      })),
    );
  }
  return rows;
}
