/**
 * Compares what a program in another language prints for each case with what TypeScript makes of it.
 *
 * @module test/codegen/types/agreement
 */
import { readFileSync } from 'node:fs';
import { isDeepStrictEqual } from 'node:util';
import { expect } from 'vitest';
import { documentedExamples, observedExamples } from '#generated/examples.js';
import { type Case, casesOf } from './corpus.ts';

/** What the program prints for a case. */
interface Result {
  /** The name of the event's type. */
  readonly event: string;
  readonly payload: unknown;
  readonly shape: string;
  readonly run: Readonly<Record<string, unknown>>;
}

interface Shape {
  readonly name: string;
  readonly eventType?: string;
  /** The name of its type. */
  readonly payload: string;
}

const { documented, observed } = JSON.parse(
  readFileSync(new URL('../../../generated/types/contract.json', import.meta.url), 'utf8'),
) as { documented: readonly Shape[]; observed: readonly Shape[] };

/** The types of the first examples, those of the documented events and of the observed shapes. */
export const classes: readonly string[] = [
  ...Object.keys(documentedExamples).map((type) => documented.find(({ eventType }) => eventType === type)),
  ...Object.keys(observedExamples).map((shape) => observed.find(({ name }) => name === shape)),
].map((shape) => String(shape?.payload));

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
