/**
 * The keys that work everywhere but in a field.
 *
 * @module mock-server/inspector/layout/shortcuts
 */
import { type Signal, signal } from '@preact/signals';
import { moveSelection } from '../list/selection.ts';
import { say } from '../state/announce.ts';
import { navigate, openDelivery, route, type Tab } from '../state/route.ts';
import { nextTheme, theme } from '../state/theme.ts';

/** Whether the help is open. */
export const helpOpen: Signal<boolean> = signal(false);

/** A key, for the help. */
export interface Shortcut {
  readonly keys: readonly string[];
  readonly does: string;
}

/** Every key, in the order of the help. */
export const SHORTCUTS: readonly Shortcut[] = [
  { keys: ['j', '↓'], does: 'next delivery' },
  { keys: ['k', '↑'], does: 'previous delivery' },
  { keys: ['Enter'], does: 'go to the open delivery' },
  { keys: ['/'], does: 'filter' },
  { keys: ['r'], does: 'replay' },
  { keys: ['c'], does: 'copy as …' },
  { keys: ['t'], does: 'theme: auto, light, dark' },
  { keys: ['Esc'], does: 'back to the list' },
  { keys: ['?'], does: 'this help' },
];

const KEYS: Readonly<Record<string, () => void>> = {
  j: () => moveSelection(1),
  k: () => moveSelection(-1),
  Enter: enterDetail,
  '/': () => focus('#filter'),
  r: () => openTab('replay'),
  c: () => openTab('copy'),
  t: () => {
    nextTheme();
    say(`Theme: ${theme.value}.`);
  },
  Escape: leaveDetail,
  '?': () => {
    helpOpen.value = true;
  },
};

/** Begins to listen. @returns stops */
export function listenToKeys(): () => void {
  const onKey = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
    const { target } = event;
    const inDialog = document.querySelector('dialog[open]') !== null;
    if (inDialog || isField(target) || (event.key === 'Enter' && isControl(target))) return;
    const work = KEYS[event.key];
    if (!work) return;
    event.preventDefault();
    work();
  };
  addEventListener('keydown', onKey);
  return () => removeEventListener('keydown', onKey);
}

function isField(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && target.matches('input, textarea, select, [contenteditable]');
}

function isControl(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && target.matches('button, a, summary');
}

function openTab(tab: Tab): void {
  const { value: now } = route;
  if (now.kind !== 'delivery') moveSelection(1);
  if (route.value.kind === 'delivery') openDelivery(route.value.id, tab);
  requestAnimationFrame(() => focus(`#tab-${tab}`));
}

function enterDetail(): void {
  if (route.value.kind !== 'delivery') moveSelection(1);
  requestAnimationFrame(() => focus('#detail'));
}

function leaveDetail(): void {
  if (document.activeElement?.closest('.detail-area')) focus('#deliveries');
  else navigate({ kind: 'none' });
}

function focus(selector: string): void {
  document.querySelector<HTMLElement>(selector)?.focus();
}
