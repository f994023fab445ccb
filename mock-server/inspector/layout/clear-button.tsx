/**
 * Deletes every delivery, after a second press.
 *
 * @module mock-server/inspector/layout/clear-button
 */
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import type { Cleared } from '../../api/types.ts';
import { say } from '../state/announce.ts';
import { request } from '../state/client.ts';
import { total } from '../state/deliveries.ts';
import { navigate } from '../state/route.ts';
import { countOf } from '../ui/text.ts';
import { Button } from '../ui/button.tsx';

/** The second press must come within so long. */
const ASK_MS = 3000;

/** Deletes every delivery. */
export function ClearButton(): JSX.Element {
  const [asking, setAsking] = useState(false);
  const press = async (): Promise<void> => {
    setAsking(!asking);
    if (!asking) {
      setTimeout(() => setAsking(false), ASK_MS);
      say('Press again to delete every delivery.');
      return;
    }
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
      class={`button ${asking ? 'danger' : 'icon-button'}`}
      disabled={total.value === 0}
      title="Delete every delivery"
      aria-label={asking ? 'Really delete every delivery?' : 'Delete every delivery'}
      onClick={() => void press()}
    >
      {asking && <span>Delete all?</span>}
    </Button>
  );
}
