/**
 * What the page knows, as signals: the receiver, its script and probe, the deliveries, the filter, and what the list shows.
 *
 * @module mock-server/inspector/state/deliveries
 */
import { batch, computed, type ReadonlySignal, type Signal, signal } from '@preact/signals';
import type { DeliverySummary, ProbeCase, ProbeState, ReceiverInfo, ScriptState } from '../../api/types.ts';
import { arrange, type Item } from '../list/arrange.ts';
import { createMatcher, type ParsedFilter, parseFilter } from '../list/filter.ts';

/** The most rows of the page, however many the receiver keeps. */
export const MAX_ROWS = 20_000;

/** Whether the page gets what arrives as it arrives. */
export const isLive: Signal<boolean> = signal(false);

/** What the receiver is; absent until it has answered. */
export const receiver: Signal<ReceiverInfo | undefined> = signal(undefined);

/** Whether the receiver has a secret to sign with. */
export function canSign(): boolean {
  return (receiver.value?.secrets.length ?? 0) > 0;
}

/** The script that decides the responses; absent until it has been read. */
export const script: Signal<ScriptState | undefined> = signal(undefined);

/** The last probe; absent until it has been read. */
export const probe: Signal<ProbeState | undefined> = signal(undefined);

/** Whether the list has been read for the first time. */
export const loaded: Signal<boolean> = signal(false);

/** The text of the filter. */
export const filterText: Signal<string> = signal('');

/** What a screen reader is told. */
export const announcement: Signal<string> = signal('');

/** Tells a screen reader a sentence. */
export function say(sentence: string): void {
  announcement.value = sentence;
}

/** By id, oldest first. The wrapper is a new one after each change, so that readers are told. */
const known: Signal<{ readonly rows: Map<string, DeliverySummary> }> = signal({ rows: new Map() });
let maxRows = MAX_ROWS;

/** Number of the newest delivery that the list shows while the reader is further down; absent while it follows. */
const heldAt: Signal<number | undefined> = signal(undefined);

/** The parsed filter. */
export const filter: ReadonlySignal<ParsedFilter> = computed(() => parseFilter(filterText.value));

/** How many deliveries the page knows of. */
export const total: ReadonlySignal<number> = computed(() => known.value.rows.size);

/** What the list shows. */
export interface Arrangement {
  readonly items: readonly Item[];
  /** Deliveries that are shown. */
  readonly shown: number;
  /** Deliveries that match the filter, and are newer than what is shown. */
  readonly waiting: number;
}

/** What the list shows. */
export const arrangement: ReadonlySignal<Arrangement> = computed(() => {
  const matching = [...known.value.rows.values()].filter(createMatcher(filter.value.terms));
  const newest = heldAt.value ?? Number.POSITIVE_INFINITY;
  const shown = matching.filter(({ id }) => Number(id) <= newest);
  return { items: arrange(shown), shown: shown.length, waiting: matching.length - shown.length };
});

/** One change of the deliveries. */
export type Change =
  { readonly type: 'delivery' | 'update'; readonly delivery: DeliverySummary } | { readonly type: 'cleared' };

/** Applies changes, all at once. */
export function applyChanges(changes: readonly Change[]): void {
  const { rows } = known.value;
  for (const change of changes) {
    if (change.type === 'cleared') rows.clear();
    // An update of a row that was dropped is dropped too.
    else if (change.type === 'delivery' || rows.has(change.delivery.id))
      rows.set(change.delivery.id, change.delivery);
  }
  show(rows);
}

function show(rows: Map<string, DeliverySummary>): void {
  for (const id of rows.keys()) {
    if (rows.size <= maxRows) break;
    rows.delete(id);
  }
  batch(() => {
    known.value = { rows };
    if (rows.size === 0) heldAt.value = undefined;
  });
}

/** Replaces everything that is known. */
export function replaceAll(deliveries: readonly DeliverySummary[], info: ReceiverInfo): void {
  maxRows = Math.min(info.limits.maxDeliveries, MAX_ROWS);
  batch(() => {
    receiver.value = info;
    loaded.value = true;
    heldAt.value = undefined;
    show(new Map(deliveries.map((delivery) => [delivery.id, delivery])));
  });
}

/** Shows what matches another filter. */
export function setFilter(text: string): void {
  batch(() => {
    filterText.value = text;
    heldAt.value = undefined;
  });
}

/** Lets the list follow what arrives, or holds it as it is. */
export function follow(on: boolean): void {
  if (on !== (heldAt.value === undefined))
    heldAt.value = on ? undefined : Number([...known.value.rows.keys()].at(-1) ?? 0);
}

/** A delivery as the list has it. Inside an effect or a component it is read again after each change. */
export function rowOf(id: string): DeliverySummary | undefined {
  return known.value.rows.get(id);
}

/** All deliveries, oldest first. Inside an effect or a component they are read again after each change. */
export function allRows(): Iterable<DeliverySummary> {
  return known.value.rows.values();
}

/** Adds a case that was judged. */
export function addCase(judged: ProbeCase): void {
  const { value: before } = probe;
  if (before === undefined) return;
  const others = before.cases.filter(({ id }) => id !== judged.id);
  probe.value = { ...before, cases: [...others, judged] };
}
