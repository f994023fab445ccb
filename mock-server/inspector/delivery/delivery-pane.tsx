/**
 * The delivery that is open: what it is at a glance, and its tabs.
 *
 * @module mock-server/inspector/delivery/delivery-pane
 */
import { computed } from '@preact/signals';
import type { JSX } from 'preact';
import { useMemo } from 'preact/hooks';
import type { DeliveryDetail } from '../../api/types.ts';
import { rowOf } from '../state/deliveries.ts';
import { openDelivery, TABS, type Tab } from '../state/route.ts';
import { ResponseBadge, ShapeBadge, VerdictIcon } from '../ui/badge.tsx';
import { Load } from '../ui/load.tsx';
import { BackButton, DetailHead } from '../ui/pane.tsx';
import { Tabs } from '../ui/tabs.tsx';
import { formatBytes, formatDateTime } from '../ui/text.ts';
import { AttemptsTab } from './attempts-tab.tsx';
import { BodyTab } from './body-tab.tsx';
import { CopyTab } from './copy-tab.tsx';
import { DiffTab } from './diff-tab.tsx';
import { HeadersTab } from './headers-tab.tsx';
import { RawTab } from './raw-tab.tsx';
import { relatedOf } from './related.ts';
import { ReplayTab } from './replay-tab.tsx';
import { RunTab } from './run-tab.tsx';
import { SignatureTab } from './signature-tab.tsx';
import { VerdictTab } from './verdict-tab.tsx';

const CONTENTS: Readonly<Record<Tab, (props: { detail: DeliveryDetail }) => JSX.Element>> = {
  verdict: VerdictTab,
  run: RunTab,
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
export function DeliveryPane({ id, tab }: { id: string; tab: string | undefined }): JSX.Element {
  // It is read again whenever its row changes.
  const row = useMemo(() => computed(() => rowOf(id)), [id]);
  const open = TABS.find((name) => name === tab) ?? 'verdict';
  const Content = CONTENTS[open];
  return (
    <article class="detail" id="detail" tabIndex={-1} aria-label={`Delivery ${id}`}>
      <BackButton />
      <Load<DeliveryDetail> path={`deliveries/${id}`} what={`delivery ${id}`} version={row.value}>
        {(detail) => (
          <>
            <Head detail={detail} />
            <Tabs
              label="Views of the delivery"
              tabs={TABS.map((name) => [name, countIn(detail, name)])}
              open={open}
              onOpen={(name) => openDelivery(id, name)}
            >
              <Content detail={detail} key={id} />
            </Tabs>
          </>
        )}
      </Load>
    </article>
  );
}

function countIn(detail: DeliveryDetail, tab: Tab): number | undefined {
  if (tab === 'diff') return detail.verdict.drift.length || undefined;
  const related = tab === 'attempts' ? relatedOf(detail).length : 0;
  return related > 1 ? related : undefined;
}

function Head({ detail }: { detail: DeliveryDetail }): JSX.Element {
  const { eventType, robotName, robotId, runId, id, receivedAt, bytes } = detail;
  return (
    <DetailHead
      facts={[
        ['Delivery', `#${id}`],
        ['Robot', robotName ?? robotId],
        ['Run', runId],
        ['Arrived', formatDateTime(receivedAt), receivedAt],
        ['Body', formatBytes(bytes), `${bytes} bytes`],
      ]}
    >
      <VerdictIcon delivery={detail} />
      <h1 class={eventType === undefined ? 'none' : ''}>{eventType ?? 'no event type'}</h1>
      <ShapeBadge delivery={detail} />
      <ResponseBadge delivery={detail} />
    </DetailHead>
  );
}
