/**
 * Runs the generated validators, which report to the collector here, and keeps what they find within limits.
 *
 * @module validation/check
 */
import { documentedEventTypes } from '#generated/events.js';
import { createValidators, type Validator, type Validators } from '#generated/validators.js';
import { isDateTime } from './date-time.ts';
import { MAX_ISSUES, MAX_OPEN_DEPTH, MAX_OPEN_VALUES } from './limits.ts';
import { boundedPointer, memberOf, stepOf } from './pointer.ts';

/** A place where a value is not as the contract says, in ajv's words. */
export interface Finding {
  /** JSON pointer to the place. */
  readonly path: string;
  readonly keyword: string;
  readonly params: Readonly<Record<string, unknown>>;
}

/** What a check found, at most {@link MAX_ISSUES} of each. */
export interface Findings {
  /** What breaks the contract. */
  readonly broken: Finding[];
  /** Fields that the contract does not have. They are allowed. */
  readonly extra: Finding[];
}

/** The findings of the check that is under way. A check never waits, so there is one at a time. */
let findings: Findings = { broken: [], extra: [] };

let made: Validators | undefined;

/** The validators of both contracts. Made with the first payload: they are a third of the core, and an import skips them. */
export function validators(): Validators {
  return (made ??= createValidators({
    collect,
    isDateTime,
    isPlain,
    stepOf,
    takesExtra: () => findings.extra.length < MAX_ISSUES,
  }));
}

/**
 * The validator of a documented event.
 *
 * @param value the whole payload
 * @returns `undefined` if its event type is not documented
 */
export function documentedValidator(value: unknown): Validator | undefined {
  const type = documentedEventTypes.find((name) => name === memberOf(value, 'event_type'));
  return type && validators().documented[type];
}

/** Ends a check that has found enough. */
class EnoughFound extends Error {}

/**
 * Checks a value.
 *
 * @param value any value
 * @param validate one of {@link validators}
 */
export function check(value: unknown, validate: Validator): Findings {
  const found = (findings = { broken: [], extra: [] });
  try {
    validate(value);
  } catch (error) {
    if (!(error instanceof EnoughFound)) throw error;
  }
  return found;
}

function collect(instancePath: string, keyword: string, params: Finding['params']): void {
  const isExtra = keyword === 'isExtra';
  const list = isExtra ? findings.extra : findings.broken;
  if (list.length < MAX_ISSUES) list.push({ path: boundedPointer(instancePath), keyword, params });
  else if (!isExtra) throw new EnoughFound();
}

/** Whether a value that the contract leaves open is data that JSON can write, within the limits of depth and number. */
function isPlain(value: unknown): boolean {
  return typeof value === 'string' || walk(value, MAX_OPEN_DEPTH, { left: MAX_OPEN_VALUES });
}

function walk(value: unknown, depth: number, budget: { left: number }): boolean {
  if (--budget.left < 0) return false;
  if (typeof value === 'number') return Number.isFinite(value);
  if (typeof value !== 'object') {
    return typeof value === 'string' || typeof value === 'boolean' || value === undefined;
  }
  return value === null || (depth > 0 && walkMembers(value, depth - 1, budget));
}

function walkMembers(value: object, depth: number, budget: { left: number }): boolean {
  if (Array.isArray(value)) return value.every((item) => walk(item, depth, budget));
  for (const key in value) if (!walk((value as Record<string, unknown>)[key], depth, budget)) return false;
  return true;
}
