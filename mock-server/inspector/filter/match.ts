/**
 * Says whether a delivery is one that a filter asks for.
 *
 * @module mock-server/inspector/filter/match
 */
import { observedShapes } from '#generated/events.js';
import type { DeliverySummary } from '../../api/types.ts';
import type { FilterKey, Term } from '../list/filter.ts';

/** Letters of the observed shapes by name, in lower case; the documented one has none. */
const LETTERS: ReadonlyMap<string, string> = new Map(
  Object.entries(observedShapes).map(([name, { letter }]) => [name, letter.toLowerCase()]),
);

/**
 * Makes a test of a filter's terms.
 *
 * @param terms the terms, all of which have to fit
 * @returns whether a delivery is shown
 */
export function createMatcher(terms: readonly Term[]): (delivery: DeliverySummary) => boolean {
  return (delivery) => terms.every((term) => fits(delivery, term) !== term.negated);
}

function fits(delivery: DeliverySummary, { key, values }: Term): boolean {
  return values.some((value) => (key === 'text' ? hasText(delivery, value) : TESTS[key](delivery, value)));
}

const TESTS: Readonly<Record<FilterKey, (delivery: DeliverySummary, value: string) => boolean>> = {
  type: ({ eventType }, value) => contains(eventType, value),
  robot: ({ robotName, robotId }, value) => contains(robotName, value) || contains(robotId, value),
  run: ({ runId }, value) => contains(runId, value),
  sig: ({ signature }, value) =>
    'bad'.startsWith(value)
      ? signature === 'invalid' || signature === 'missing'
      : signature.startsWith(value),
  shape: ({ shape }, value) => (value.length === 1 ? LETTERS.get(shape) === value : shape.startsWith(value)),
  status: ({ status }, value) => fitsStatus(status, value),
  is: fitsState,
  id: ({ id }, value) => id === value,
};

function fitsStatus(status: number | null, value: string): boolean {
  if (status === null) return value === 'none';
  const [, operator = '', number = ''] = /^([<>]=?)(\d+)$/.exec(value) ?? [];
  switch (operator) {
    case '<':
      return status < Number(number);
    case '<=':
      return status <= Number(number);
    case '>':
      return status > Number(number);
    case '>=':
      return status >= Number(number);
    default:
      return value.endsWith('xx') ? String(status).charAt(0) === value.charAt(0) : String(status) === value;
  }
}

function fitsState(delivery: DeliverySummary, value: string): boolean {
  const states: Readonly<Record<string, boolean>> = {
    good: delivery.level === 'good',
    notice: delivery.level === 'notice',
    bad: delivery.level === 'bad',
    drift: delivery.drift > 0,
    retry: delivery.attempt > 1,
    duplicate: delivery.duplicate,
    contradiction: delivery.contradiction,
    late: delivery.late,
    pending: delivery.responseKind === 'pending',
  };
  return Object.entries(states).some(([name, holds]) => holds && name.startsWith(value));
}

function hasText(delivery: DeliverySummary, value: string): boolean {
  const { id, eventType, robotName, robotId, runId, runStatus, shape, sentence } = delivery;
  return [eventType, robotName, robotId, runId, runStatus, shape, sentence, id].some((text) =>
    contains(text, value),
  );
}

function contains(text: string | undefined, value: string): boolean {
  return text?.toLowerCase().includes(value) ?? false;
}
