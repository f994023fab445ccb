/**
 * What a case found, why it matters, and how to mend it.
 *
 * @module mock-server/inspector/probe/case-tab
 */
import type { JSX } from 'preact';
import type { ProbeCaseDetail } from '../../api/types.ts';
import { openCase } from '../state/route.ts';
import { Banner } from '../ui/banner.tsx';
import { Button } from '../ui/button.tsx';
import { CodeBlock } from '../ui/copy-button.tsx';
import { formatDuration } from '../ui/text.ts';
import { OUTCOMES } from './outcomes.ts';

/** What it found. */
export function CaseTabContent({ one }: { one: ProbeCaseDetail }): JSX.Element {
  const { outcome, reason, follows, why, fix, snippet } = one;
  const [tone] = OUTCOMES[outcome];
  const isWrong = outcome === 'failed' || outcome === 'follows';
  return (
    <>
      <div class="outcomes">
        <Banner tone={tone} label="Result" text={reason === '' ? 'As a right endpoint does.' : reason}>
          {follows.length > 0 && (
            <p>
              Mend this first:{' '}
              {follows.map((id) => (
                <Button key={id} class="link" onClick={() => openCase(id)}>
                  {id}
                </Button>
              ))}
            </p>
          )}
        </Banner>
        <Answer one={one} />
      </div>
      <h2>Why it matters</h2>
      <p>{why}</p>
      <h2>{isWrong ? 'How to mend it' : 'What a right endpoint does'}</h2>
      <p>{fix}</p>
      {snippet !== '' && <CodeBlock code={snippet} label="Code that does it" what="the code" />}
    </>
  );
}

function Answer({ one: { delivery, problem } }: { one: ProbeCaseDetail }): JSX.Element | null {
  if (delivery === null) return null;
  const { status, durationMs } = delivery.response;
  const after = durationMs === null ? '' : `, after ${formatDuration(durationMs)}`;
  const text = status ?? `None (${problem ?? 'closed'})`;
  return <Banner tone="info" label="Answer" text={`${text}${after}.`} />;
}
