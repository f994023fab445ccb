/**
 * A report for a terminal, and for the message of a failed test.
 *
 * @module probe/reports/text
 */
import type { CaseResult, Outcome, ProbeResult, ReceivedAnswer } from '../result.ts';

/** How a report is written. */
export interface TextOptions {
  /** Colours a text; by default nothing is coloured. */
  readonly paint?:
    ((colour: 'green' | 'red' | 'yellow' | 'dim' | 'bold', text: string) => string) | undefined;
  /** Takes control characters out of what the endpoint answered. */
  readonly safe?: ((text: string) => string) | undefined;
}

const MARKS: Readonly<Record<Outcome, readonly [colour: 'green' | 'red' | 'yellow' | 'dim', mark: string]>> =
  {
    passed: ['green', 'ok     '],
    failed: ['red', 'FAILED '],
    follows: ['yellow', 'follows'],
    'not-judged': ['dim', 'unseen '],
    'not-applicable': ['dim', 'n/a    '],
    'not-run': ['yellow', 'not run'],
  };

/** As it is. */
const plain = (_colour: string, text: string): string => text;

/** Control characters as spaces. */
function printable(text: string): string {
  // oxlint-disable-next-line no-control-regex -- they are what is taken out
  return text.replaceAll(/[\u0000-\u0009\u000B-\u001F\u007F-\u009F]/g, ' ');
}

/** One line for a case. */
export function describeCase(one: CaseResult, { paint = plain, safe = printable }: TextOptions = {}): string {
  const [colour, mark] = MARKS[one.outcome];
  const origin = one.follows.length > 0 ? ` (from ${one.follows.join(', ')})` : '';
  const isPlain = one.outcome === 'passed' && one.reason === '';
  const note = isPlain ? '' : `  ${paint('dim', safe(one.reason + origin))}`;
  return `  ${paint(colour, mark)} ${one.name}${note}`;
}

/** A failed case with everything that helps to mend it. */
export function describeFailure(
  one: CaseResult,
  { paint = plain, safe = printable }: TextOptions = {},
): string {
  const { sent, received } = one;
  const lines = [
    `${paint('red', one.id)} (${one.severity}): ${one.name}`,
    `  found  ${safe(one.reason)}`,
    ...(sent === null ? [] : [`  sent   ${sent.method} ${sent.url}, ${sent.bodyBytes} bytes`]),
    ...(received === null ? [] : [`  got    ${safe(receivedLine(received))}`]),
    `  why    ${one.why}`,
    `  fix    ${one.fix}`,
    ...(one.snippet === '' ? [] : one.snippet.split('\n').map((line) => paint('dim', `         ${line}`))),
  ];
  return lines.join('\n');
}

function receivedLine({ status, error = '', body, durationMs }: ReceivedAnswer): string {
  const what = status === undefined ? `no answer: ${error}` : `${status} ${body.slice(0, 200)}`;
  return `${what.replaceAll(/\s+/g, ' ').trim()} (${Math.round(durationMs)} ms)`;
}

/** The last lines: score, and what was left out. */
export function describeScore(result: ProbeResult, { paint = plain }: TextOptions = {}): string {
  const count = (outcome: Outcome): number => result.cases.filter((one) => one.outcome === outcome).length;
  const colour = result.score >= 90 ? 'green' : result.score >= 65 ? 'yellow' : 'red';
  const parts = (['passed', 'failed', 'follows', 'not-judged', 'not-applicable', 'not-run'] as const)
    .filter((outcome) => count(outcome) > 0)
    .map((outcome) => `${count(outcome)} ${outcome.replace('-', ' ')}`);
  const cut = result.complete
    ? ''
    : '\nTime was up before every case had run: the score says nothing about those.';
  return `${paint(colour, `Score ${result.score} of 100, grade ${result.grade}`)}  (${parts.join(', ')}; ${result.requests} requests in ${(result.durationMs / 1000).toFixed(1)} s)${cut}`;
}

/**
 * A whole report as text: a table by groups, each failure with its fix, and the score.
 *
 * @param result of `probeEndpoint`
 * @param options colours
 */
export function probeToText(result: ProbeResult, options: TextOptions = {}): string {
  const { paint = plain } = options;
  const tables = [...groupsOf(result.cases)].map(([name, cases]) =>
    [paint('bold', name), ...cases.map((one) => describeCase(one, options))].join('\n'),
  );
  return [...tables, ...failuresOf(result, options), describeScore(result, options)].join('\n\n');
}

/** Each failure with its fix. */
export function failuresOf(result: ProbeResult, options: TextOptions = {}): readonly string[] {
  return result.cases
    .filter(({ outcome }) => outcome === 'failed')
    .map((one) => describeFailure(one, options));
}

/** Cases by their group, in their order. */
export function groupsOf(cases: readonly CaseResult[]): ReadonlyMap<string, readonly CaseResult[]> {
  const groups = new Map<string, CaseResult[]>();
  for (const one of cases) groups.set(one.group, [...(groups.get(one.group) ?? []), one]);
  return groups;
}
