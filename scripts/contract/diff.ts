/**
 * Compares the schemas of two versions of a contract.
 *
 * Breaking is what a receiver written for the earlier version can trip over: something removed, retyped, newly
 * required, or an enum with fewer values. The rest is compatible.
 *
 * @module scripts/contract/diff
 */
import { dereference, type JsonSchema } from '../codegen/json-schema.ts';
import type { Contract } from './contract.ts';

/** What changed at one place. */
export interface Change {
  /** The message: an event type, or the name of an observed shape. */
  readonly message: string;
  /** JSON pointer into the payload; `*` stands for any element or member. */
  readonly pointer: string;
  readonly kind:
    | 'removed'
    | 'added'
    | 'retyped'
    | 'newly required'
    | 'no longer required'
    | 'enum narrowed'
    | 'enum widened'
    | 'format changed';
  readonly breaking: boolean;
  readonly before: string;
  readonly after: string;
}

/**
 * Every change of structure from one version of a contract to another. Descriptions and examples do not count.
 *
 * @param before the earlier version
 * @param after the later version
 * @returns the changes, in the contract's order
 */
export function diffContracts(before: Contract, after: Contract): Change[] {
  const old = payloads(before);
  const now = payloads(after);
  return [...new Set([...old.keys(), ...now.keys()])].flatMap((message) =>
    diffSchema({ message, pointer: '', before: old.get(message), after: now.get(message) }),
  );
}

function payloads({ messages, definitions }: Contract): Map<string, JsonSchema> {
  return new Map(
    messages.map(({ name, payload }) => [
      name,
      dereference({ $ref: `#/definitions/${payload}` }, definitions),
    ]),
  );
}

interface Pair {
  message: string;
  pointer: string;
  before: JsonSchema | undefined;
  after: JsonSchema | undefined;
}

function diffSchema({ message, pointer, before, after }: Pair): Change[] {
  const at = { message, pointer };
  if (before === undefined && after === undefined) return [];
  if (after === undefined) return [change(at, 'removed', [typeOf(before), 'nothing'])];
  if (before === undefined) return [change(at, 'added', ['nothing', typeOf(after)])];
  return [
    ...diffType(at, before, after),
    ...diffValues(at, before, after),
    ...diffRequired(at, before, after),
    ...members(before, after).flatMap(([key, old, now]) =>
      diffSchema({ message, pointer: `${pointer}/${key}`, before: old, after: now }),
    ),
  ];
}

type At = Pick<Change, 'message' | 'pointer'>;

function diffType(at: At, before: JsonSchema, after: JsonSchema): Change[] {
  const types: [string, string] = [typeOf(before), typeOf(after)];
  if (types[0] !== types[1]) return [change(at, 'retyped', types)];
  const formats: [string, string] = [before.format ?? 'no format', after.format ?? 'no format'];
  return formats[0] === formats[1] ? [] : [change(at, 'format changed', formats)];
}

function diffValues(at: At, before: JsonSchema, after: JsonSchema): Change[] {
  const old = valuesOf(before);
  const now = valuesOf(after);
  const shown: [string, string] = [show(old), show(now)];
  const lost = now !== undefined && (old === undefined || old.some((value) => !now.includes(value)));
  const gained = old !== undefined && (now === undefined || now.some((value) => !old.includes(value)));
  return [
    ...(lost ? [change(at, 'enum narrowed', shown)] : []),
    ...(gained ? [change(at, 'enum widened', shown)] : []),
  ];
}

function diffRequired(at: At, before: JsonSchema, after: JsonSchema): Change[] {
  const place = (key: string): At => ({ ...at, pointer: `${at.pointer}/${key}` });
  const old = before.required ?? [];
  const now = after.required ?? [];
  const stays = (key: string): boolean => after.properties?.[key] !== undefined;
  return [
    ...now
      .filter((key) => !old.includes(key))
      .map((key) => change(place(key), 'newly required', ['optional', 'required'])),
    ...old
      .filter((key) => !now.includes(key) && stays(key))
      .map((key) => change(place(key), 'no longer required', ['required', 'optional'])),
  ];
}

function members(
  before: JsonSchema,
  after: JsonSchema,
): [string, JsonSchema | undefined, JsonSchema | undefined][] {
  const keys = new Set([...Object.keys(before.properties ?? {}), ...Object.keys(after.properties ?? {})]);
  return [
    ...[...keys].map((key): [string, JsonSchema | undefined, JsonSchema | undefined] => [
      key,
      before.properties?.[key],
      after.properties?.[key],
    ]),
    ['*', before.items ?? open(before), after.items ?? open(after)],
  ];
}

function open({ additionalProperties }: JsonSchema): JsonSchema | undefined {
  return typeof additionalProperties === 'object' ? additionalProperties : undefined;
}

function typeOf(schema: JsonSchema | undefined): string {
  return [schema?.type ?? 'any'].flat().join(' or ');
}

function valuesOf({ enum: values, const: constant }: JsonSchema): readonly unknown[] | undefined {
  return values ?? (constant === undefined ? undefined : [constant]);
}

function show(values: readonly unknown[] | undefined): string {
  return values === undefined ? 'any value' : values.map((value) => JSON.stringify(value)).join(', ');
}

const BREAKING: ReadonlySet<Change['kind']> = new Set([
  'removed',
  'retyped',
  'newly required',
  'enum narrowed',
]);

function change(at: At, kind: Change['kind'], [before, after]: [string, string]): Change {
  return { ...at, kind, breaking: BREAKING.has(kind), before, after };
}
