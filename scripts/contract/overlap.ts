/**
 * Which shapes a payload can meet at the same time.
 *
 * @module scripts/contract/overlap
 */
import type { JsonSchema } from '../codegen/json-schema.ts';

/**
 * Whether a value can meet two schemas.
 *
 * @param one a schema without references
 * @param other another one
 * @returns false if a field that one of them requires cannot meet the other
 */
export function canOverlap(one: JsonSchema, other: JsonSchema): boolean {
  if (!haveCommon(typesOf(one), typesOf(other)) || !haveCommon(valuesOf(one), valuesOf(other))) return false;
  if (forbids(one, other) || forbids(other, one)) return false;
  const required = new Set([...(one.required ?? []), ...(other.required ?? [])]);
  return [...required].every((key) => {
    const [first, second] = [one.properties?.[key], other.properties?.[key]];
    return first === undefined || second === undefined || canOverlap(first, second);
  });
}

/** Whether a schema refuses what another requires. */
function forbids({ not }: JsonSchema, { required = [] }: JsonSchema): boolean {
  return not?.required?.every((key) => required.includes(key)) ?? false;
}

function typesOf({ type }: JsonSchema): readonly unknown[] | undefined {
  return type === undefined ? undefined : [type].flat();
}

function valuesOf({ enum: values, const: value }: JsonSchema): readonly unknown[] | undefined {
  return values ?? (value === undefined ? undefined : [value]);
}

function haveCommon(one: readonly unknown[] | undefined, other: readonly unknown[] | undefined): boolean {
  return one === undefined || other === undefined || one.some((value) => other.includes(value));
}
