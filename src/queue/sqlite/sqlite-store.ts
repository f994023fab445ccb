/**
 * Deliveries in a SQLite database. Only the ids of endpoints are kept in memory.
 *
 * @module queue/sqlite/sqlite-store
 */
import type { Database } from '../../sqlite/database.ts';
import type {
  ClaimedBatch,
  ClaimQuery,
  DeliveryStore,
  PurgeRequest,
  StoredDelivery,
} from '../embedded/delivery-store.ts';
import type { ClaimedDelivery, RowId } from '../in-flight.ts';
import type { Wake } from '../embedded/endpoint-scheduler.ts';
import { type PreparedMessage, repetition } from '../message.ts';
import type { DeadLetter, DeadQuery, EnqueueResult, QueueStats, DisabledEndpoint } from '../queue.ts';
import { joinPayload } from '../payload.ts';
import { appendRecord, type Outcome } from '../outcome.ts';
import { EndpointIds } from './endpoint-ids.ts';
import type { LogSync } from './log-sync.ts';
import { freeInFlight, namedInFlight } from './open-store.ts';
import { purgeable } from './purgeable.ts';
import { RecentRows } from './recent-rows.ts';
import {
  asDeliveryRow,
  deadLetterOf,
  type DeliveryRow,
  infoOf,
  checksumOf,
  dueAtOf,
  textOf,
  withinBytes,
} from './row.ts';
import { ROW_STATE } from './schema.ts';
import { prepareStatements, type Statements } from './statements.ts';
import { countRows } from './count-rows.ts';
import { EndOfCommit } from './end-of-commit.ts';

/** A {@link DeliveryStore} on its own connection. */
export class SqliteStore implements DeliveryStore {
  readonly #database: Database;
  readonly #sql: Statements;
  readonly #close: () => void;
  readonly #endpointIds: EndpointIds;
  readonly left: readonly RowId[];
  readonly #recent = new RecentRows();
  #lastSeq: RowId;
  /** Of the running commit. */
  #end = new EndOfCommit();
  readonly #log: LogSync;

  /**
   * @param database of the queue
   * @param log of the database
   * @param close closes the database
   */
  constructor(database: Database, log: LogSync, close: () => void) {
    this.#database = database;
    this.#log = log;
    this.#sql = prepareStatements(database);
    this.#endpointIds = new EndpointIds(this.#sql);
    this.left = namedInFlight(database);
    this.#lastSeq = Number(this.#sql.lastSeq.get()?.['seq']);
    this.#close = close;
  }

