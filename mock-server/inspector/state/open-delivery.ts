/**
 * The delivery that is open: read when it is chosen, and again when something about it changed.
 *
 * @module mock-server/inspector/state/open-delivery
 */
import { computed, effect, type ReadonlySignal, type Signal, signal } from '@preact/signals';
import type { DeliveryDetail } from '../../api/types.ts';
import { request, RequestError } from './client.ts';
import { route } from './route.ts';
import { rowOf } from './deliveries.ts';

/** The delivery that is open. */
export type DetailState =
  | { readonly state: 'none' }
  | { readonly state: 'loading'; readonly id: string }
  | { readonly state: 'ready'; readonly id: string; readonly detail: DeliveryDetail }
  | { readonly state: 'failed'; readonly id: string; readonly message: string };

/** The delivery that is open. */
export const detail: Signal<DetailState> = signal({ state: 'none' });

/** The most that are kept, so that going up and down the list costs no request. */
const MAX_KEPT = 30;

const kept = new Map<string, { detail: DeliveryDetail; row: unknown }>();

const openId: ReadonlySignal<string | undefined> = computed(() =>
  route.value.kind === 'delivery' ? route.value.id : undefined,
);

/** Follows what is open. */
export function watchDetail(): void {
  let abort: AbortController | undefined;
  effect(() => {
    const id = openId.value;
    const row = id === undefined ? undefined : rowOf(id);
    if (id === undefined) detail.value = { state: 'none' };
    else if (!showKept(id, row)) {
      abort?.abort();
      abort = new AbortController();
      void load(id, row, abort.signal);
    }
  });
}

/** Shows what is kept. @returns whether that is as new as the row */
function showKept(id: string, row: unknown): boolean {
  const known = kept.get(id);
  const shown = detail.peek();
  if (known) {
    if (shown.state !== 'ready' || shown.detail !== known.detail)
      detail.value = { state: 'ready', id, detail: known.detail };
  } else if (shown.state === 'none' || shown.id !== id) detail.value = { state: 'loading', id };
  return known !== undefined && known.row === row;
}

async function load(id: string, row: unknown, signal: AbortSignal): Promise<void> {
  try {
    const read = await request<DeliveryDetail>(`deliveries/${id}`, { signal });
    if (signal.aborted) return;
    keep(id, { detail: read, row });
    detail.value = { state: 'ready', id, detail: read };
  } catch (error) {
    if (signal.aborted) return;
    kept.delete(id);
    detail.value = { state: 'failed', id, message: messageOf(error) };
  }
}

function keep(id: string, entry: { detail: DeliveryDetail; row: unknown }): void {
  kept.delete(id);
  kept.set(id, entry);
  const oldest = kept.keys().next().value;
  if (kept.size > MAX_KEPT && oldest !== undefined) kept.delete(oldest);
}

function messageOf(error: unknown): string {
  return error instanceof RequestError ? error.message : 'The delivery cannot be read.';
}
