/**
 * Deliveries in maps and heaps.
 *
 * @module queue/embedded/memory-store
 */
import { type PreparedMessage, repetition } from '../message.ts';
import { joinPayload, payloadSize } from '../payload.ts';
import type { DeadLetter, DeadQuery, EnqueueResult, QueueStats, DisabledEndpoint } from '../queue.ts';
import { appendRecord, type Outcome } from '../outcome.ts';
import type {
  DeliveryStore,
  PurgeRequest,
  StoredDelivery,
  ClaimedBatch,
  ClaimQuery,
} from './delivery-store.ts';
import type { ClaimedDelivery, RowId } from '../in-flight.ts';
import type { Wake } from './endpoint-scheduler.ts';
import { Heap } from './heap.ts';
import { KnownKeys } from './known-keys.ts';
import { sequenceKey, deadLetterOf, deliveryOf, type Due, infoOf, isBefore, type Row } from './memory-row.ts';

/** A {@link DeliveryStore} in memory. Its writes cannot fail, so there is nothing to roll back. */
export class MemoryStore implements DeliveryStore {
  /** By the id of the delivery; the most recently accepted or replayed are last. */
  readonly #rows = new Map<string, Row>();
  readonly #due = new Map<string, Heap<Due>>();
  /** Live rows by endpoint and order key, in order; the first one is attempted next. */
  readonly #sequences = new Map<string, Row[]>();
  readonly #keys = new KnownKeys();
  readonly #disabled = new Map<string, DisabledEndpoint>();
  #lastRowId = 0;

  /** Memory does not outlive its owner. */
  readonly left: readonly RowId[] = [];

  commit<T>(work: () => T): T {
    return work();
  }

  insert(message: PreparedMessage, keysSince: number, wake: (wake: Wake) => void): EnqueueResult {
    const { id, idempotencyKey, fingerprint, dueAt, payload } = message;
    const first = idempotencyKey === null ? undefined : this.#keys.use(idempotencyKey, message, keysSince);
    if (first !== undefined) return repetition(first, fingerprint);
    const row: Row = {
      rowId: 0,
      // Pieces are kept without a copy. A single `Uint8Array` is copied, since the caller may change it later;
      // `Buffer.from` puts small copies into a shared buffer, which is cheaper than an ArrayBuffer each.
      message: { ...message, payload: payload instanceof Uint8Array ? [Buffer.from(payload)] : payload },
      state: 'ready',
      dueAt,
      attempts: 0,
      records: [],
      death: undefined,
    };
    this.#line(row, wake);
    return { id, status: 'accepted' };
  }

  claim({ endpoint, now, limit, maxBytes }: ClaimQuery): ClaimedBatch {
    const due = this.#due.get(endpoint);
    const claimed: ClaimedDelivery[] = [];
    let bytes = 0;
    for (let row = this.#first(due); row !== undefined; row = this.#first(due)) {
      const isEnough = claimed.length === limit || bytes >= maxBytes;
      if (row.dueAt > now || isEnough) return { claimed, damaged: [], nextDueAt: row.dueAt };
      due?.pop();
      bytes += payloadSize(row.message.payload);
      claimed.push({ rowId: row.rowId, delivery: deliveryOf(row) });
      row.state = 'in-flight';
      row.attempts += 1;
    }
    this.#due.delete(endpoint);
    return { claimed, damaged: [], nextDueAt: undefined };
  }

  settle({ rowId, delivery }: ClaimedDelivery, outcome: Outcome, wake: (wake: Wake) => void): void {
    const row = this.#rows.get(delivery.id);
    if (row?.rowId !== rowId) return;
    if (outcome.kind === 'done') return this.#remove(row, wake);
    if ('record' in outcome) row.records = appendRecord(row.records, outcome.record);
    if (outcome.kind === 'dead') {
      this.#unline(row, wake);
      row.state = 'dead';
      row.death = { reason: outcome.reason, diedAt: outcome.diedAt };
      return;
    }
    row.attempts = outcome.kind === 'release' ? delivery.attempt - 1 : delivery.attempt;
    if (outcome.kind === 'disable') {
      const { reason, since } = outcome;
      this.disable({ endpoint: delivery.endpoint, reason, since });
    }
    row.dueAt = outcome.kind === 'disable' ? outcome.since : outcome.dueAt;
    this.#ready(row, wake);
  }

  freeLeft(): void {}

