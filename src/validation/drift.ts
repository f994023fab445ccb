/**
 * Lists every difference between a payload and a contract, those that are allowed too.
 *
 * @module validation/drift
 */
import { documentedOutlines, observedOutlines, type Outline } from '#generated/outlines.js';
import type { Issue, IssueKind } from '../errors/index.ts';
import { describe, describePlace } from './describe.ts';
import { unreadableIssue } from './issues.ts';
import { join, MAX_POINTER, memberOf } from './pointer.ts';
import { MAX_ISSUES } from './runtime.ts';
import { nearestShape } from './shape.ts';
import { validate } from './validate.ts';

/** What drift is measured against: the documentation, or the observed shape that a payload is nearest to. */
export type DriftContract = 'documented' | 'observed';

/** One difference between a payload and a contract. */
export interface Drift {
  /** JSON pointer (RFC 6901) to the place. */
  readonly path: string;
  /**
   * As an issue's; or `extra`, a field that the contract does not have; `absent`, an optional one that is not there;
   * `duplicate`, a key that its object has twice; `imprecise`, a number that lost digits.
   */
  readonly kind: IssueKind | 'extra' | 'absent' | 'duplicate' | 'imprecise';
  /** What the contract has there. */
  readonly expected: string;
  /** What was found, described, and cut short where it is long. */
  readonly found: string;
  /** The whole difference in one sentence. */
  readonly message: string;
}

/** What {@link driftOf} takes besides the value. */
export interface DriftOptions {
  /** What to measure against; `documented` by default. */
  readonly contract?: DriftContract;
}

/**
 * Lists every difference between a payload and a contract. Never throws for anything that the value is.
 *
 * Against the observed shapes an optional field that is not there is no difference: no shape always has all of its own.
 *
 * @param value a parsed payload
 * @param options `contract`: `documented` (the default), or `observed` for the shape that the payload is nearest to
 * @returns what breaks the contract first, then extra and absent fields; empty if there is no difference; at most 200
 * @throws {TypeError} if `contract` is none of the two
 * @example
 * ```ts
 * for (const { path, kind } of driftOf(payload)) console.log(kind, path); // absent /data/metadata/user_id
 * ```
 */
export function driftOf(value: unknown, options: DriftOptions = {}): Drift[] {
  const { contract = 'documented' } = options;
  if (contract !== 'documented' && contract !== 'observed') {
    throw new TypeError(`contract is ${describe(contract)}: expected 'documented' or 'observed'.`);
  }
  const result = validate(value, { contract });
  const broken = result.ok ? [] : result.issues.map(toDrift);
  const found: Drift[] = [];
  try {
    const outline = outlineOf(value, contract);
    if (outline) compare({ value, path: '', outline, contract }, found);
  } catch {
    return [...broken, toDrift(unreadableIssue('a value that throws when it is read'))];
  }
  return [...broken, ...found];
}

/** An issue without its hint, which is about a payload that is refused. */
function toDrift({ path, kind, expected, found, message }: Issue): Drift {
  return { path, kind, expected, found, message };
}

function outlineOf(value: unknown, contract: DriftContract): Outline | undefined {
  if (contract === 'observed') {
    const shape = nearestShape(value);
    return shape && observedOutlines[shape];
  }
  const type = memberOf(value, 'event_type');
  return type === 'run_completed' || type === 'run_failed' ? documentedOutlines[type] : undefined;
}

interface Place {
  value: unknown;
  path: string;
  outline: Outline;
  contract: DriftContract;
}

function compare({ value, path, outline, contract }: Place, found: Drift[]): void {
  if (typeof value !== 'object' || value === null) return;
  if (found.length >= MAX_ISSUES || path.length > MAX_POINTER) return;
  if (Array.isArray(value)) {
    const { items } = outline;
    if (items)
      for (const [index, item] of value.entries())
        compare({ value: item, path: join(path, index), outline: items, contract }, found);
    return;
  }
  for (const [key, member] of Object.entries(value))
    compareMember(key, { value: member, path, outline, contract }, found);
  if (contract === 'observed') return;
  for (const key of Object.keys(outline.properties ?? {})) {
    if (memberOf(value, key) === undefined && isDue(value, key, outline)) add(found, absent(join(path, key)));
  }
}

function compareMember(key: string, { value, path, outline, contract }: Place, found: Drift[]): void {
  const at = join(path, key);
  const known =
    outline.properties && Object.hasOwn(outline.properties, key) ? outline.properties[key] : undefined;
  const next = known ?? outline.members;
  if (typeof next === 'object') compare({ value, path: at, outline: next, contract }, found);
  else if (next === undefined && outline.properties) add(found, extra(at, value, contract));
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

/** Who has no such field. */
const WITNESS: Readonly<Record<DriftContract, string>> = {
  documented: 'the documentation has no such field',
  observed: 'no server was seen to send this field in this shape',
};

function extra(path: string, value: unknown, contract: DriftContract): Drift {
  const found = describe(value);
  return {
    path,
    kind: 'extra',
    expected: 'nothing',
    found,
    message: `${describePlace(path)}: ${WITNESS[contract]}; found ${found}.`,
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
