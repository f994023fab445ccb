/**
 * Writes `rules.js` and `rules.d.ts`: what a validator checks, one rule per schema of the contracts.
 *
 * @module scripts/output/rules
 */
import { type JsonSchema, parseRef } from '../../src/codegen/json-schema.ts';
import type { Message } from '../contract/contract.ts';
import { allDefinitions, type Contracts } from './contracts.ts';
import { BANNER, type OutputFile } from './file.ts';

/**
 * The rules of both contracts: a constant for each schema, after the schemas that it refers to.
 *
 * @param contracts both contracts
 */
export function writeRules(contracts: Contracts): OutputFile[] {
  const definitions = allDefinitions(contracts);
  const constants = new Map<string, string>();
  const define = (name: string): string => {
    if (!constants.has(name)) constants.set(name, ruleOf(definitions[name] ?? {}, define));
    return name;
  };
  const table = (messages: readonly Message[]): string =>
    messages.map(({ name, payload }) => `  '${name}': ${define(payload)},\n`).join('');
  const documented = table(contracts.documented.messages);
  const observed = table(contracts.observed.messages);
  const rules = [...constants].map(([name, rule]) => `const ${name} = ${rule};\n`).join('');
  const content = `${BANNER}${HEAD}${rules}
export const documentedRules = {\n${documented}};

export const observedRules = {\n${observed}};
`;
  return [
    { path: 'rules.js', content },
    { path: 'rules.d.ts', content: DECLARATIONS },
  ];
}

/** The source of a schema's rule. `define` makes sure that a schema has a constant, and returns its name. */
function ruleOf(schema: JsonSchema, define: (name: string) => string): string {
  const { $ref, type, format, anyOf, items, properties, additionalProperties } = schema;
  if ($ref !== undefined) return define(parseRef($ref));
  const values = schema.enum ?? (schema.const === undefined ? undefined : [schema.const]);
  const types = anyOf?.map((variant) => variant.type) ?? [type].flat().filter((name) => name !== undefined);
  if (types.length === 0 && values === undefined) return 'anything';
  const members = additionalProperties === true ? {} : additionalProperties;
  const parts = {
    types: JSON.stringify(types),
    isDate: format === 'date-time' ? 'true' : undefined,
    values: values && JSON.stringify(values),
    items: items && ruleOf(items, define),
    fields: properties && fieldsOf(properties, define),
    required: schema.required && JSON.stringify(schema.required),
    members: members ? ruleOf(members, define) : undefined,
  };
  const given = Object.entries(parts).filter(([, source]) => source !== undefined);
  const [text] = given;
  if (given.length === 1 && text?.[1] === '["string"]') return 'text';
  return `rule({ ${given.map(([key, source]) => `${key}: ${source}`).join(', ')} })`;
}

function fieldsOf(properties: Record<string, JsonSchema>, define: (name: string) => string): string {
  const fields = Object.entries(properties).map(([key, member]) => `'${key}': ${ruleOf(member, define)}`);
  // Without a prototype, a key such as "constructor" is not taken for a field.
  return `{ __proto__: null, ${fields.join(', ')} }`;
}

/** All rules are made in one place, in one form, so that the engine reads them fast. */
const HEAD = `
const rule = ({ types, isDate = false, values, items, fields, required = [], members }) => {
  const takesAnyText = (types?.includes("string") ?? true) && !isDate && values === undefined;
  return { types, takesAnyText, isDate, values, items, fields, required, members };
};
const anything = rule({});
const text = rule({ types: ["string"] });
`;

const DECLARATIONS = `${BANNER}import type { DocumentedEventType, ObservedShape } from './events.js';

/** What a contract says of a value. */
export interface Rule {
  /** The JSON types that the value may have; absent if it may have any. */
  readonly types: readonly string[] | undefined;
  /** Any text is right, so that a text needs no further check. */
  readonly takesAnyText: boolean;
  /** A text that has to be an ISO 8601 date and time. */
  readonly isDate: boolean;
  /** The values that are allowed. */
  readonly values: readonly unknown[] | undefined;
  /** The elements of an array. */
  readonly items: Rule | undefined;
  /** The fields of an object, by name. */
  readonly fields: Readonly<Record<string, Rule>> | undefined;
  /** The fields that have to be there. */
  readonly required: readonly string[];
  /** The members of an object whose names are free. */
  readonly members: Rule | undefined;
}

/** The rules of the documented events, by event type. */
export declare const documentedRules: Readonly<Record<DocumentedEventType, Rule>>;

/** The rules of the observed events, by the name of their shape. */
export declare const observedRules: Readonly<Record<ObservedShape, Rule>>;
`;
