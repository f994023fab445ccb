/**
 * The cases of a probe, by their groups.
 *
 * @module mock-server/inspector/probe/case-list
 */
import type { JSX } from 'preact';
import type { ProbeCase } from '../../api/types.ts';
import { openCase } from '../state/route.ts';
import { Badge, ToneIcon } from '../ui/badge.tsx';
import { Button } from '../ui/button.tsx';
import { countOf } from '../ui/text.ts';
import { COSTS, OUTCOMES } from './outcomes.ts';

/** The cases that were judged so far. */
export function CaseList({ cases }: { cases: readonly ProbeCase[] }): JSX.Element {
  const isApplicable = ({ outcome }: ProbeCase): boolean => outcome !== 'not-applicable';
  const others = cases.filter((one) => !isApplicable(one));
  const groups = new Map<string, ProbeCase[]>();
  for (const one of cases.filter(isApplicable))
    groups.set(one.group, [...(groups.get(one.group) ?? []), one]);
  return (
    <>
      {[...groups].map(([name, list]) => (
        <section key={name} class="case-group">
          <h2>
            {name} <span class="quiet">{tallyOf(list)}</span>
          </h2>
          <Lines cases={list} />
        </section>
      ))}
      {others.length > 0 && (
        <details class="case-group">
          <summary>{countOf(others.length, 'case')} with nothing to check here</summary>
          <Lines cases={others} />
        </details>
      )}
    </>
  );
}

function Lines({ cases }: { cases: readonly ProbeCase[] }): JSX.Element {
  return (
    <ul class="cases">
      {cases.map((one) => (
        <CaseLine key={one.id} one={one} />
      ))}
    </ul>
  );
}

function tallyOf(cases: readonly ProbeCase[]): string {
  const judged = cases.filter(({ outcome }) => outcome === 'passed' || outcome === 'failed');
  const passed = judged.filter(({ outcome }) => outcome === 'passed').length;
  return judged.length === 0 ? '' : `${passed} of ${judged.length} passed`;
}

function CaseLine({ one }: { one: ProbeCase }): JSX.Element {
  const { id, name, outcome, severity, reason, follows } = one;
  const [tone, word] = OUTCOMES[outcome];
  const origin = follows.length === 0 ? '' : ` Follows from ${follows.join(', ')}.`;
  return (
    <li>
      <Button class="case" id={`case-${id}`} onClick={() => openCase(id)}>
        <ToneIcon tone={tone} label={word} />
        <span>{name}</span>
        {outcome === 'failed' && <Badge tone="bad">{COSTS[severity]}</Badge>}
        {reason !== '' && (
          <span class="case-reason">
            {reason}
            {origin}
          </span>
        )}
      </Button>
    </li>
  );
}
