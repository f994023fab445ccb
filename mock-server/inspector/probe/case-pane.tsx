/**
 * A case of the probe that is open: what was found, and its request and answer as those of a delivery.
 *
 * @module mock-server/inspector/probe/case-pane
 */
import type { JSX } from 'preact';
import type { DeliveryDetail, ProbeCaseDetail } from '../../api/types.ts';
import { BodyTab } from '../delivery/body-tab.tsx';
import { CopyTab } from '../delivery/copy-tab.tsx';
import { ContractDiff } from '../delivery/diff-tab.tsx';
import { HeadersTab } from '../delivery/headers-tab.tsx';
import { RawTab } from '../delivery/raw-tab.tsx';
import { SignatureTab } from '../delivery/signature-tab.tsx';
import { probe } from '../state/deliveries.ts';
import { CASE_TABS, openCase } from '../state/route.ts';
import { Badge, ToneIcon } from '../ui/badge.tsx';
import { Banner } from '../ui/banner.tsx';
import { Button } from '../ui/button.tsx';
import { CodeBlock } from '../ui/copy-button.tsx';
import { Load } from '../ui/load.tsx';
import { BackButton, DetailHead } from '../ui/pane.tsx';
import { Tabs } from '../ui/tabs.tsx';
import { formatDuration } from '../ui/text.ts';
import { COSTS, OUTCOMES } from './outcomes.ts';

/** The case that is open. */
export function CasePane({ id, tab }: { id: string; tab: string | undefined }): JSX.Element {
  // Another probe may judge the same case anew.
  const row = probe.value?.cases.find((one) => one.id === id);
  return (
    <article class="detail" id="detail" tabIndex={-1} aria-label={`Case ${id}`}>
      <BackButton to={{ place: 'probe' }}>All cases</BackButton>
      <Load<ProbeCaseDetail> path={`probe/cases/${id}`} what={`case ${id}`} version={row}>
        {(one) => <Case one={one} tab={tab} />}
      </Load>
    </article>
  );
}

/** The tabs that a case shares with a delivery. */
const SHARED: Readonly<Record<string, (props: { detail: DeliveryDetail }) => JSX.Element>> = {
  body: BodyTab,
  diff: ({ detail }) => (
    <>
      <h2>From the documented contract</h2>
      <ContractDiff detail={detail} />
    </>
  ),
  headers: HeadersTab,
  signature: SignatureTab,
  raw: RawTab,
  copy: ({ detail }) => <CopyTab detail={detail} isCase />,
};

function Case({ one, tab = 'case' }: { one: ProbeCaseDetail; tab: string | undefined }): JSX.Element {
  const { id, name, group, severity, outcome, delivery } = one;
  const [tone, word] = OUTCOMES[outcome];
  const tabs = CASE_TABS.filter((each) => each === 'case' || delivery !== null);
  const open = tabs.find((each) => each === tab) ?? 'case';
  const Shared = SHARED[open];
  return (
    <>
      <DetailHead
        facts={[
          ['Case', id],
          ['Group', group],
        ]}
      >
        <ToneIcon tone={tone} label={word} />
        <h1>{name}</h1>
        <Badge tone={tone}>{word}</Badge>
        {outcome === 'failed' && <Badge tone="bad">{COSTS[severity]}</Badge>}
      </DetailHead>
      <Tabs
        label="Views of the case"
        tabs={tabs.map((each) => [each])}
        open={open}
        onOpen={(each) => openCase(id, each)}
      >
        {Shared && delivery ? <Shared detail={delivery} key={id} /> : <CaseTab one={one} />}
      </Tabs>
    </>
  );
}

/** What it found, why that matters, and how to mend it. */
function CaseTab({ one }: { one: ProbeCaseDetail }): JSX.Element {
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
