/**
 * Checks that the schemas of payloads say nothing that is not checked everywhere: the validators, and the hand-written Python,
 * Go and TypeScript in `src/codegen/types/templates/`, know a part of JSON Schema alone.
 *
 * @module scripts/contract/check-words
 */
import { type JsonSchema, reachable } from '../codegen/json-schema.ts';
import type { Contract } from './contract.ts';
import type { Problem } from './problem.ts';
import type { Path } from './source.ts';

const WORDS: ReadonlySet<string> = new Set([
  '$ref',
  'type',
  'const',
  'enum',
  'format',
  'required',
  'properties',
  'additionalProperties',
  'items',
  'anyOf',
  // The validators leave it to `x-told-by`, which says the same.
  'not',
  'title',
  'description',
]);

/** Where a schema is. */
interface Place {
  readonly contract: Contract;
  readonly path: Path;
}

/**
 * Every word of JSON Schema that would be documented and not checked.
 *
 * @param contract a contract
 * @returns what is wrong; empty if nothing is
 */
export function checkWords(contract: Contract): Problem[] {
  const messages = [...contract.messages, ...contract.others];
  const payloads = messages.map(({ payload }) => ({ $ref: `#/definitions/${payload}` }));
  const schemas = Object.entries(reachable({ oneOf: payloads }, contract.definitions));
  return [
    ...schemas.flatMap(([name, schema]) =>
      problemsIn(schema, { contract, path: ['components', 'schemas', name] }),
    ),
    ...messages.flatMap(({ toldBy, path }) =>
      problemsIn(toldBy ?? {}, { contract, path: [...path, 'x-told-by'] }),
    ),
  ];
}

function problemsIn(schema: JsonSchema, { contract, path }: Place): Problem[] {
  const unchecked = Object.entries(schema).filter(
    ([word, value]) => !WORDS.has(word) || isIgnored(word, value),
  );
  return [
    ...unchecked.map(([word, value]) =>
      contract.source.problem(
        [...path, word],
        `${JSON.stringify({ [word]: value }).slice(1, -1)} would not be checked: say it in the description, or teach it to ` +
          'scripts/output/validators.ts, src/codegen/types/templates/ and scripts/contract/check-words.ts.',
      ),
    ),
    ...partsOf(schema).flatMap(([steps, part]) => problemsIn(part, { contract, path: [...path, ...steps] })),
  ];
}

function isIgnored(word: string, value: unknown): boolean {
  return (word === 'format' && value !== 'date-time') || (word === 'additionalProperties' && value === false);
}

function partsOf({
  properties = {},
  items,
  additionalProperties,
  anyOf = [],
  not,
}: JsonSchema): [Path, JsonSchema][] {
  return [
    ...Object.entries(properties).map(([name, part]): [Path, JsonSchema] => [['properties', name], part]),
    ...anyOf.map((part, index): [Path, JsonSchema] => [['anyOf', index], part]),
    ...Object.entries({ items, additionalProperties, not }).flatMap(([word, part]): [Path, JsonSchema][] =>
      typeof part === 'object' ? [[[word], part]] : [],
    ),
  ];
}
