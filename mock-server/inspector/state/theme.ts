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
export const theme: Signal<Theme> = signal(THEMES.find((one) => one === stored()) ?? 'auto');

/** Applies the theme, and stores it for the next visit. */
export function applyTheme(): void {
  effect(() => {
    document.documentElement.dataset['theme'] = theme.value;
    try {
      localStorage.setItem(KEY, theme.value);
    } catch {
      // Without storage, the theme lasts as long as the page.
    }
  });
}

/** Changes to the next theme. */
export function nextTheme(): void {
  theme.value = THEMES[(THEMES.indexOf(theme.value) + 1) % THEMES.length] ?? 'auto';
}

function stored(): string | null {
  try {
    return localStorage.getItem(KEY);
  } catch {
    return null;
  }
}
