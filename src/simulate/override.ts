/**
 * Changes part of a payload, at any depth.
 *
 * @module simulate/override
 */
import { isRecord } from '../errors/is-record.ts';

/** The keys of a record that may be absent. */
type OptionalKey<Value> = {
  [Key in keyof Value]-?: object extends Pick<Value, Key> ? Key : never;
}[keyof Value];

/**
 * Part of a value, to any depth. Arrays are whole or absent; an optional field may be `undefined`, which takes it
 * away.
 */
export type DeepPartial<Value> = Value extends readonly unknown[]
  ? Value
  : Value extends object
    ? {
        [Key in keyof Value]?: DeepPartial<Value[Key]> | (Key extends OptionalKey<Value> ? undefined : never);
      }
    : Value;

/**
 * A copy of a JSON value with some of it replaced. Objects are merged, anything else, arrays too, is replaced as a
 * whole; `undefined` takes a field away.
 *
 * @param base the value, which is not changed
 * @param overrides the changes
 * @returns a deep copy
 */
export function override<Value>(base: Value, overrides: DeepPartial<Value>): Value {
  return merged(base, overrides) as Value;
}

function merged(base: unknown, overrides: unknown): unknown {
  if (!isRecord(overrides)) return structuredClone(overrides);
  const fields = new Map(Object.entries(isRecord(base) ? base : {}));
  for (const [key, value] of Object.entries(overrides)) {
    if (value === undefined) fields.delete(key);
    else fields.set(key, merged(fields.get(key), value));
  }
  const kept = (key: string): boolean => !Object.hasOwn(overrides, key);
  // `fromEntries` defines its keys, so that one named `__proto__` is a key like any other.
  return Object.fromEntries(
    [...fields].map(([key, value]) => [key, kept(key) ? structuredClone(value) : value]),
  );
}
