/**
 * Forgets every delivery, after a second press.
 *
 * @module mock-server/inspector/layout/clear-button
 */
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import type { Cleared } from '../../api/types.ts';
import { say } from '../state/announce.ts';
import { request } from '../state/client.ts';
import { navigate } from '../state/route.ts';
import { total } from '../state/deliveries.ts';
import { Icon } from '../ui/icon.tsx';
import { countOf } from '../ui/text.ts';

/** So long the second press counts. */
const ASK_MS = 3000;

/** Forgets every delivery. */
export function ClearButton(): JSX.Element {
  const [asking, setAsking] = useState(false);
  const press = async (): Promise<void> => {
    setAsking(!asking);
    if (!asking) {
      setTimeout(() => setAsking(false), ASK_MS);
      say('Press again to forget every delivery.');
      return;
    }
    try {
      const { cleared } = await request<Cleared>('deliveries', { method: 'DELETE' });
      navigate({ kind: 'none' });
      say(`Forgot ${countOf(cleared, 'delivery', 'deliveries')}.`);
    } catch (error) {
      say((error as Error).message);
    }
  };
  return (
    <button
      type="button"
      class={`button ${asking ? 'danger' : 'icon-button'}`}
      disabled={total.value === 0}
      title="Forget every delivery"
      aria-label={asking ? 'Really forget every delivery?' : 'Forget every delivery'}
      onClick={() => void press()}
    >
      <Icon name="trash" />
      {asking && <span>Forget all?</span>}
    </button>
  );
}
