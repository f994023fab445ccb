/**
 * A link that saves a file.
 *
 * @module mock-server/inspector/ui/download-link
 */
import type { JSX } from 'preact';
import { apiUrl } from '../state/client.ts';
import { Icon } from './icon.tsx';

/** Saves what a route answers, `path` being below `/__mock/`. */
export function DownloadLink({ path, name }: { path: string; name: string }): JSX.Element {
  return (
    <a class="button" href={apiUrl(path)} download>
      <Icon name="download" /> {name}
    </a>
  );
}
