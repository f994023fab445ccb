/**
 * Buttons, and links that look like one.
 *
 * @module mock-server/inspector/ui/button
 */
import type { ButtonHTMLAttributes, JSX } from 'preact';
import { apiUrl } from '../state/client.ts';
import { Icon, type IconName } from './icon.tsx';

/** What {@link Button} takes besides the attributes of its element. */
export interface ButtonProps extends ButtonHTMLAttributes {
  readonly icon?: IconName;
  /** What it does, where only an icon is on it; also shown on hovering. */
  readonly label?: string;
}

/** A button that submits no form, unless its type says so. */
export function Button({ icon, label, children, ...attributes }: ButtonProps): JSX.Element {
  const named = label === undefined ? {} : { 'aria-label': label, title: label };
  const look = children === undefined ? 'button icon-button' : 'button';
  return (
    <button type="button" class={look} {...named} {...attributes}>
      {icon && <Icon name={icon} />}
      {children}
    </button>
  );
}

/** Saves what a route answers, `path` being below `/__mock/`. */
export function DownloadLink({ path, name }: { path: string; name: string }): JSX.Element {
  return (
    <a class="button" href={apiUrl(path)} download>
      <Icon name="download" /> {name}
    </a>
  );
}
