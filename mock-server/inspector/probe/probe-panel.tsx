/**
 * Checks an endpoint: the form, how far the probe got, and its cases as they are judged.
 *
 * @module mock-server/inspector/probe/probe-panel
 */
import type { JSX } from 'preact';
import { PanelFrame } from '../panels/panel-frame.tsx';
import { probe } from '../state/probe.ts';
import { CaseList } from './case-list.tsx';
import { ProbeForm } from './probe-form.tsx';
import { ProbeSummary } from './probe-summary.tsx';

/** Checks an endpoint. */
export function ProbePanel(): JSX.Element {
  const { value: now } = probe;
  return (
    <PanelFrame title="Check my endpoint">
      <div class="tab-content">
        <ProbeForm />
        {now !== undefined && now.state !== 'none' && (
          <>
            <ProbeSummary now={now} />
            <CaseList cases={now.cases} />
          </>
        )}
      </div>
    </PanelFrame>
  );
}
