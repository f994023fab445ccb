/**
 * The keys that work everywhere but in a field.
 *
 * @module mock-server/inspector/layout/shortcuts
 */
import { moveSelection } from '../list/selection.ts';
import { say } from '../state/deliveries.ts';
import { navigate, openDelivery, openId, type Tab } from '../state/route.ts';
import { nextTheme, theme } from '../state/theme.ts';

/** A key with what it does. */
export interface Shortcut {
  readonly keys: readonly string[];
  /** For the help. */
  readonly does: string;
  readonly run: () => void;
}

/** Every key, in the order of the help. The last of its names is what `KeyboardEvent.key` says. */
export const SHORTCUTS: readonly Shortcut[] = [
  { keys: ['↓', 'j'], does: 'next delivery', run: () => moveSelection(1) },
  { keys: ['↑', 'k'], does: 'previous delivery', run: () => moveSelection(-1) },
  { keys: ['Enter'], does: 'go to the open delivery', run: enterDelivery },
  { keys: ['/'], does: 'filter', run: () => focus('#filter') },
  { keys: ['r'], does: 'replay', run: () => openTab('replay') },
  { keys: ['c'], does: 'copy', run: () => openTab('copy') },
  { keys: ['t'], does: 'theme: auto, light, dark', run: changeTheme },
  { keys: ['Escape'], does: 'back to the list', run: leaveDelivery },
  {
    keys: ['?'],
    does: 'this help',
    run: () => document.querySelector<HTMLElement>('#help')?.togglePopover(),
  },
];

/** Starts to listen. @returns stops it */
export function listenToKeys(): () => void {
  const onKey = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
    const helpIsOpen = document.querySelector('#help:popover-open') !== null;
    const isOnControl = event.key === 'Enter' && isA(event.target, 'button, a, summary');
    if (helpIsOpen || isOnControl || isA(event.target, 'input, textarea, select')) return;
    const shortcut = SHORTCUTS.find(({ keys }) => keys.at(-1) === event.key);
    if (!shortcut) return;
    event.preventDefault();
    shortcut.run();
  };
  addEventListener('keydown', onKey);
  return () => removeEventListener('keydown', onKey);
}

function isA(target: EventTarget | null, selector: string): boolean {
  return target instanceof HTMLElement && target.matches(selector);
}

function openTab(tab: Tab): void {
  if (openId() === undefined) moveSelection(1);
  const id = openId();
  if (id !== undefined) openDelivery(id, tab);
  requestAnimationFrame(() => focus(`#tab-${tab}`));
}

function enterDelivery(): void {
  if (openId() === undefined) moveSelection(1);
  requestAnimationFrame(() => focus('#detail'));
}

function leaveDelivery(): void {
  if (document.activeElement?.closest('.detail-area')) focus('#deliveries');
  else navigate({ place: 'list' });
}

function changeTheme(): void {
  nextTheme();
  say(`Theme: ${theme.value}.`);
}

function focus(selector: string): void {
  document.querySelector<HTMLElement>(selector)?.focus();
}
