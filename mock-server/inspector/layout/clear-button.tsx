/**
 * Deletes every delivery.
 *
 * @module mock-server/inspector/layout/clear-button
 */
import type { JSX } from 'preact';
import type { Cleared } from '../../api/types.ts';
import { say } from '../state/announce.ts';
import { request } from '../state/client.ts';
import { total } from '../state/deliveries.ts';
import { navigate } from '../state/route.ts';
import { Button } from '../ui/button.tsx';
import { countOf } from '../ui/text.ts';

/** Deletes every delivery, after a question. */
export function ClearButton(): JSX.Element {
  const clear = async (): Promise<void> => {
    if (!confirm(`Delete ${countOf(total.value, 'delivery', 'deliveries')}?`)) return;
    try {
      const { cleared } = await request<Cleared>('deliveries', { method: 'DELETE' });
      navigate({ kind: 'none' });
      say(`Deleted ${countOf(cleared, 'delivery', 'deliveries')}.`);
    } catch (error) {
      say((error as Error).message);
    }
  };
  return (
    <Button
      icon="trash"
      label="Delete every delivery"
      disabled={total.value === 0}
      onClick={() => void clear()}
    />
  );
}
