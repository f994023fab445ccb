/**
 * What stands on the right while nothing is open: how to make the first delivery.
 *
 * @module mock-server/inspector/layout/empty-state
 */
import type { JSX } from 'preact';
import { firstDelivery } from '../snippets/first-delivery.ts';
import { receiver, setFilter } from '../state/deliveries.ts';
import { hashOf } from '../state/route.ts';
import { CodeBlock } from '../ui/code-block.tsx';
import { Icon } from '../ui/icon.tsx';

/** Before the first delivery. */
export function EmptyState(): JSX.Element {
  const url = receiver.value?.urls[0]?.url;
  return (
    <div class="empty">
      <h1>Waiting for the first delivery</h1>
      <p class="lead">
        Whatever is posted to the hook shows up here at once, with a verdict and the reason for it.
      </p>
      <ol class="steps">
        <li>
          <h2>Try it from a terminal</h2>
          {url === undefined ? (
            <p class="quiet">…</p>
          ) : (
            <CodeBlock code={firstDelivery(url)} what="the command" />
          )}
        </li>
        <li>
          <h2>Or send one from here</h2>
          <p>
            <a class="button primary" href={hashOf({ kind: 'panel', panel: 'send' })}>
              <Icon name="send" /> Send a delivery
            </a>
          </p>
        </li>
        <li>
          <h2>Then point Maxun at it</h2>
          <p>
            In Maxun, open a robot, choose <em>Integrate</em>, then <em>Webhooks</em>, and add this URL. Where
            Maxun runs in Docker, <code>localhost</code> is the container: take the second URL.
          </p>
          <UrlTable />
        </li>
      </ol>
    </div>
  );
}

function UrlTable(): JSX.Element {
  return (
    <dl class="urls">
      {receiver.value?.urls.map(({ label, url, reachable, hint }) => (
        <div key={url}>
          <dt>{label}</dt>
          <dd>
            <code>{url}</code>
            {!reachable && <span class="quiet"> {hint ?? 'not reachable as it was started'}</span>}
          </dd>
        </div>
      ))}
    </dl>
  );
}

/** Where there are deliveries, and none is open. */
export function Welcome(): JSX.Element {
  return (
    <div class="welcome quiet">
      <p>Choose a delivery on the left.</p>
      <p>
        <kbd>j</kbd> <kbd>k</kbd> go through the list, <kbd>/</kbd> filters it, <kbd>?</kbd> shows every key.
      </p>
    </div>
  );
}

/** Where the filter hides everything. */
export function NothingFits(): JSX.Element {
  return (
    <div class="quiet centred">
      <p>Nothing fits the filter.</p>
      <button type="button" class="button" onClick={() => setFilter('')}>
        Clear the filter
      </button>
    </div>
  );
}
