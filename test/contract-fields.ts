/** Every field of the documented contract, read off its rules, for tests that go over the whole contract. */
import { documentedExamples } from '#generated/examples.js';
import { documentedRules, type Rule } from '#generated/rules.js';

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
    rule: documentedRules[event],
    value: documentedExamples[event].payload,
    parent: [],
  }),
);

interface Place {
  rule: Rule;
  value: unknown;
  parent: readonly (string | number)[];
}

function fieldsOf(event: Field['event'], { rule, value, parent }: Place): Field[] {
  const found: Field[] = [];
  for (const [key, child] of Object.entries(rule.fields ?? {})) {
    const member = (value as Record<string, unknown>)[key];
    if (member === undefined) continue;
    found.push({ event, parent, key, required: rule.required.includes(key) });
    found.push(...fieldsOf(event, { rule: child, value: member, parent: [...parent, key] }));
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
