/**
 * The help: every key, and the filter language.
 *
 * @module mock-server/inspector/layout/help
 */
import type { JSX } from 'preact';
import { FILTER_KEYS } from '../list/filter.ts';
import { SHORTCUTS } from './shortcuts.ts';
import { Button } from '../ui/button.tsx';

/** The help, above everything else while it is open: the browser opens and closes it. */
export function Help(): JSX.Element {
  return (
    <div id="help" class="help" popover="auto" role="dialog" aria-labelledby="help-title">
      <header class="line">
        <h2 id="help-title">Keys and filter</h2>
        <Button icon="cross" label="Close the help" popovertarget="help" autofocus />
      </header>
      <dl class="keys">
        {SHORTCUTS.map(({ keys, does }) => (
          <div key={does}>
            <dt>
              {keys.map((key) => (
                <kbd key={key}>{key}</kbd>
              ))}
            </dt>
            <dd>{does}</dd>
          </div>
        ))}
      </dl>
      <p class="quiet">
        A delivery is shown if it matches every word of the filter:{' '}
        <code>type:run_failed -sig:valid "timeout"</code>. A minus means “not”, a comma means “or”, quotes
        keep spaces.
      </p>
      <dl class="keys filter-keys">
        {Object.entries(FILTER_KEYS).map(([key, { about, values = [] }]) => (
          <div key={key}>
            <dt>
              <code>{key}:</code>
            </dt>
            <dd>
              {about}
              {values.length > 0 && <span class="quiet">: {values.join(', ')}</span>}
            </dd>
          </div>
        ))}
      </dl>
    </div>
  );
}
