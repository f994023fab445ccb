/** The published JSON Schemas: clean under ajv's strict mode, and of one mind with `validate`. */
import { readFileSync } from 'node:fs';
import { Ajv, type ValidateFunction } from 'ajv';
import addFormats from 'ajv-formats';
import { describe, expect, test } from 'vitest';
import { documentedExamples, observedExamples, otherExamples, variantExamples } from '#generated/examples.js';
import { check, validators } from '../../src/validation/check.ts';

const all = { ...validators.documented, ...validators.observed, ...validators.others };
const names = Object.keys(all) as (keyof typeof all)[];

function schemaOf(name: string): object {
  const url = new URL(`../../generated/schemas/${name}.json`, import.meta.url);
  return JSON.parse(readFileSync(url, 'utf8')) as object;
}

/** ajv as its documentation sets it up, with every warning kept. */
function compile(name: string): { validate: ValidateFunction; warnings: unknown[] } {
  const warnings: unknown[] = [];
  const keep = (...message: unknown[]): void => void warnings.push(message);
  const ajv = new Ajv({ logger: { log: keep, warn: keep, error: keep } });
  addFormats.default(ajv);
  return { validate: ajv.compile(schemaOf(name)), warnings };
}

test.each(names)('%s.json compiles in strict mode without a warning', (name) => {
  expect(compile(name).warnings).toEqual([]);
});

/** The value itself, and copies of it with one part removed or replaced, each of them once. */
function* variantsOf(value: unknown): Generator {
  yield value;
  if (typeof value !== 'object' || value === null) return;
  const replace = (key: string, member: unknown): unknown => {
    const copy = structuredClone(value) as Record<string, unknown>;
    if (member === undefined) delete copy[key];
    else copy[key] = member;
    return copy;
  };
  for (const [key, member] of Object.entries(value)) {
    for (const other of [undefined, null, 7, 'text', true, [], {}, ['x'], { x: 1 }])
      yield replace(key, other);
    for (const changed of variantsOf(member)) yield replace(key, changed);
  }
}

describe('validate and ajv agree on every change to', () => {
  const { 'legacy-2025-v0.0.23': holes } = variantExamples;
  const examples = { ...documentedExamples, ...observedExamples, ...otherExamples, holes };
  const payloads = Object.entries(examples);
  test.each(payloads)('the example %s', (_, { payload }) => {
    const compiled = names.map((name) => [name, compile(name).validate] as const);
    for (const variant of variantsOf(payload)) {
      for (const [name, validate] of compiled) {
        const isValid = check(variant, all[name]).broken.length === 0;
        if (isValid !== validate(variant)) {
          expect({ name, variant, isValid }).toEqual({ name, variant, isValid: !isValid });
        }
      }
    }
  });
});
