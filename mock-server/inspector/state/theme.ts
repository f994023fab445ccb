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

/** The theme that is chosen. */
export const theme: Signal<Theme> = signal(
  THEMES.find((one) => one === ifAllowed(() => localStorage.getItem(KEY))) ?? 'auto',
);

/** Applies the theme, and stores it for the next visit. */
export function applyTheme(): void {
  effect(() => {
    document.documentElement.dataset['theme'] = theme.value;
    ifAllowed(() => localStorage.setItem(KEY, theme.value));
  });
}

/** Changes to the next theme. */
export function nextTheme(): void {
  theme.value = THEMES[(THEMES.indexOf(theme.value) + 1) % THEMES.length] ?? 'auto';
}

/** The browser may refuse its storage, or it may be full: then the theme lasts as long as the page. */
function ifAllowed<T>(useStorage: () => T): T | undefined {
  try {
    return useStorage();
  } catch {
    return undefined;
  }
}
