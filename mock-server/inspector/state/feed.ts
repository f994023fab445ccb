/**
 * Keeps the page up to date: reads the list, then listens to the event stream; starts again where that cannot continue.
 *
 * @module mock-server/inspector/state/feed
 */
import type {
  DeliveryList,
  DeliverySummary,
  ProbeState,
  ReceiverInfo,
  ScriptState,
  StreamEvent,
} from '../../api/types.ts';
import { countOf } from '../ui/text.ts';
import { apiUrl, request } from './client.ts';
import {
  addCase,
  applyChanges,
  type Change,
  isLive,
  MAX_ROWS,
  probe,
  receiver,
  replaceAll,
  say,
  script,
} from './deliveries.ts';

/** Rows are shown at most this often, however fast they arrive. */
const BATCH_MS = 100;

/** Between two attempts to start again. */
const RETRY_MS = 2000;

/** The most that the API lists at once. */
const PAGE_SIZE = 1000;

let source: EventSource | undefined;
let pending: Change[] = [];
let flushTimer: ReturnType<typeof setTimeout> | undefined;

/** Starts to keep the page up to date. */
export async function startFeed(): Promise<void> {
  source?.close();
  isLive.value = false;
  try {
    const info = await request<ReceiverInfo>('receiver');
    const { deliveries, lastEventId } = await readList(info);
    pending = [];
    replaceAll(deliveries, info);
    [probe.value, script.value] = await Promise.all([
      request<ProbeState>('probe'),
      request<ScriptState>('script'),
    ]);
    listen(lastEventId);
  } catch {
    setTimeout(() => void startFeed(), RETRY_MS);
  }
}

async function readList(info: ReceiverInfo): Promise<{ deliveries: DeliverySummary[]; lastEventId: string }> {
  const most = Math.min(info.limits.maxDeliveries, MAX_ROWS);
  const newestFirst: DeliverySummary[] = [];
  let before = '';
  let lastEventId: string | undefined;
  for (;;) {
    const page = await request<DeliveryList>(`deliveries?limit=${PAGE_SIZE}${before}`);
    newestFirst.push(...page.deliveries);
    // What arrives while older pages are read comes by the event stream, from the first page on.
    lastEventId ??= page.lastEventId;
    const last = newestFirst.at(-1);
    if (!page.hasMore || newestFirst.length >= most || !last) break;
    before = `&before=${encodeURIComponent(last.id)}`;
  }
  return { deliveries: newestFirst.toReversed(), lastEventId };
}

function listen(lastEventId: string): void {
  source = new EventSource(apiUrl(`events?lastEventId=${encodeURIComponent(lastEventId)}`));
  source.addEventListener('open', () => void onOpen());
  source.addEventListener('error', onError);
  on('delivery', (delivery) => enqueue({ type: 'delivery', delivery }));
  on('update', (delivery) => enqueue({ type: 'update', delivery }));
  on('cleared', () => enqueue({ type: 'cleared' }));
  on('probe', (state) => (probe.value = state));
  on('probe-case', addCase);
  on('script', (state) => (script.value = state));
  on('forward', (forward) => {
    if (receiver.value) receiver.value = { ...receiver.value, forward };
  });
  on('resync', () => void startFeed());
}

/** What an event of a type carries. */
type DataOf<Type> = Extract<StreamEvent, { readonly type: Type }>['data'];

function on<Type extends StreamEvent['type']>(type: Type, listener: (data: DataOf<Type>) => void): void {
  source?.addEventListener(type, ({ data }: MessageEvent<string>) =>
    listener(JSON.parse(data) as DataOf<Type>),
  );
}

async function onOpen(): Promise<void> {
  const before = receiver.value?.startedAt;
  isLive.value = true;
  // After an interruption it may be another process, with other ids and another token.
  const info = await request<ReceiverInfo>('receiver').catch(() => undefined);
  if (info && info.startedAt !== before) await startFeed();
}

function onError(): void {
  isLive.value = false;
  // The browser connects again by itself, unless the response was not an event stream.
  if (source?.readyState === EventSource.CLOSED) setTimeout(() => void startFeed(), RETRY_MS);
}

function enqueue(change: Change): void {
  pending.push(change);
  flushTimer ??= setTimeout(flush, BATCH_MS);
}

function flush(): void {
  const changes = pending;
  pending = [];
  flushTimer = undefined;
  applyChanges(changes);
  for (const change of changes) if (change.type === 'delivery') unsaid.push(change.delivery);
  if (unsaid.length > 0) announceTimer ??= setTimeout(announce, ANNOUNCE_MS);
}

/** What arrives within this time is said in one sentence: reading it aloud takes about as long. */
const ANNOUNCE_MS = 1500;

let unsaid: DeliverySummary[] = [];
let announceTimer: ReturnType<typeof setTimeout> | undefined;

/** Tells a screen reader what arrived. */
function announce(): void {
  const [first] = unsaid;
  const bad = unsaid.filter(({ level }) => level === 'bad').length;
  if (unsaid.length === 1 && first) say(`${first.eventType ?? 'A delivery'} arrived: ${first.sentence}`);
  else say(`${countOf(unsaid.length, 'delivery', 'deliveries')} arrived, ${bad} of them refused.`);
  announceTimer = undefined;
  unsaid = [];
}
