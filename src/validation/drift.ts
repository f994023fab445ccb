/**
 * Lists every difference between a payload and the documented contract, those that are allowed too.
 *
 * @module validation/drift
 */
import { documentedOutlines, type Outline } from '#generated/outlines.js';
import type { IssueKind } from '../errors/index.ts';
import { describe, describePlace } from './describe.ts';
import { unreadableIssue } from './issues.ts';
import { join, memberOf } from './pointer.ts';
import { MAX_ISSUES } from './runtime.ts';
import { validate } from './validate.ts';

/** One difference between a payload and the documented contract. */
export interface Drift {
  /** JSON pointer (RFC 6901) to the place. */
  readonly path: string;
  /** As an issue's, or `extra` (a field that the contract does not have) or `absent` (an optional one that is not there). */
  readonly kind: IssueKind | 'extra' | 'absent';
  /** What the contract has there. */
  readonly expected: string;
  /** What was found, described, and cut short where it is long. */
  readonly found: string;
  /** The whole difference in one sentence. */
  readonly message: string;
}

/**
 * Lists every difference between a payload and the documented contract. Never throws for anything that the value is.
 *
 * @param value a parsed payload
 * @returns what breaks the contract first, then extra and absent fields; empty if there is no difference; at most 200
 * @example
 * ```ts
 * for (const { path, kind } of driftOf(payload)) console.log(kind, path); // absent /data/metadata/user_id
 * ```
 */
export function driftOf(value: unknown): Drift[] {
  const result = validate(value);
  const broken: readonly Drift[] = result.ok ? [] : result.issues;
  const found: Drift[] = [];
  try {
    const type = memberOf(value, 'event_type');
    if (type !== 'run_completed' && type !== 'run_failed') return [...broken];
    compare({ value, path: '', outline: documentedOutlines[type] }, found);
  } catch {
    return [...broken, unreadableIssue('a value that throws when it is read')];
  }
  return [...broken, ...found];
}

interface Place {
  value: unknown;
  path: string;
  outline: Outline;
}

function compare({ value, path, outline }: Place, found: Drift[]): void {
  if (typeof value !== 'object' || value === null || found.length >= MAX_ISSUES) return;
  if (Array.isArray(value)) {
    const { items } = outline;
    if (items)
      for (const [index, item] of value.entries())
        compare({ value: item, path: join(path, index), outline: items }, found);
    return;
  }
  for (const [key, member] of Object.entries(value))
    compareMember(key, { value: member, path, outline }, found);
  for (const key of Object.keys(outline.properties ?? {})) {
    if (memberOf(value, key) === undefined && isDue(value, key, outline)) add(found, absent(join(path, key)));
  }
}

function compareMember(key: string, { value, path, outline }: Place, found: Drift[]): void {
  const at = join(path, key);
  const known =
    outline.properties && Object.hasOwn(outline.properties, key) ? outline.properties[key] : undefined;
  const next = known ?? outline.members;
  if (typeof next === 'object') compare({ value, path: at, outline: next }, found);
  else if (next === undefined && outline.properties) add(found, extra(at, value));
}

/** Whether an optional field should be there; one that depends on its siblings only if they say so. */
function isDue(parent: object, key: string, { required, properties }: Outline): boolean {
  if (required?.includes(key)) return false;
  const conditions = Object.entries(properties?.[key]?.presentWhen ?? {});
  return conditions.every(([sibling, values]) => values.includes(String(memberOf(parent, sibling))));
}

function add(found: Drift[], drift: Drift): void {
  if (found.length < MAX_ISSUES) found.push(drift);
}

function extra(path: string, value: unknown): Drift {
  const found = describe(value);
  return {
    path,
    kind: 'extra',
    expected: 'nothing',
    found,
    message: `${describePlace(path)}: the documentation has no such field; found ${found}.`,
  };
}

function absent(path: string): Drift {
  return {
    path,
    kind: 'absent',
    expected: 'an optional value',
    found: 'nothing',
    message: `${describePlace(path)}: a documented, optional field is not there.`,
  };
}
