/**
 * The page's icons: drawn here, since nothing is loaded from elsewhere.
 *
 * @module mock-server/inspector/ui/icon
 */
import type { JSX } from 'preact';

/** Paths in a square of 16 by 16. */
const PATHS = {
  good: 'M8 1.75a6.25 6.25 0 1 0 0 12.5a6.25 6.25 0 0 0 0-12.5M5.2 8.2l2 2 3.7-4.1',
  notice: 'M8 2.2 14.3 13.3H1.7zM8 6.4v3.1M8 11.4v.1',
  bad: 'M5.4 1.9h5.2l3.5 3.5v5.2l-3.5 3.5H5.4l-3.5-3.5V5.4zM5.9 5.9l4.2 4.2M10.1 5.9l-4.2 4.2',
  pending: 'M8 1.75a6.25 6.25 0 1 0 0 12.5a6.25 6.25 0 0 0 0-12.5M8 4.6V8l2.3 1.6',
  info: 'M8 1.75a6.25 6.25 0 1 0 0 12.5a6.25 6.25 0 0 0 0-12.5M8 7.4v3.6M8 5v.1',
  copy: 'M5.5 5.5v-3h8v8h-3M2.5 5.5h8v8h-8z',
  check: 'M3 8.6l3.2 3.2L13 4.6',
  cross: 'M4 4l8 8M12 4l-8 8',
  search: 'M7 2.5a4.5 4.5 0 1 0 0 9a4.5 4.5 0 0 0 0-9M10.4 10.4l3.4 3.4',
  send: 'M14 2 7.2 8.8M14 2 9.6 14 7.2 8.8 2 6.4z',
  script: 'M3 4h10M3 8h6M3 12h8M12.2 9.6l1.8 1.6-1.8 1.6',
  probe: 'M8 1.8 13 3.6v4.2c0 3-2 5.2-5 6.4-3-1.2-5-3.4-5-6.4V3.6zM5.6 7.9l1.8 1.8 3-3.4',
  docs: 'M3.5 2.5h7l2 2v9h-9zM6 6.5h4M6 9.5h4',
  auto: 'M8 2a6 6 0 1 0 0 12zM8 2a6 6 0 0 1 0 12',
  light:
    'M8 5.2a2.8 2.8 0 1 0 0 5.6a2.8 2.8 0 0 0 0-5.6M8 1.4v1.2M8 13.4v1.2M1.4 8h1.2M13.4 8h1.2M3.3 3.3l.9.9M11.8 11.8l.9.9M12.7 3.3l-.9.9M4.2 11.8l-.9.9',
  dark: 'M13.2 9.6A5.6 5.6 0 0 1 6.4 2.8a5.6 5.6 0 1 0 6.8 6.8z',
  help: 'M8 1.75a6.25 6.25 0 1 0 0 12.5a6.25 6.25 0 0 0 0-12.5M6.2 6.2a1.8 1.8 0 1 1 2.6 1.7c-.5.3-.8.6-.8 1.2M8 11.2v.1',
  back: 'M9.8 3.2 5 8l4.8 4.8',
  right: 'M6 3.5 10.5 8 6 12.5',
  up: 'M8 13V3.2M3.8 7.2 8 3l4.2 4.2',
  replay: 'M13 8a5 5 0 1 1-1.6-3.7M13 2v3h-3',
  trash: 'M2.8 4.2h10.4M6.2 4V2.6h3.6V4M4.2 4.2l.6 9.2h6.4l.6-9.2M6.7 6.8v4M9.3 6.8v4',
  link: 'M6.4 3H3v10h10V9.6M9 2.6h4.4V7M13 3 7.4 8.6',
  download: 'M8 2.5v7.6M4.6 6.9 8 10.2l3.4-3.3M2.8 13.3h10.4',
} as const;

/** Name of an icon. */
export type IconName = keyof typeof PATHS;

/** What {@link Icon} takes. */
export interface IconProps {
  readonly name: IconName;
  /** What it means; absent where the text beside it says so. */
  readonly label?: string | undefined;
  readonly class?: string;
}

/** An icon in the colour of the text around it. */
export function Icon({ name, label, class: className = '' }: IconProps): JSX.Element {
  const hidden =
    label === undefined ? { 'aria-hidden': true } : { role: 'img' as const, 'aria-label': label };
  return (
    <svg class={`icon ${className}`} viewBox="0 0 16 16" {...hidden}>
      <path d={PATHS[name]} />
    </svg>
  );
}
