/**
 * What the page shows without deliveries: how to make the first one.
 *
 * @module mock-server/inspector/layout/empty-state
 */
import type { JSX } from 'preact';
import { firstDelivery } from '../snippets/curl.ts';
import { receiver, setFilter } from '../state/deliveries.ts';
import { hashOf } from '../state/route.ts';
import { CodeBlock } from '../ui/copy-button.tsx';
import { Icon } from '../ui/icon.tsx';
import { Button } from '../ui/button.tsx';

/** Before the first delivery. */
export function EmptyState(): JSX.Element {
  return (
    <div class="empty">
      <h1>Waiting for the first delivery</h1>
      <p class="lead">
        Whatever is posted to the hook is shown here at once, with a verdict and the reason for it.
      </p>
      <ol class="steps">
        <li>
          <h2>Try it from a terminal</h2>
          <FirstDelivery />
        </li>
        <li>
          <h2>Or send one from here</h2>
          <a class="button primary" href={hashOf({ place: 'send' })}>
            <Icon name="send" /> Send a delivery
          </a>
        </li>
        <li>
          <h2>Then add the hook in Maxun</h2>
          <p>
            In Maxun, open a robot, choose <em>Integrate</em>, then <em>Webhooks</em>, and add the URL. If
            Maxun runs in Docker, <code>localhost</code> is its container: take the URL for Docker.
          </p>
          <ul class="urls">
            {receiver.value?.urls.map(({ label, url, reachable, hint = 'Not reachable.' }) => (
              <li key={label} class="quiet">
                <span>{label}</span>
                <span>
                  <code>{url}</code> {!reachable && hint}
                </span>
              </li>
            ))}
          </ul>
        </li>
      </ol>
    </div>
  );
}

function FirstDelivery(): JSX.Element {
  const { urls = [], secrets = [], token } = receiver.value ?? {};
  const command = urls[0] ? firstDelivery(urls[0].url, secrets.length > 0) : '';
  const needed = [
    ...(secrets.length > 0 ? ['MAXUN_WEBHOOK_SECRET to the secret'] : []),
    ...(token === undefined ? [] : ['MAXUN_HOOK_TOKEN to the token']),
  ];
  return (
    <>
      {needed.length > 0 && <p>First set {needed.join(' and ')} that the receiver was started with.</p>}
      <CodeBlock code={command} label="The command" what="the command" />
    </>
  );
}

/** Shown when there are deliveries, but none is open. */
export function Welcome(): JSX.Element {
  return (
    <div class="welcome quiet">
      <p>Choose a delivery from the list.</p>
      <p>
        <kbd>j</kbd> <kbd>k</kbd> go down and up the list, <kbd>/</kbd> filters it, <kbd>?</kbd> shows every
        key.
      </p>
    </div>
  );
}

/** Shown when the filter hides everything. */
export function NothingMatches(): JSX.Element {
  return (
    <div class="quiet centred">
      <p>No delivery matches the filter.</p>
      <Button onClick={() => setFilter('')}>Clear the filter</Button>
    </div>
  );
}