  heads(): Wake[] {
    return [...this.#due].flatMap(([endpoint, due]) => {
      const row = this.#first(due);
      return row === undefined ? [] : [{ endpoint, dueAt: row.dueAt }];
    });
  }

  stats(now: number, inFlight: ReadonlySet<RowId>): QueueStats {
    const stats = { waiting: 0, due: 0, inFlight: inFlight.size, disabled: 0, dead: 0 };
    let oldestDueAt: number | undefined;
    for (const row of this.#rows.values()) {
      if (inFlight.has(row.rowId)) continue;
      if (row.state === 'dead') stats.dead += 1;
      else if (this.#disabled.has(row.message.endpoint)) stats.disabled += 1;
      else {
        stats.waiting += 1;
        if (row.state === 'ready' && row.dueAt <= now) stats.due += 1;
        if (oldestDueAt === undefined || row.dueAt < oldestDueAt) oldestDueAt = row.dueAt;
      }
    }
    return { ...stats, oldestDueAt };
  }

  get(id: string): StoredDelivery | undefined {
    const row = this.#rows.get(id);
    if (row === undefined) return undefined;
    const payload = joinPayload(row.message.payload);
    return { rowId: row.rowId, delivery: { ...infoOf(row, this.#stateOf(row)), payload } };
  }

  dead({ endpoint, limit, after }: DeadQuery & { readonly limit: number }): DeadLetter[] {
    const all = [...this.#rows.values()]
      .filter((row) => row.state === 'dead' && (endpoint === undefined || row.message.endpoint === endpoint))
      .map((row) => deadLetterOf(row))
      .sort((a, b) => a.diedAt - b.diedAt || (a.id < b.id ? -1 : 1));
    const start = after === undefined ? 0 : all.findIndex(({ id }) => id === after) + 1;
    return all.slice(start, start + limit);
  }

  replay(ids: readonly string[], now: number, wake: (wake: Wake) => void): string[] {
    return ids.filter((id) => {
      const row = this.#rows.get(id);
      if (row?.state !== 'dead') return false;
      this.#rows.delete(id);
      Object.assign(row, { dueAt: now, attempts: 0, death: undefined });
      this.#line(row, wake);
      return true;
    });
  }

  disable(endpoint: DisabledEndpoint): boolean {
    if (this.#disabled.has(endpoint.endpoint)) return false;
    this.#disabled.set(endpoint.endpoint, endpoint);
    return true;
  }

  enable(endpoint: string): { readonly dueAt: number | undefined } | undefined {
    if (!this.#disabled.delete(endpoint)) return undefined;
    return { dueAt: this.#first(this.#due.get(endpoint))?.dueAt };
  }

  disabled(): DisabledEndpoint[] {
    return [...this.#disabled.values()];
  }

  unused(endpoints: readonly string[]): string[] {
    const unused = new Set(endpoints);
    for (const { message } of this.#rows.values()) unused.delete(message.endpoint);
    return [...unused];
  }

  purge({ state, endpoint, before, limit, inFlight }: PurgeRequest, wake: (wake: Wake) => void): number {
    const isMeant = ({ endpoint: of, enqueuedAt }: PreparedMessage): boolean =>
      (endpoint ?? of) === of && (before === undefined || enqueuedAt < before);
    const rows = [...this.#rows.values()]
      .filter((row) => !inFlight.has(row.rowId) && this.#stateOf(row) === state && isMeant(row.message))
      .slice(0, limit);
    for (const row of rows) this.#remove(row, wake);
    return rows.length;
  }

  close(): void {
    this.#rows.clear();
    this.#due.clear();
  }

  /** Adds a row, at the end of its order key's list if it has an order key. */
  #line(row: Row, wake: (wake: Wake) => void): void {
    row.rowId = this.#lastRowId += 1;
    this.#rows.set(row.message.id, row);
    const sequence = this.#sequenceOf(row);
    sequence?.push(row);
    if (sequence === undefined || sequence.length === 1) this.#ready(row, wake);
    else row.state = 'behind';
  }

  /** Removes a row from its order key's list: the next one becomes ready. */
  #unline(row: Row, wake: (wake: Wake) => void): void {
    const sequence = this.#sequenceOf(row);
    if (sequence === undefined) return;
    const wasFirst = sequence[0] === row;
    sequence.splice(sequence.indexOf(row), 1);
    if (sequence.length === 0) this.#sequences.delete(sequenceKey(row));
    else if (wasFirst && sequence[0] !== undefined) this.#ready(sequence[0], wake);
  }

  #sequenceOf(row: Row): Row[] | undefined {
    if (row.message.orderKey === null) return undefined;
    const key = sequenceKey(row);
    let sequence = this.#sequences.get(key);
    if (sequence === undefined) this.#sequences.set(key, (sequence = []));
    return sequence;
  }

  #ready(row: Row, wake: (wake: Wake) => void): void {
    const { endpoint, id } = row.message;
    const { dueAt, rowId } = row;
    row.state = 'ready';
    let due = this.#due.get(endpoint);
    if (due === undefined) this.#due.set(endpoint, (due = new Heap<Due>(isBefore)));
    due.push({ dueAt, rowId, id });
    wake({ endpoint, dueAt });
  }

  #remove(row: Row, wake: (wake: Wake) => void): void {
    if (row.state !== 'dead') this.#unline(row, wake);
    this.#rows.delete(row.message.id);
  }

  /** @returns the first row that is due; outdated entries are dropped */
  #first(due: Heap<Due> | undefined): Row | undefined {
    for (let entry = due?.peek(); entry !== undefined; entry = due?.peek()) {
      const row = this.#rows.get(entry.id);
      const isOfThis = row?.rowId === entry.rowId && row.dueAt === entry.dueAt;
      if (row?.state === 'ready' && isOfThis) return row;
      due?.pop();
    }
    return undefined;
  }

  #stateOf(row: Row): 'waiting' | 'disabled' | 'dead' {
    if (row.state === 'dead') return 'dead';
    return this.#disabled.has(row.message.endpoint) ? 'disabled' : 'waiting';
  }
}
