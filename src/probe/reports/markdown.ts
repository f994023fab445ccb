/**
 * A report as Markdown, for an issue or a pull request.
 *
 * @module probe/reports/markdown
 */
import type { CaseResult, ProbeResult } from '../result.ts';
import { groupsOf } from './text.ts';

/**
 * @param result of `probeEndpoint`
 * @returns headings, a table for each group, and the failures with their fixes
 */
export function probeToMarkdown(result: ProbeResult): string {
  const { url, level, score, grade, framework, requests, durationMs } = result;
  const head = `# Probe of ${code(url)}\n\nScore **${score}** of 100, grade **${grade}**. Level ${level}, framework ${framework}, ${requests} requests in ${durationMs} ms.`;
  const tables = [...groupsOf(result.cases)].map(([name, cases]) =>
    [`## ${name}`, '', '| case | outcome | |', '| --- | --- | --- |', ...cases.map(row)].join('\n'),
  );
  const failures = result.cases.filter(({ outcome }) => outcome === 'failed').map(failure);
  const list = failures.length === 0 ? [] : ['## What to mend', ...failures];
  return `${[head, ...list, ...tables].join('\n\n')}\n`;
}

function row({ id, name, outcome, reason, follows }: CaseResult): string {
  const origin = follows.length === 0 ? '' : ` (from ${follows.join(', ')})`;
  return `| \`${id}\`: ${cell(name)} | ${outcome} | ${cell(reason + origin)} |`;
}

function failure({ id, name, severity, reason, why, fix, snippet }: CaseResult): string {
  const lines = [
    `### ${name}`,
    '',
    `\`${id}\`, ${severity}. ${cell(reason)}`,
    '',
    `- Why: ${why}`,
    `- Fix: ${fix}`,
  ];
  return [...lines, ...(snippet === '' ? [] : ['', '```', snippet, '```'])].join('\n');
}

/** Text of the endpoint must not end a cell or become HTML. */
function cell(text: string): string {
  return text
    .replaceAll(/\s+/g, ' ')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('|', String.raw`\|`);
}

function code(text: string): string {
  return `\`${text.replaceAll('`', '')}\``;
}
