/**
 * The help: every key, and the filter language.
 *
 * @module mock-server/inspector/layout/help-dialog
 */
import type { JSX } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { FILTER_KEYS } from '../list/filter.ts';
import { Icon } from '../ui/icon.tsx';
import { helpOpen, SHORTCUTS } from './shortcuts.ts';

/** The help, above everything else while it is open. */
export function HelpDialog(): JSX.Element {
  const dialog = useRef<HTMLDialogElement>(null);
  const open = helpOpen.value;
  useEffect(() => {
    if (open) dialog.current?.showModal();
    else dialog.current?.close();
  }, [open]);
  const close = (): void => {
    helpOpen.value = false;
  };
  return (
    <dialog
      ref={dialog}
      class="help"
      aria-labelledby="help-title"
      onClose={close}
      onClick={({ target }) => target === dialog.current && close()}
    >
      <div class="help-inner">
        <header>
          <h2 id="help-title">Keys and filter</h2>
          <button type="button" class="button icon-button" aria-label="Close the help" onClick={close}>
            <Icon name="cross" />
          </button>
        </header>
        <Keys />
        <FilterHelp />
      </div>
    </dialog>
  );
}

function Keys(): JSX.Element {
  return (
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
  );
}

function FilterHelp(): JSX.Element {
  return (
    <>
      <p class="quiet">
        A filter is made of words, all of which have to fit: <code>type:run_failed -sig:valid "timeout"</code>
        . A minus turns one round, a comma means “or”, quotes keep spaces.
      </p>
      <dl class="keys filter-keys">
        {Object.entries(FILTER_KEYS).map(([key, { about, values }]) => (
          <div key={key}>
            <dt>
              <code>{key}:</code>
            </dt>
            <dd>
              {about}
              {values.length > 0 && <span class="quiet"> — {values.join(', ')}</span>}
            </dd>
          </div>
        ))}
      </dl>
    </>
  );
}
