/**
 * A report in JUnit's XML, which CI systems show.
 *
 * @module probe/reports/junit
 * @see https://github.com/testmoapp/junitxml
 */
import type { CaseResult, ProbeResult } from '../result.ts';
import { describeFailure, groupsOf } from './text.ts';

/**
 * @param result of `probeEndpoint`
 * @returns a test suite for each group; what was not judged is skipped
 */
export function probeToJUnit(result: ProbeResult): string {
  const suites = [...groupsOf(result.cases)].map(([name, cases]) => {
    const failures = cases.filter(({ outcome }) => outcome === 'failed').length;
    const skipped = cases.filter(({ outcome }) => outcome !== 'failed' && outcome !== 'passed').length;
    const counts = `tests="${cases.length}" failures="${failures}" skipped="${skipped}"`;
    return [`  <testsuite name="${xml(name)}" ${counts}>`, ...cases.map(testCase), '  </testsuite>'].join(
      '\n',
    );
  });
  const head = `<testsuites name="maxun-webhooks probe of ${xml(result.url)}, score ${result.score}">`;
  return ['<?xml version="1.0" encoding="UTF-8"?>', head, ...suites, '</testsuites>', ''].join('\n');
}

function testCase(one: CaseResult): string {
  const { id, group, name, outcome, reason, received } = one;
  const seconds = ((received?.durationMs ?? 0) / 1000).toFixed(3);
  const start = `    <testcase classname="${xml(group)}" name="${xml(`${id}: ${name}`)}" time="${seconds}"`;
  if (outcome === 'passed') return `${start}/>`;
  const inner =
    outcome === 'failed'
      ? `<failure message="${xml(reason)}">${xml(describeFailure(one))}</failure>`
      : `<skipped message="${xml(`${outcome}: ${reason}`)}"/>`;
  return `${start}>${inner}</testcase>`;
}

/** XML 1.0 has no way to write most control characters. */
function xml(text: string): string {
  return (
    text
      // oxlint-disable-next-line no-control-regex -- they are what is taken out
      .replaceAll(/[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]/g, '')
      .replaceAll('&', '&amp;')
      .replaceAll('<', '&lt;')
      .replaceAll('>', '&gt;')
      .replaceAll('"', '&quot;')
  );
}
