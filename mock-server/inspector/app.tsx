/**
 * The whole page: bar, list, and what is open on the right.
 *
 * @module mock-server/inspector/app
 */
import type { JSX } from 'preact';
import { useEffect } from 'preact/hooks';
import { DeliveryPane } from './delivery/delivery-pane.tsx';
import { EmptyState, NothingMatches, Welcome } from './layout/empty-state.tsx';
import { Help } from './layout/help.tsx';
import { listenToKeys } from './layout/shortcuts.ts';
import { TopBar } from './layout/top-bar.tsx';
import { DeliveryList } from './list/delivery-list.tsx';
import { FilterBox } from './list/filter-box.tsx';
import { DocsPanel } from './panels/docs-panel.tsx';
import { CasePane } from './probe/case-pane.tsx';
import { ProbePanel } from './probe/probe-panel.tsx';
import { ScriptPanel } from './panels/script-panel.tsx';
import { SendPanel } from './panels/send-panel.tsx';
import { announcement, arrangement, loaded, total } from './state/deliveries.ts';
import { type Panel, route } from './state/route.ts';

/** The whole page. */
export function App(): JSX.Element {
  useEffect(listenToKeys, []);
  return (
    <div class={`app ${route.value.place === 'list' ? 'shows-list' : 'shows-detail'}`}>
      <TopBar />
      <main class="panes">
        <section class="list-pane" aria-label="Deliveries">
          <FilterBox />
          <ListArea />
        </section>
        <section class="detail-area" aria-label="What is open">
          <DetailArea />
        </section>
      </main>
      <Help />
      <div class="sr-only" role="status" aria-live="polite">
        {announcement.value}
      </div>
    </div>
  );
}

function ListArea(): JSX.Element {
  if (!loaded.value) return <p class="quiet centred">Loading the deliveries …</p>;
  if (total.value === 0) return <p class="quiet centred">Nothing has arrived yet.</p>;
  const { shown, waiting } = arrangement.value;
  return shown + waiting === 0 ? <NothingMatches /> : <DeliveryList />;
}

const PANELS: Readonly<Record<Panel, () => JSX.Element>> = {
  send: SendPanel,
  script: ScriptPanel,
  probe: ProbePanel,
  docs: DocsPanel,
};

function DetailArea(): JSX.Element {
  const { place, id, tab } = route.value;
  if (place === 'list') return total.value === 0 ? <EmptyState /> : <Welcome />;
  if (place === 'd') return <DeliveryPane id={id ?? ''} tab={tab} />;
  if (place === 'probe' && id !== undefined) return <CasePane id={id} tab={tab} />;
  const Open = PANELS[place];
  return <Open />;
}