  commit<T>(work: () => T): T {
    this.#log.requireSound();
    try {
      return this.#database.transaction(() => {
        this.#end = new EndOfCommit();
        const result = work();
        this.#end.run(this.#sql);
        return result;
      });
    } catch (error) {
      this.#endpointIds.forget();
      this.#recent.clear();
      throw error;
    }
  }

  sync(): Promise<void> {
    return this.#log.sync();
  }

  insert(message: PreparedMessage, keysSince: number, wake: (wake: Wake) => void): EnqueueResult {
    const { id, enqueuedAt, endpoint, orderKey, dueAt } = message;
    const known = this.#insertKey(message, keysSince);
    if (known !== undefined) return known;
    const payload = joinPayload(message.payload);
    const values = [dueAt, enqueuedAt, orderKey, checksumOf(message, payload), message.metadata, payload];
    const seq = this.#newSeq(orderKey);
    this.#sql.insertDelivery.run(seq, id, this.#endpointIds.of(endpoint), ...values);
    this.#recent.add(seq, message, payload);
    wake({ endpoint, dueAt });
    return { id, status: 'accepted' };
  }

  #insertKey(message: PreparedMessage, keysSince: number): EnqueueResult | undefined {
    const { id, idempotencyKey, fingerprint, enqueuedAt } = message;
    if (idempotencyKey === null) return undefined;
    this.#end.forgetKeys(keysSince);
    const changes = this.#sql.insertKey.run(idempotencyKey, fingerprint ?? '', id, enqueuedAt, keysSince);
    if (changes > 0) return undefined;
    const known = this.#sql.knownKey.get(idempotencyKey);
    const first = { id: textOf(known?.['delivery_id']), fingerprint: textOf(known?.['fingerprint']) };
    return repetition(first, fingerprint);
  }

  claim({ endpoint, now, limit, maxBytes, except }: ClaimQuery): ClaimedBatch {
    // One more than may be claimed, to know when the next is due.
    const rows = this.#sql.nextRows.all(this.#endpointIds.of(endpoint), JSON.stringify(except), limit + 1);
    const due = rows.slice(0, limit).filter((row) => Number(row['due_at']) <= now);
    const fitting = withinBytes(due, maxBytes);
    const batch = this.#read(() => this.#claimRows(fitting));
    return { ...batch, nextDueAt: dueAtOf(rows[fitting.length]) };
  }

  #claimRows(seqs: readonly RowId[]): Omit<ClaimedBatch, 'nextDueAt'> {
    if (seqs.length === 0) return { claimed: [], damaged: [] };
    const rows = this.#recent.find(seqs, this.#sql);
    this.#sql.insertInFlight.run(JSON.stringify(seqs));
    return rows;
  }

  settle({ rowId, delivery }: ClaimedDelivery, outcome: Outcome, wake: (wake: Wake) => void): void {
    const { endpoint, orderKey, attempt } = delivery;
    if (outcome.kind === 'done') {
      this.#end.remove(rowId);
      return this.#nextInLine(endpoint, orderKey, wake);
    }
    this.#sql.deleteInFlight.run(`[${rowId}]`);
    const record = 'record' in outcome ? outcome.record : undefined;
    const records = JSON.stringify(appendRecord(delivery.records, record));
    if (outcome.kind === 'dead') {
      this.#sql.deadLetter.run(attempt, records, outcome.diedAt, outcome.reason, rowId);
      return this.#nextInLine(endpoint, orderKey, wake);
    }
    if (outcome.kind === 'disable') this.disable({ endpoint, ...outcome });
    const dueAt = outcome.kind === 'disable' ? outcome.since : outcome.dueAt;
    const attempts = outcome.kind === 'release' ? attempt - 1 : attempt;
    this.#sql.reschedule.run(dueAt, attempts, records, rowId);
    wake({ endpoint, dueAt });
  }

  freeLeft(): void {
    freeInFlight(this.#database, this.left);
  }

  heads(): Wake[] {
    return this.#read(() => this.#sql.heads.all())
      .filter((row) => row['due_at'] !== null)
      .map((row) => ({ endpoint: textOf(row['name']), dueAt: Number(row['due_at']) }));
  }

  stats(now: number, inFlight: ReadonlySet<RowId>): QueueStats {
    return { ...this.#read(() => countRows(this.#sql, now)), inFlight: inFlight.size };
  }

  get(id: string): StoredDelivery | undefined {
    const row = this.#row(this.#read(() => this.#sql.deliveryById.get(id)));
    if (row === undefined) return undefined;
    const info = infoOf(row);
    const isInFlight = this.#read(() => this.#sql.isInFlight.get(row.seq)) !== undefined;
    const attempts = info.attempts + (isInFlight ? 1 : 0);
    return { rowId: row.seq, delivery: { ...info, attempts, payload: row.payload } };
  }

  dead(query: DeadQuery & { readonly limit: number }): DeadLetter[] {
    const { limit, after } = query;
    const endpoint = query.endpoint ?? null;
    return this.#read(() => {
      const last = after === undefined ? undefined : this.#row(this.#sql.deliveryById.get(after));
      const [diedAt, seq] = [last?.died_at ?? -1, last?.seq ?? -1];
      return this.#sql.deadAfter.all(diedAt, seq, endpoint, endpoint, limit);
    }).map((row) => deadLetterOf(asDeliveryRow(row)));
  }

  replay(ids: readonly string[], now: number, wake: (wake: Wake) => void): string[] {
    return ids.filter((id) => {
      const row = this.#row(this.#sql.deliveryById.get(id));
      if (row?.state !== ROW_STATE.dead) return false;
      // A new place in the order of acceptance: the last of its order key.
      this.#sql.revive.run(this.#newSeq(row.order_key), now, row.seq);
      wake({ endpoint: row.name, dueAt: now });
      return true;
    });
  }

  disable({ endpoint, reason, since }: DisabledEndpoint): boolean {
    return this.#sql.disable.run(since, reason, this.#endpointIds.of(endpoint)) > 0;
  }

  enable(endpoint: string): { readonly dueAt: number | undefined } | undefined {
    const endpointId = this.#endpointIds.of(endpoint);
    if (this.#sql.enable.run(endpointId) === 0) return undefined;
    return { dueAt: dueAtOf(this.#sql.nextRows.get(endpointId, '[]', 1)) };
  }

  disabled(): DisabledEndpoint[] {
    return this.#read(() => this.#sql.disabled.all()).map((row) => ({
      endpoint: textOf(row['name']),
      reason: textOf(row['disabled_reason']),
      since: Number(row['disabled_at']),
    }));
  }

  unused(endpoints: readonly string[]): string[] {
    const used = this.#read(() => this.#sql.usedEndpoints.all(JSON.stringify(endpoints)));
    const places = new Set(used.map((row) => Number(row['key'])));
    return endpoints.filter((_, place) => !places.has(place));
  }

  purge(request: PurgeRequest, wake: (wake: Wake) => void): number {
    const rows = purgeable(this.#database, request);
    this.#recent.clear();
    // At once: another purge or a replay of the same commit must not find them.
    this.#sql.deleteDeliveries.run(JSON.stringify(rows.map(({ seq }) => seq)));
    for (const { endpoint, orderKey } of rows) this.#nextInLine(endpoint, orderKey, wake);
    return rows.length;
  }

  close(): void {
    this.#log.close();
    this.#close();
  }

  /** The number of a row that becomes the last of its order key. */
  #newSeq(orderKey: string | null): RowId {
    this.#lastSeq += 1;
    if (orderKey !== null) this.#end.joinLine(this.#lastSeq);
    return this.#lastSeq;
  }

  #read<T>(work: () => T): T {
    return this.#database.read(work);
  }

  #row(row: ReturnType<Statements['deliveryById']['get']>): DeliveryRow | undefined {
    return row === undefined ? undefined : asDeliveryRow(row);
  }

  /** The first row of an order key is gone: at the end of the commit, the next one becomes ready. */
  #nextInLine(endpoint: string, orderKey: string | undefined, wake: (wake: Wake) => void): void {
    if (orderKey === undefined) return;
    this.#end.leaveLine({ endpoint, endpointId: this.#endpointIds.of(endpoint), orderKey, wake });
  }
}
