/**
 * The bar at the top: where deliveries go, whether the page is live, panels, theme.
 *
 * @module mock-server/inspector/layout/top-bar
 */
import type { JSX } from 'preact';
import { hashOf, type Panel, route } from '../state/route.ts';
import { type Connection, connection, receiver, script } from '../state/deliveries.ts';
import { nextTheme, type Theme, theme } from '../state/theme.ts';
import { Icon, type IconName } from '../ui/icon.tsx';
import { ClearButton } from './clear-button.tsx';
import { helpOpen } from './shortcuts.ts';
import { UrlPicker } from './url-picker.tsx';

/** The bar at the top. */
export function TopBar(): JSX.Element {
  return (
    <header class="top-bar">
      <a class="brand" href="#/" aria-label="Maxun mock receiver, to the list">
        <img src="/__mock/inspector/icon.svg" alt="" width={22} height={22} />
        <span class="brand-name">Mock receiver</span>
      </a>
      <UrlPicker />
      <LiveDot />
      <Forward />
      <span class="spacer" />
      <nav class="panels" aria-label="Panels">
        <PanelLink panel="send" icon="send" label="Send" />
        <PanelLink panel="script" icon="script" label="Script" mark={(script.value?.steps.length ?? 0) > 0} />
        <PanelLink panel="docs" icon="docs" label="Docs" />
      </nav>
      <ClearButton />
      <ThemeButton />
      <button
        type="button"
        class="button icon-button help-button"
        aria-label="Keys and help"
        title="Keys and help (?)"
        onClick={() => (helpOpen.value = true)}
      >
        <Icon name="help" />
      </button>
    </header>
  );
}

interface PanelLinkProps {
  readonly panel: Panel;
  readonly icon: IconName;
  readonly label: string;
  /** Something is in force there. */
  readonly mark?: boolean;
}

function PanelLink({ panel, icon, label, mark = false }: PanelLinkProps): JSX.Element {
  const { value: now } = route;
  const open = now.kind === 'panel' && now.panel === panel;
  return (
    <a
      class="button quiet-button"
      href={hashOf(open ? { kind: 'none' } : { kind: 'panel', panel })}
      aria-current={open ? 'page' : undefined}
    >
      <Icon name={icon} />
      <span class="label">{label}</span>
      {mark && (
        <span class="mark">
          <span class="sr-only">, a script is in force</span>
        </span>
      )}
    </a>
  );
}

const CONNECTIONS: Readonly<Record<Connection, { readonly name: string; readonly about: string }>> = {
  live: { name: 'Live', about: 'Deliveries show up as they arrive.' },
  connecting: { name: 'Connecting', about: 'The page is (re)connecting to the receiver.' },
  lost: { name: 'Lost', about: 'The receiver does not answer. Is it still running? The page tries again.' },
};

function LiveDot(): JSX.Element {
  const { name, about } = CONNECTIONS[connection.value];
  return (
    <span class={`live live-${connection.value}`} role="status" title={about}>
      <span class="dot" aria-hidden="true" />
      <span class="live-name">{name}</span>
    </span>
  );
}

function Forward(): JSX.Element | null {
  const url = receiver.value?.forward.url;
  if (url === null || url === undefined) return null;
  return (
    <span class="forward" title={`Each delivery is handed on to ${url}`}>
      → <code>{url}</code>
    </span>
  );
}

const THEME_NAMES: Readonly<Record<Theme, string>> = { auto: 'as the system', light: 'light', dark: 'dark' };

function ThemeButton(): JSX.Element {
  const name = `Theme: ${THEME_NAMES[theme.value]}`;
  return (
    <button
      type="button"
      class="button icon-button"
      aria-label={name}
      title={`${name} (t)`}
      onClick={nextTheme}
    >
      <Icon name={theme.value} />
    </button>
  );
}
