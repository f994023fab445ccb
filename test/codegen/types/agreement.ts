/**
 * Compares what a program in another language prints for each case with what TypeScript makes of it.
 *
 * @module test/codegen/types/agreement
 */
import { isDeepStrictEqual } from 'node:util';
import { expect } from 'vitest';
import { type Case, casesOf } from './corpus.ts';

/** What the program prints for a case. */
interface Result {
  /** The name of the event's type. */
  readonly event: string;
  readonly payload: unknown;
  readonly shape: string;
  readonly run: Readonly<Record<string, unknown>>;
}

/** The types of the first examples, those of the documented events and of the observed shapes. */
export const classes: readonly string[] = [
  'RunCompletedEvent',
  'RunFailedEvent',
  'ExtractRunEvent',
  'ScrapeRunUiEvent',
  'ScrapeRunEvent',
  'DocumentRunEvent',
  'FailedRunEvent',
  'FailedScrapeApiEvent',
  'Legacy2025Event',
  'WebhookTestEvent',
];

/**
 * Runs a program over the cases.
 *
 * @param run gets a case as JSON per line, and returns a result as JSON per line
 * @param asCompared changes both runs before they are compared, where a language cannot do otherwise
 * @returns the name of each event's type
 */
export function expectAgreement(
  run: (input: string) => string,
  asCompared = (value: Result['run']): Result['run'] => value,
): string[] {
  const cases = casesOf(11);
  const input = cases.map(({ body, timeZone }) => JSON.stringify({ body, timeZone })).join('\n');
  const results = run(input)
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Result);
  expect(results.length).toBe(cases.length);
  for (const [index, result] of results.entries()) compare(result, cases[index], asCompared);
  return results.map(({ event }) => event);
}

function compare(
  result: Result,
  wanted: Case | undefined,
  asCompared: (run: Result['run']) => Result['run'],
): void {
  if (wanted === undefined) return;
  const { payload, shape, run } = result;
  const found = { payload, shape, run: asCompared(withoutAdvice(run)) };
  const plain = withoutAdvice(JSON.parse(JSON.stringify(wanted.run)) as Result['run']);
  const expected = {
    payload: JSON.parse(wanted.body) as unknown,
    shape: wanted.shape,
    run: asCompared(plain),
  };
  // Vitest's own comparison takes seconds for thousands of cases.
  if (!isDeepStrictEqual(found, expected)) expect(found, wanted.body).toEqual(expected);
}

/** What to do about missing results is another thing in each language. */
function withoutAdvice(run: Result['run']): Result['run'] {
  const repairs = run['repairs'] as { kind: string }[];
  return {
    ...run,
    repairs: repairs.map((repair) =>
      repair.kind === 'maybe-incomplete' ? { ...repair, message: '' } : repair,
    ),
  };
}
