/**
 * Back to the list.
 *
 * @module mock-server/inspector/ui/back-button
 */
import type { JSX } from 'preact';
import { navigate } from '../state/route.ts';
import { Icon } from './icon.tsx';

/** Leads back to the list, where there is no room for both. */
export function BackButton(): JSX.Element {
  return (
    <button type="button" class="button quiet-button back" onClick={() => navigate({ kind: 'none' })}>
      <Icon name="back" /> Deliveries
    </button>
  );
}
