/**
 * The bar at the top: the hook's URL, whether the page is live, panels, theme.
 *
 * @module mock-server/inspector/layout/top-bar
 */
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import type { Cleared } from '../../api/types.ts';
import { apiUrl, request } from '../state/client.ts';
import { isLive, receiver, say, script, total } from '../state/deliveries.ts';
import { hashOf, navigate, type Panel, PANELS, route } from '../state/route.ts';
import { nextTheme, theme } from '../state/theme.ts';
import { Button } from '../ui/button.tsx';
import { CopyButton } from '../ui/copy-button.tsx';
import { Icon } from '../ui/icon.tsx';
import { countOf } from '../ui/text.ts';

/** The bar at the top. */
export function TopBar(): JSX.Element {
  return (
    <header class="line top-bar">
      <a class="line brand" href="#/" aria-label="Maxun mock receiver: to the list">
        <img src={apiUrl('inspector/icon.svg')} alt="" width={22} height={22} />
        <span class="brand-name">Mock receiver</span>
      </a>
      <HookUrl />
      <LiveMark />
      <Forward />
      <span class="spacer" />
      <nav class="panels" aria-label="Panels">
        {PANELS.map((panel) => (
          <PanelLink key={panel} panel={panel} />
        ))}
      </nav>
      <ClearButton />
      <Button icon={theme.value} label={`Theme: ${theme.value} (t)`} onClick={nextTheme} />
      <Button icon="help" label="Keys and help (?)" popovertarget="help" />
    </header>
  );
}

/** The hook's URL, as each kind of sender must write it. */
function HookUrl(): JSX.Element {
  const [chosen, setChosen] = useState(0);
  const urls = receiver.value?.urls ?? [];
  const { url, reachable = true, hint = 'Not reachable.' } = urls[chosen] ?? {};
  return (
    <div class="hook-url">
      <select
        aria-label="Who sends"
        title="Who sends"
        value={chosen}
        onChange={({ currentTarget }) => setChosen(Number(currentTarget.value))}
      >
        {urls.map(({ label }, index) => (
          <option key={label} value={index}>
            {label}
          </option>
        ))}
      </select>
      <code class={`cut ${reachable ? '' : 'unreachable'}`} title={reachable ? url : hint}>
        {url ?? '…'}
      </code>
      {url !== undefined && <CopyButton text={url} what="the URL of the hook" />}
      {!reachable && <span class="cut url-hint">{hint}</span>}
    </div>
  );
}

function PanelLink({ panel }: { panel: Panel }): JSX.Element {
  const { place, id } = route.value;
  const isIn = place === panel;
  return (
    <a
      class="button quiet-button"
      href={hashOf({ place: isIn && id === undefined ? 'list' : panel })}
      aria-current={isIn ? 'page' : undefined}
      title={panel}
    >
      <Icon name={panel} />
      <span class="label">{panel}</span>
      {panel === 'script' && script.value?.steps[0] && (
        <span class="dot">
          <span class="sr-only">, a script is active</span>
        </span>
      )}
    </a>
  );
}

function LiveMark(): JSX.Element {
  const [state, name, about] = isLive.value
    ? ['on', 'Live', 'Deliveries are shown as they arrive.']
    : ['off', 'Connecting', 'The receiver does not answer. Is it still running? The page tries again.'];
  return (
    <span class={`line live live-${state}`} role="status" title={about}>
      <span class="dot" aria-hidden="true" />
      <span class="live-name">{name}</span>
    </span>
  );
}

function Forward(): JSX.Element | null {
  const url = receiver.value?.forward.url ?? undefined;
  if (url === undefined) return null;
  return (
    <span class="cut quiet forward" title={`Each delivery is forwarded to ${url}`}>
      → <code>{url}</code>
    </span>
  );
}

/** Deletes every delivery, after a question. */
function ClearButton(): JSX.Element {
  const clear = async (): Promise<void> => {
    if (!confirm(`Delete ${countOf(total.value, 'delivery', 'deliveries')}?`)) return;
    try {
      const { cleared } = await request<Cleared>('deliveries', { method: 'DELETE' });
      navigate({ place: 'list' });
      say(`Deleted ${countOf(cleared, 'delivery', 'deliveries')}.`);
    } catch (error) {
      say((error as Error).message);
    }
  };
  return (
    <Button
      icon="trash"
      label="Delete every delivery"
      disabled={total.value === 0}
      onClick={() => void clear()}
    />
  );
}
