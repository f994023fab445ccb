/**
 * The delivery that is open: read when it is chosen, and again when something about it changed.
 *
 * @module mock-server/inspector/state/open-delivery
 */
import { computed, effect, type ReadonlySignal, type Signal, signal } from '@preact/signals';
import type { DeliveryDetail } from '../../api/types.ts';
import { request } from './client.ts';
import { rowOf } from './deliveries.ts';
import { route } from './route.ts';

/** The delivery that is open. */
export type OpenDelivery =
  | { readonly state: 'none' }
  | { readonly state: 'loading'; readonly id: string }
  | { readonly state: 'ready'; readonly id: string; readonly detail: DeliveryDetail }
  | { readonly state: 'failed'; readonly id: string; readonly message: string };

/** The delivery that is open. */
export const openDetail: Signal<OpenDelivery> = signal({ state: 'none' });

const openId: ReadonlySignal<string | undefined> = computed(() =>
  route.value.kind === 'delivery' ? route.value.id : undefined,
);

const openRow = computed(() => (openId.value === undefined ? undefined : rowOf(openId.value)));

/** Follows what is open. */
export function watchOpenDelivery(): void {
  effect(() => {
    const id = openId.value;
    const abort = new AbortController();
    // It is read again whenever its row changes.
    void openRow.value;
    if (id === undefined) openDetail.value = { state: 'none' };
    else void load(id, abort.signal);
    return () => abort.abort();
  });
}

async function load(id: string, signal: AbortSignal): Promise<void> {
  const now = openDetail.peek();
  if (now.state === 'none' || now.id !== id) openDetail.value = { state: 'loading', id };
  try {
    const detail = await request<DeliveryDetail>(`deliveries/${id}`, { signal });
    if (!signal.aborted) openDetail.value = { state: 'ready', id, detail };
  } catch (error) {
    if (!signal.aborted) openDetail.value = { state: 'failed', id, message: (error as Error).message };
  }
}
