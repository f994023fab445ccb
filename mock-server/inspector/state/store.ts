/**
 * What the page knows, as signals: the receiver, the deliveries, the filter, what is said aloud.
 *
 * @module mock-server/inspector/state/store
 */
import { batch, computed, type ReadonlySignal, type Signal, signal } from '@preact/signals';
import type { DeliverySummary, ReceiverInfo, ScriptState } from '../../api.ts';
import { createMatcher } from '../filter/match.ts';
import { type ParsedFilter, parseFilter } from '../filter/terms.ts';
import { type Arrangement, arrange } from '../list/arrange.ts';
import { Rows } from './rows.ts';

/** The most rows of the page, whatever the receiver keeps. */
const MAX_ROWS = 20_000;

/** `live`: events arrive; `connecting`: not yet, or again; `lost`: no answer for a while. */
export type Connection = 'connecting' | 'live' | 'lost';

/** Whether events arrive. */
export const connection: Signal<Connection> = signal('connecting');

/** What the receiver is; absent until it has answered. */
export const receiver: Signal<ReceiverInfo | undefined> = signal(undefined);

/** The script in force; absent until somebody asked for it. */
export const script: Signal<ScriptState | undefined> = signal(undefined);

/** Whether the list has been read for the first time. */
export const loaded: Signal<boolean> = signal(false);

/** The text of the filter. */
export const filterText: Signal<string> = signal('');

/** Whether the list follows what arrives; where not, new rows wait behind a pill. */
export const following: Signal<boolean> = signal(true);

/** What a screen reader is told. */
export const announcement: Signal<string> = signal('');

const rows = new Rows(MAX_ROWS);
/** The rows in a wrapper, a new one after each change: who reads it is told of the next. */
const known = signal({ rows });
const upTo = signal(0);

/** The filter, taken apart. */
export const filter: ReadonlySignal<ParsedFilter> = computed(() => parseFilter(filterText.value));

/** What the list shows. */
export const arrangement: ReadonlySignal<Arrangement> = computed(() => {
  const limit = following.value ? Number.POSITIVE_INFINITY : upTo.value;
  return arrange(known.value.rows.values(), { matches: createMatcher(filter.value.terms), upTo: limit });
});

/** How many deliveries the page knows of. */
export const total: ReadonlySignal<number> = computed(() => known.value.rows.size);

/** One change of the deliveries. */
export type Change =
  { readonly type: 'delivery' | 'update'; readonly delivery: DeliverySummary } | { readonly type: 'cleared' };

/** Puts changes in force, all at once. */
export function applyChanges(changes: readonly Change[]): void {
  for (const change of changes) {
    if (change.type === 'cleared') rows.clear();
    else if (change.type === 'update') rows.update(change.delivery);
    else rows.put(change.delivery);
  }
  batch(() => {
    known.value = { rows };
    if (rows.size === 0) following.value = true;
  });
}

/** Puts a list in the place of everything that is known. */
export function replaceAll(deliveries: readonly DeliverySummary[], info: ReceiverInfo): void {
  rows.clear();
  rows.setLimit(Math.min(info.limits.maxDeliveries, MAX_ROWS));
  for (const delivery of deliveries) rows.put(delivery);
  batch(() => {
    receiver.value = info;
    loaded.value = true;
    following.value = true;
    known.value = { rows };
  });
}

/** Lets the list follow what arrives, or holds it where it is. */
export function follow(on: boolean): void {
  if (on === following.value) return;
  upTo.value = rows.lastId;
  following.value = on;
}

/** A delivery as the list has it; re-read by whoever reads it inside of an effect or a component. */
export function rowOf(id: string): DeliverySummary | undefined {
  return known.value.rows.get(id);
}

/** All deliveries, oldest first. */
export function allRows(): Iterable<DeliverySummary> {
  return rows.values();
}
