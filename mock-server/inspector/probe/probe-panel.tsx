/**
 * Checks an endpoint: the form, how far the probe got, its score, and its cases as they are judged.
 *
 * @module mock-server/inspector/probe/probe-panel
 */
import type { JSX } from 'preact';
import type { ProbeState } from '../../api/types.ts';
import { probe } from '../state/deliveries.ts';
import { openCase } from '../state/route.ts';
import { Badge } from '../ui/badge.tsx';
import { Banner } from '../ui/banner.tsx';
import { Button, DownloadLink } from '../ui/button.tsx';
import { PanelFrame } from '../ui/pane.tsx';
import { countOf, formatDuration } from '../ui/text.ts';
import { CaseList } from './case-list.tsx';
import { COSTS, OUTCOMES } from './outcomes.ts';
import { ProbeForm } from './probe-form.tsx';

/** Checks an endpoint. */
export function ProbePanel(): JSX.Element {
  const { value: now } = probe;
  return (
    <PanelFrame title="Check my endpoint">
      <ProbeForm />
      {now !== undefined && now.state !== 'none' && (
        <>
          <ProbeSummary now={now} />
          <CaseList cases={now.cases} />
        </>
      )}
    </PanelFrame>
  );
}

/** How far it got, and the score. */
function ProbeSummary({ now }: { now: ProbeState }): JSX.Element | null {
  const { state, url, cases, planned, score } = now;
  if (state === 'failed') return null;
  if (score !== undefined) return <Score score={score} now={now} />;
  const failed = cases.filter(({ outcome }) => outcome === 'failed').length;
  return (
    <div class="probe-progress" role="status">
      <p>
        {state === 'running' ? 'Checking' : 'Stopped:'} <code>{url}</code>
      </p>
      <progress max={planned} value={cases.length} aria-label="Cases that were judged" />
      <p class="quiet">
        {cases.length} of {countOf(planned, 'case')}
        {failed > 0 && `, ${failed} failed`}
      </p>
    </div>
  );
}

interface ScoreProps {
  readonly score: NonNullable<ProbeState['score']>;
  readonly now: ProbeState;
}

const TONES = { A: 'good', B: 'notice', C: 'notice', D: 'bad', F: 'bad' } as const;

function Score({ score, now: { url, level, cases } }: ScoreProps): JSX.Element {
  const counts = Object.entries(OUTCOMES).flatMap(([outcome, [, word]]) => {
    const count = cases.filter((one) => one.outcome === outcome).length;
    return count === 0 ? [] : [`${count} ${word}`];
  });
  const { grade, complete, framework, requests, durationMs } = score;
  return (
    <div class="probe-progress" role="status">
      <Banner tone={TONES[grade]} label={`Grade ${grade}`} text={`Score ${score.score} of 100`}>
        <p>{counts.join(', ')}.</p>
        {!complete && <p>Time was up before every case had run: the score says nothing about those.</p>}
        <ToMend cases={cases} />
        <p class="quiet">
          <code>{url}</code>, level {level}
          {framework !== 'general' && `, recognised as ${framework}`}; {countOf(requests, 'request')} in{' '}
          <span class="duration">{formatDuration(durationMs)}</span>.
        </p>
      </Banner>
      <div class="line">
        <span class="quiet">Save the report:</span>
        {Object.entries(REPORTS).map(([name, ending]) => (
          <DownloadLink key={name} path={`probe/report.${ending}`} name={name} />
        ))}
      </div>
    </div>
  );
}

/** The endings of the files in which a report is saved. */
const REPORTS = { JSON: 'json', JUnit: 'xml', Markdown: 'md' };

function ToMend({ cases }: Pick<ProbeState, 'cases'>): JSX.Element | null {
  const failed = cases.filter(({ outcome }) => outcome === 'failed');
  if (failed.length === 0) return null;
  return (
    <ul class="to-mend" aria-label="What to mend">
      {failed.map(({ id, name, severity }) => (
        <li key={id}>
          <Badge tone="bad">{COSTS[severity]}</Badge>{' '}
          <Button class="link" onClick={() => openCase(id)}>
            {name}
          </Button>
        </li>
      ))}
    </ul>
  );
}
