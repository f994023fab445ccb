/**
 * What the page knows, as signals: the receiver, the deliveries, the filter, what is said aloud.
 *
 * @module mock-server/inspector/state/deliveries
 */
import { batch, computed, type ReadonlySignal, type Signal, signal } from '@preact/signals';
import type { DeliverySummary, ReceiverInfo, ScriptState } from '../../api/types.ts';
import { createMatcher } from '../filter/match.ts';
import { type ParsedFilter, parseFilter } from '../list/filter.ts';
import { Arranger, type Item } from '../list/arrange.ts';
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

/** What the list shows. */
export interface Arrangement {
  readonly items: readonly Item[];
  /** Deliveries that are shown. */
  readonly shown: number;
  /** Deliveries that fit the filter, and wait behind the pill. */
  readonly waiting: number;
}

/** What the list shows. */
export const arrangement: Signal<Arrangement> = signal({ items: [], shown: 0, waiting: 0 });

const rows = new Rows(MAX_ROWS);
/** The rows in a wrapper, a new one after each change: who reads it is told of the next. */
const known = signal({ rows });
const arranger = new Arranger();
let waiting: DeliverySummary[] = [];

/** The filter, taken apart. */
export const filter: ReadonlySignal<ParsedFilter> = computed(() => parseFilter(filterText.value));

const matches = computed(() => createMatcher(filter.value.terms));

/** How many deliveries the page knows of. */
export const total: ReadonlySignal<number> = computed(() => known.value.rows.size);

/** One change of the deliveries. */
export type Change =
  { readonly type: 'delivery' | 'update'; readonly delivery: DeliverySummary } | { readonly type: 'cleared' };

/** Puts changes in force, all at once. */
export function applyChanges(changes: readonly Change[]): void {
  const before = arrangement.peek();
  let stale = false;
  for (const change of changes) stale = apply(change) || stale;
  batch(() => {
    if (rows.size === 0) following.value = true;
    known.value = { rows };
    if (stale) rearrange();
    else showArrangement(following.value ? arranger.items() : before.items);
  });
}

/** @returns whether everything has to be arranged anew */
function apply(change: Change): boolean {
  if (change.type === 'cleared') {
    rows.clear();
    return true;
  }
  const { delivery } = change;
  if (change.type === 'update' || rows.has(delivery.id)) return applyUpdate(delivery);
  for (const gone of rows.put(delivery)) arranger.remove(gone);
  if (matches.peek()(delivery)) admit(delivery);
  return false;
}

/** A newer state may fit the filter where the older one did not, and the other way round. */
function applyUpdate(delivery: DeliverySummary): boolean {
  rows.update(delivery);
  const fits = matches.peek()(delivery);
  const index = waiting.findIndex(({ id }) => id === delivery.id);
  if (index >= 0) waiting.splice(index, 1, ...(fits ? [delivery] : []));
  else if (arranger.update(delivery)) {
    if (!fits) arranger.remove(delivery);
  } else if (fits && rows.has(delivery.id)) {
    if (following.peek()) return true;
    waiting.push(delivery);
  }
  return false;
}

/** Shows a new delivery, or lets it wait behind the pill. */
function admit(delivery: DeliverySummary): void {
  if (following.peek()) arranger.add(delivery);
  else waiting.push(delivery);
}

function showArrangement(items: readonly Item[]): void {
  arrangement.value = { items, shown: arranger.size, waiting: waiting.length };
}

/** Arranges everything anew. */
function rearrange(): void {
  arranger.clear();
  waiting = [];
  for (const delivery of rows.values()) if (matches.peek()(delivery)) arranger.add(delivery);
  showArrangement(arranger.items());
}

/** Shows what fits another filter. */
export function setFilter(text: string): void {
  batch(() => {
    filterText.value = text;
    following.value = true;
    rearrange();
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
    rearrange();
  });
}

/** Lets the list follow what arrives, or holds it where it is. */
export function follow(on: boolean): void {
  if (on === following.value) return;
  batch(() => {
    following.value = on;
    for (const delivery of waiting) arranger.add(delivery);
    waiting = [];
    showArrangement(on ? arranger.items() : arrangement.peek().items);
  });
}

/** A delivery as the list has it; re-read by whoever reads it inside of an effect or a component. */
export function rowOf(id: string): DeliverySummary | undefined {
  return known.value.rows.get(id);
}

/** All deliveries, oldest first. */
export function allRows(): Iterable<DeliverySummary> {
  return rows.values();
}
