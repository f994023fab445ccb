/** The published JSON Schemas: clean under ajv's strict mode, and of one mind with `validate`. */
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Ajv, type ValidateFunction } from 'ajv';
import addFormats from 'ajv-formats';
import { describe, expect, test } from 'vitest';
import { documentedExamples, observedExamples, otherExamples, variantExamples } from '#generated/examples.js';
import type { JsonSchema } from '../../scripts/codegen/json-schema.ts';
import { shapeOf } from '../../src/validation/index.ts';
import { check, validators } from '../../src/validation/check.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const { documented, observed, others } = validators();
const all = { ...documented, ...observed, ...others };
const names = Object.keys(all) as (keyof typeof all)[];

function schemaOf(name: string): object {
  const url = new URL(`../../generated/schemas/${name}.json`, import.meta.url);
  return JSON.parse(readFileSync(url, 'utf8')) as object;
}

interface Compiled {
  readonly validate: ValidateFunction;
  readonly warnings: readonly unknown[];
}

/** By name. Compiling takes longer than what the tests do with the result. */
const cache = new Map<string, Compiled>();

function compile(name: string): Compiled {
  const compiled = cache.get(name) ?? compileAnew(name);
  cache.set(name, compiled);
  return compiled;
}

/** ajv as its documentation sets it up, with every warning kept. */
function compileAnew(name: string): Compiled {
  const warnings: unknown[] = [];
  const keep = (...message: unknown[]): void => void warnings.push(message);
  const ajv = new Ajv({ logger: { log: keep, warn: keep, error: keep } });
  addFormats.default(ajv);
  return { validate: ajv.compile(schemaOf(name)), warnings };
}

test.each([...names, 'any'])('%s.json compiles in strict mode without a warning', (name) => {
  expect(compile(name).warnings).toEqual([]);
});

test('any.json takes all that validate takes, and its first match is the shape', () => {
  const { validate } = compile('any');
  const { definitions = {} } = schemaOf('any') as JsonSchema;
  const order = Object.entries(definitions)
    .filter(([name]) => name.startsWith('Any_'))
    .flatMap(([, { anyOf = [] }]) => anyOf.map(({ $ref = '' }) => $ref.split('/').at(-1)));
  const byTitle = new Map(names.map((name) => [(schemaOf(name) as { title: string }).title, name]));
  const inOrder = order.map((title) => byTitle.get(title ?? '')).filter((name) => name !== undefined);
  const compiled = inOrder.map((name) => [name, compile(name).validate] as const);
  const payloads = [documentedExamples, observedExamples, variantExamples].flatMap((examples) =>
    Object.values(examples).map(({ payload }: { payload: unknown }) => payload),
  );
  for (const variant of payloads.flatMap((payload) => [...variantsOf(payload)])) {
    const shape = shapeOf(variant);
    if (shape === 'unknown') continue;
    if (!validate(variant)) expect({ variant, shape }).toBe('taken by any.json');
    const first = compiled.find(([, matches]) => matches(variant))?.[0];
    const expected = shape === 'documented' ? (variant as { event_type: string }).event_type : shape;
    if (first !== expected) expect({ variant, first }).toEqual({ variant, first: expected });
  }
});

test('each schema that overlaps others says so', () => {
  const isAlone = (name: string): boolean =>
    !/as well/.test((schemaOf(name) as JsonSchema).description ?? '');
  expect(names.filter(isAlone)).toEqual(['scrape-run-ui', 'webhook-test', 'cloud-n8n']);
});

test('Python takes each schema, and agrees about every example', ({ skip }) => {
  const examples = [documentedExamples, observedExamples, variantExamples, otherExamples].flatMap((table) =>
    Object.values(table).map(({ payload }: { payload: unknown }) => payload),
  );
  const input = JSON.stringify(examples);
  const python = spawnSync('python3', ['-c', PYTHON, ROOT], { encoding: 'utf8', input });
  if (python.error !== undefined || python.stderr.includes('No module named')) {
    process.stderr.write(
      'SKIPPED: the schemas are not tried in Python, since python3 or its jsonschema is not installed.\n',
    );
    skip();
  }
  expect(python.stderr).toBe('');
  const found = JSON.parse(python.stdout) as Record<string, boolean[]>;
  expect(Object.keys(found).sort()).toEqual([...names, 'any'].sort());
  for (const name of [...names, 'any']) {
    const { validate } = compile(name);
    expect([name, found[name]]).toEqual([name, examples.map((example) => validate(example))]);
  }
});

/** Checks each schema against its metaschema, and each example against each schema. */
const PYTHON = `
import json, pathlib, sys
from jsonschema import Draft7Validator
examples = json.load(sys.stdin)
found = {}
for path in pathlib.Path(sys.argv[1], 'generated/schemas').glob('*.json'):
    schema = json.loads(path.read_text('utf8'))
    Draft7Validator.check_schema(schema)
    found[path.stem] = [Draft7Validator(schema).is_valid(example) for example in examples]
print(json.dumps(found))
`;

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
