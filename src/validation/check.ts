/**
 * Checks a value against a rule of a contract, and visits each of its members once.
 *
 * @module validation/check
 */
import type { Rule } from '#generated/rules.js';
import { isDateTime } from './date-time.ts';
import { MAX_ISSUES, MAX_OPEN_DEPTH, MAX_OPEN_VALUES } from './limits.ts';
import { prefixed } from './pointer.ts';

/** A place where a value is not as its rule says. */
export interface Finding {
  /** JSON pointer to the place. */
  path: string;
  readonly kind: 'missing' | 'type' | 'enum' | 'format' | 'limit' | 'extra';
  /** The value there; of a missing field, the object that lacks it. */
  readonly value: unknown;
  readonly rule: Rule;
}

/** What a check found, at most {@link MAX_ISSUES} of each. */
export interface Findings {
  /** What breaks the contract. */
  readonly broken: Finding[];
  /** Fields that the contract does not have. They are allowed. */
  readonly extra: Finding[];
}

/**
 * Checks a value.
 *
 * @param value any value
 * @param rule what it has to be
 */
export function check(value: unknown, rule: Rule): Findings {
  const checker = new Checker();
  checker.check(value, rule);
  return checker;
}

class Checker implements Findings {
  readonly broken: Finding[] = [];
  readonly extra: Finding[] = [];

  check(value: unknown, rule: Rule): void {
    const kind = kindOfFault(value, rule);
    if (kind !== undefined) this.#add(this.broken, { path: '', kind, value, rule });
    else if (Array.isArray(value)) this.#checkItems(value, rule.items);
    else if (typeof value === 'object' && value !== null && rule.types !== undefined) {
      this.#checkMembers(value as Record<string, unknown>, rule);
    }
  }

  #checkItems(items: readonly unknown[], rule: Rule | undefined): void {
    if (rule === undefined) return;
    for (let index = 0; index < items.length; index++) this.#checkAt(index, items[index], rule);
  }

  #checkMembers(object: Record<string, unknown>, rule: Rule): void {
    const { fields, members, required } = rule;
    if (fields === undefined && members?.takesAnyText === true && holdsOnlyTexts(object)) return;
    for (const name of required) {
      if (object[name] !== undefined) continue;
      this.#add(this.broken, { path: prefixed(name, ''), kind: 'missing', value: object, rule });
    }
    for (const key in object) {
      const value = object[key];
      const member = fields?.[key] ?? members;
      if (typeof value === 'string' && member?.takesAnyText === true) continue;
      if (member === undefined) this.#checkExtra(key, value, rule);
      else if (value !== undefined) this.#checkAt(key, value, member);
    }
  }

  #checkExtra(key: string, value: unknown, rule: Rule): void {
    if (!isPlain(value)) {
      this.#add(this.broken, { path: prefixed(key, ''), kind: 'limit', value, rule });
    } else if (rule.fields !== undefined) {
      this.#add(this.extra, { path: prefixed(key, ''), kind: 'extra', value, rule });
    }
  }

  /** Checks a member. What is found below it gets its path on the way back, so that a valid value costs no path. */
  #checkAt(key: string | number, value: unknown, rule: Rule): void {
    const broken = this.broken.length;
    const extra = this.extra.length;
    this.check(value, rule);
    if (this.broken.length > broken) prefixFrom(broken, this.broken, key);
    if (this.extra.length > extra) prefixFrom(extra, this.extra, key);
  }

  #add(list: Finding[], finding: Finding): void {
    if (list.length < MAX_ISSUES) list.push(finding);
  }
}

/** Most of a payload is records of texts, so that this is most of what a check costs. */
function holdsOnlyTexts(object: Record<string, unknown>): boolean {
  for (const key in object) if (typeof object[key] !== 'string') return false;
  return true;
}

function prefixFrom(start: number, list: readonly Finding[], key: string | number): void {
  for (const finding of list.slice(start)) finding.path = prefixed(key, finding.path);
}

/** What is wrong with a value itself, whatever is in it. */
function kindOfFault(value: unknown, { types, values, isDate }: Rule): Finding['kind'] | undefined {
  if (values !== undefined) return values.includes(value) ? undefined : 'enum';
  if (types === undefined) return isPlain(value) ? undefined : 'limit';
  if (!types.includes(typeOf(value))) return 'type';
  return isDate && typeof value === 'string' && !isDateTime(value) ? 'format' : undefined;
}

/** The JSON type of a value; `number` only if JSON can write it. */
function typeOf(value: unknown): string {
  if (typeof value === 'string') return 'string';
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'array';
  return typeof value === 'number' && !Number.isFinite(value) ? 'not a number' : typeof value;
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
