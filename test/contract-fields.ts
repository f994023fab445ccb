/** Every field of the documented contract, read off its published schemas, for tests that go over the whole contract. */
import { readFileSync } from 'node:fs';
import { documentedExamples } from '#generated/examples.js';
import { dereference, type JsonSchema } from '../scripts/codegen/json-schema.ts';

/** A field of a documented event. */
export interface Field {
  readonly event: keyof typeof documentedExamples;
  readonly parent: readonly (string | number)[];
  readonly key: string;
  readonly required: boolean;
}

/** Every field that the documented examples carry. */
export const fields: Field[] = (['run_completed', 'run_failed'] as const).flatMap((event) =>
  fieldsOf(event, {
    schema: schemaOf(event),
    value: documentedExamples[event].payload,
    parent: [],
  }),
);

function schemaOf(event: Field['event']): JsonSchema {
  const url = new URL(`../generated/schemas/${event}.json`, import.meta.url);
  const { definitions = {}, ...schema } = JSON.parse(readFileSync(url, 'utf8')) as JsonSchema;
  return dereference(schema, definitions);
}

interface Place {
  schema: JsonSchema;
  value: unknown;
  parent: readonly (string | number)[];
}

function fieldsOf(event: Field['event'], { schema, value, parent }: Place): Field[] {
  const found: Field[] = [];
  for (const [key, child] of Object.entries(schema.properties ?? {})) {
    const member = (value as Record<string, unknown>)[key];
    if (member === undefined) continue;
    found.push({ event, parent, key, required: schema.required?.includes(key) ?? false });
    found.push(...fieldsOf(event, { schema: child, value: member, parent: [...parent, key] }));
  }
  return found;
}

/** A copy of a documented example. */
export function exampleOf(event: Field['event']): Record<string, unknown> {
  return structuredClone(documentedExamples[event].payload) as unknown as Record<string, unknown>;
}

/** The object that holds a field in a copy of an example. */
export function holderOf(root: Record<string, unknown>, parent: Field['parent']): Record<string, unknown> {
  let value: unknown = root;
  for (const step of parent) value = (value as Record<string, unknown>)[step];
  return value as Record<string, unknown>;
}

/** The JSON pointer of a field. */
export function pointerOf({ parent, key }: Pick<Field, 'parent' | 'key'>): string {
  return [...parent, key].map((step) => `/${step}`).join('');
}
