/**
 * The hook's URL, as each kind of sender has to write it.
 *
 * @module mock-server/inspector/layout/url-picker
 */
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { receiver } from '../state/deliveries.ts';
import { CopyButton } from '../ui/copy-button.tsx';

/** The hook's URL with a choice of senders. */
export function UrlPicker(): JSX.Element {
  const [chosen, setChosen] = useState(0);
  const urls = receiver.value?.urls ?? [];
  const variant = urls[chosen];
  return (
    <div class="url-picker">
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
      <code class={variant?.reachable === false ? 'unreachable' : ''} title={variant?.hint ?? variant?.url}>
        {variant?.url ?? '…'}
      </code>
      {variant && <CopyButton text={variant.url} what="the URL of the hook" />}
      {variant?.reachable === false && <span class="url-hint">{variant.hint ?? 'Not reachable.'}</span>}
    </div>
  );
}
