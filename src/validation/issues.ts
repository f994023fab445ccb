/**
 * Describes the faults of a value: what was found, what was expected, what the sender may have meant.
 *
 * @module validation/issues
 */
import { eventTypes } from '#generated/events.js';
import type { Issue } from '../errors/index.ts';
import type { Finding } from './check.ts';
import { describe, describePlace } from './describe.ts';
import { hintForDate, hintForEventType, hintForMissing } from './hints.ts';
import { join, memberOf, valueAt } from './pointer.ts';

/**
 * A finding as an issue.
 *
 * @param finding what breaks the contract
 * @param root the whole payload
 */
export function toIssue({ path, keyword, params }: Finding, root: unknown): Issue {
  const value = valueAt(root, path);
  const at = { path, found: describe(value) };
  switch (keyword) {
    case 'required': {
      const key = String(params['missingProperty']);
      const hint = hintForMissing(value, key, path);
      return issue({ path: join(path, key), kind: 'missing', found: 'nothing', expected: 'a value', hint });
    }
    case 'type':
      return issue({ ...at, kind: 'type', expected: describeTypes([params['type']].flat()) });
    case 'enum': {
      const expected = [params['allowedValues']].flat().map(describe).join(' or ');
      return issue({ ...at, kind: 'enum', expected });
    }
    case 'isDateTime': {
      const expected = 'an ISO 8601 date and time such as "2025-05-29T15:53:15.595Z"';
      return issue({ ...at, kind: 'format', expected, hint: hintForDate(value) });
    }
    default:
      return issue({ ...at, kind: 'limit', expected: 'plain JSON data within the limits of depth and size' });
  }
}

/**
 * The issue of a value whose event type is not among those expected.
 *
 * @param value the whole payload
 * @param expected the allowed event types
 */
export function eventTypeIssue(value: unknown, expected: readonly string[] = eventTypes): Issue {
  const wanted = expected.map((type) => `"${type}"`).join(' or ');
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    return issue({ path: '', kind: 'type', found: describe(value), expected: 'an object' });
  }
  const found = memberOf(value, 'event_type');
  const hint = found === undefined ? hintForMissing(value, 'event_type', '') : hintForEventType(found);
  const kind = found === undefined ? 'missing' : 'event';
  return issue({ path: '/event_type', kind, found: describe(found), expected: wanted, hint });
}

/**
 * The issue of a value that throws when it is read, as getters and proxies can.
 *
 * @param error what it threw
 */
export function thrownIssue(error: unknown): Issue {
  const name = error instanceof Error ? error.name : typeof error;
  const found = `a value that throws when it is read (${name})`;
  return issue({ path: '', kind: 'limit', found, expected: 'plain JSON data' });
}

function describeTypes(names: readonly unknown[]): string {
  return names
    .map(String)
    .map((name) => (name === 'null' ? name : `${/^[aeiou]/.test(name) ? 'an' : 'a'} ${name}`))
    .join(' or ');
}

type IssueParts = Omit<Issue, 'message' | 'hint'> & { readonly hint?: string | undefined };

function issue({ path, kind, found, expected, hint }: IssueParts): Issue {
  const message = `${describePlace(path)}: expected ${expected}, found ${found}.`;
  return hint === undefined
    ? { path, kind, message, found, expected }
    : { path, kind, message: `${message} ${hint}`, found, expected, hint };
}
