/**
 * The delivery that is open: its head, and its tabs.
 *
 * @module mock-server/inspector/delivery/detail-pane
 */
import type { JSX } from 'preact';
import type { DeliveryDetail } from '../../api/types.ts';
import { detail } from '../state/open-delivery.ts';
import { openDelivery, TABS, type Tab } from '../state/route.ts';
import { BackButton } from '../ui/back-button.tsx';
import { Tabs } from '../ui/tabs.tsx';
import { AttemptsTab } from './attempts-tab.tsx';
import { BodyTab } from './body-tab.tsx';
import { CopyTab } from './copy-tab.tsx';
import { DetailHead } from './detail-head.tsx';
import { DiffTab } from './diff-tab.tsx';
import { HeadersTab } from './headers-tab.tsx';
import { RawTab } from './raw-tab.tsx';
import { ReplayTab } from './replay-tab.tsx';
import { SignatureTab } from './signature-tab.tsx';
import { VerdictTab } from './verdict-tab.tsx';

const CONTENTS: Readonly<Record<Tab, (props: { detail: DeliveryDetail }) => JSX.Element>> = {
  verdict: VerdictTab,
  body: BodyTab,
  diff: DiffTab,
  headers: HeadersTab,
  signature: SignatureTab,
  raw: RawTab,
  attempts: AttemptsTab,
  replay: ReplayTab,
  copy: CopyTab,
};

/** The delivery that is open. */
export function DetailPane({ id, tab }: { id: string; tab: Tab }): JSX.Element {
  const { value: now } = detail;
  return (
    <article class="detail" id="detail" tabIndex={-1} aria-label={`Delivery ${id}`} data-state={now.state}>
      <BackButton />
      {now.state === 'failed' && <Failed message={now.message} />}
      {now.state === 'loading' && <p class="quiet centred">Reading delivery {id} …</p>}
      {now.state === 'ready' && <Ready detail={now.detail} tab={tab} />}
    </article>
  );
}

function Ready({ detail, tab }: { detail: DeliveryDetail; tab: Tab }): JSX.Element {
  const Content = CONTENTS[tab];
  return (
    <>
      <DetailHead detail={detail} />
      <Tabs
        label="Views of the delivery"
        tabs={TABS.map((name) => ({ name, label: labelOf(name), count: countIn(detail, name) }))}
        open={tab}
        onOpen={(name) => openDelivery(detail.id, name)}
      />
      <div class="tab-content" id="tab-content" role="tabpanel" aria-labelledby={`tab-${tab}`} key={tab}>
        <Content detail={detail} key={detail.id} />
      </div>
    </>
  );
}

function labelOf(tab: Tab): string {
  return tab.charAt(0).toUpperCase() + tab.slice(1);
}

function countIn({ verdict, attemptsSeen, sameRun }: DeliveryDetail, tab: Tab): number | undefined {
  if (tab === 'diff') return verdict.drift.length || undefined;
  const related = attemptsSeen.length + sameRun.length;
  return tab === 'attempts' && related > 1 ? related : undefined;
}

function Failed({ message }: { message: string }): JSX.Element {
  return (
    <div class="quiet centred" role="alert">
      <p>{message}</p>
    </div>
  );
}
