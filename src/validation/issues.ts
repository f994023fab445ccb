/**
 * Turns what ajv reports into this package's own issues: what was found, what was expected, what may be meant.
 *
 * @module validation/issues
 */
import type { ValidatorError } from '#generated/validators.js';
import { eventTypes } from '#generated/events.js';
import type { Issue, IssueKind } from '../errors/index.ts';
import { describe, describePlace } from './describe.ts';
import { hintForDate, hintForEventType, hintForMissing } from './hints.ts';
import { bounded, join, valueAt } from './pointer.ts';

/**
 * Every finding of a validator as an issue.
 *
 * @param errors what the validator reported
 * @param value the value that it looked at
 */
export function toIssues(errors: readonly ValidatorError[], value: unknown): Issue[] {
  return errors.map((error) => toIssue(error, value));
}

/**
 * The issue of a value whose event type is none of those expected.
 *
 * @param value the whole payload
 * @param expected the event types that would do
 */
export function eventTypeIssue(value: unknown, expected: readonly string[] = eventTypes): Issue {
  const wanted = expected.map((type) => `"${type}"`).join(' or ');
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    return issue({ path: '', kind: 'type', found: describe(value), expected: 'an object' });
  }
  const found = valueAt(value, '/event_type');
  const hint = found === undefined ? hintForMissing(value, 'event_type', '') : hintForEventType(found);
  const kind = found === undefined ? 'missing' : 'event';
  return issue({ path: '/event_type', kind, found: describe(found), expected: wanted, hint });
}

/**
 * The issue of a value that cannot even be read.
 *
 * @param found what happened
 */
export function unreadableIssue(found: string): Issue {
  return issue({ path: '', kind: 'limit', found, expected: 'plain JSON data' });
}

function toIssue({ instancePath, keyword, params }: ValidatorError, value: unknown): Issue {
  const path = bounded(instancePath);
  const found = valueAt(value, path);
  const at = { path, found: describe(found) };
  switch (keyword) {
    case 'required': {
      const key = String(params['missingProperty']);
      const hint = hintForMissing(found, key, path);
      return issue({
        path: join(path, key),
        kind: 'missing',
        found: 'nothing',
        expected: 'a value',
        hint,
      });
    }
    case 'type':
      return issue({ ...at, kind: 'type', expected: describeType(params['type']) });
    case 'isDateTime': {
      const expected = 'an ISO 8601 date and time such as "2025-05-29T15:53:15.595Z"';
      return issue({ ...at, kind: 'format', expected, hint: hintForDate(found) });
    }
    case 'enum':
    case 'const': {
      const allowed = (params['allowedValues'] ?? [params['allowedValue']]) as readonly unknown[];
      return issue({ ...at, kind: 'enum', expected: allowed.map(describe).join(' or ') });
    }
    case 'maxLength':
      return issue({ ...at, kind: 'limit', expected: `at most ${String(params['limit'])} characters` });
    default:
      return issue({ ...at, kind: 'limit', expected: 'plain JSON data within the limits of depth and size' });
  }
}

function describeType(type: unknown): string {
  const names = (Array.isArray(type) ? type : [type]).map(String);
  return names
    .map((name) => (name === 'null' ? name : `${/^[aeiou]/.test(name) ? 'an' : 'a'} ${name}`))
    .join(' or ');
}

interface IssueParts {
  path: string;
  kind: IssueKind;
  found: string;
  expected: string;
  hint?: string | undefined;
}

function issue({ path, kind, found, expected, hint }: IssueParts): Issue {
  const message = `${describePlace(path)}: expected ${expected}, found ${found}.`;
  return hint === undefined
    ? { path, kind, message, found, expected }
    : { path, kind, message: `${message} ${hint}`, found, expected, hint };
}
