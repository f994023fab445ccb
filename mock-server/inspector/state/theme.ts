/**
 * Light, dark, or as in the system.
 *
 * @module mock-server/inspector/state/theme
 */
import { effect, type Signal, signal } from '@preact/signals';

/** The themes, in the order of the button. */
const THEMES = ['auto', 'light', 'dark'] as const;

/** A theme. */
export type Theme = (typeof THEMES)[number];

const KEY = 'maxun-mock-theme';

/** Absent where the browser refuses it: then the theme lasts as long as the page. */
const storage = storageIfAllowed();

/** The theme that is chosen. */
export const theme: Signal<Theme> = signal(THEMES.find((one) => one === storage?.getItem(KEY)) ?? 'auto');

/** Applies the theme, and stores it for the next visit. */
export function applyTheme(): void {
  effect(() => {
    document.documentElement.dataset['theme'] = theme.value;
    try {
      storage?.setItem(KEY, theme.value);
    } catch {
      // The storage is full: the theme lasts as long as the page.
    }
  });
}

/** Changes to the next theme. */
export function nextTheme(): void {
  theme.value = THEMES[(THEMES.indexOf(theme.value) + 1) % THEMES.length] ?? 'auto';
}

function storageIfAllowed(): Storage | undefined {
  try {
    return localStorage;
  } catch {
    return undefined;
  }
}
