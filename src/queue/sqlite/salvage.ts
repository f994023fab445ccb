/**
 * Reads the undamaged rows of a damaged database.
 *
 * @module queue/sqlite/salvage
 */
import type { Database, SqlRow, Statement } from '../../sqlite/database.ts';
import { asDeliveryRow, type DeliveryRow, INFO_COLUMNS, isIntact, textOf } from './row.ts';
import { ROW_STATE } from './schema.ts';

/** The result of a salvage. */
export interface Salvage {
  readonly saved: number;
  /** Deliveries that were found but are unreadable or changed. */
  readonly unreadable: number;
}

/** One order in which to read the deliveries, one at a time: another order may avoid the damaged pages. */
interface Walk {
  readonly sql: string;
  readonly from: string | number;
  readonly key: 'seq' | 'id';
}

const WALKS: readonly Walk[] = [
  { sql: 'NOT INDEXED WHERE seq > ? ORDER BY seq', from: -1, key: 'seq' },
  { sql: 'NOT INDEXED WHERE seq < ? ORDER BY seq DESC', from: Number.MAX_SAFE_INTEGER, key: 'seq' },
  { sql: 'INDEXED BY sqlite_autoindex_delivery_1 WHERE id > ? ORDER BY id', from: '', key: 'id' },
  { sql: 'INDEXED BY sqlite_autoindex_delivery_1 WHERE id < ? ORDER BY id DESC', from: '~', key: 'id' },
];

const DISABLED = `SELECT CAST(name AS BLOB) AS name, disabled_at, CAST(disabled_reason AS BLOB) AS disabled_reason
  FROM endpoint WHERE disabled_at IS NOT NULL`;
const NEXT_KEY = `SELECT CAST(key AS BLOB) AS key, CAST(fingerprint AS BLOB) AS fingerprint,
  CAST(delivery_id AS BLOB) AS delivery_id, accepted_at FROM idempotency_key WHERE key > ? ORDER BY key LIMIT 1`;

/**
 * Copies undamaged deliveries, disabled endpoints and idempotency keys.
 *
 * @param damaged the database to read
 * @param fresh an empty queue
 * @returns the numbers of saved and unreadable deliveries
 */
export function salvage(damaged: Database, fresh: Database): Salvage {
  const seqs = new Set<number>();
  for (const walk of WALKS) for (const seq of walkOver(damaged, walk)) seqs.add(seq);
  const bySeq = attempt(() =>
    damaged.prepare(
      `SELECT ${INFO_COLUMNS}, d.payload FROM delivery d JOIN endpoint e ON e.id = d.endpoint WHERE d.seq = ?`,
    ),
  );
  const rows = [...seqs]
    .sort((a, b) => a - b)
    .map((seq) => attempt(() => bySeq?.get(seq)))
    .filter((row) => row !== undefined)
    .map((row) => asDeliveryRow(row))
    .filter((row) => attempt(() => isIntact(row)) === true);
  fresh.transaction(() => {
    const insert = inserter(fresh);
    for (const row of rows) insert(row);
    copyDisabled(damaged, fresh);
    copyKeys(damaged, fresh);
  });
  return { saved: rows.length, unreadable: seqs.size - rows.length };
}

function walkOver(damaged: Database, { sql, from, key }: Walk): number[] {
  const seqs: number[] = [];
  const step = attempt(() =>
    damaged.prepare(`SELECT seq, CAST(id AS BLOB) AS id FROM delivery ${sql} LIMIT 1`),
  );
  let at: string | number = from;
  const seen = new Set<string | number>();
  for (;;) {
    const row: SqlRow | undefined = attempt(() => step?.get(at));
    const next = key === 'id' ? textOf(row?.['id']) : Number(row?.['seq']);
    // A damaged tree may contain a cycle.
    if (row === undefined || seen.has(next)) break;
    seen.add(next);
    at = next;
    if (Number.isSafeInteger(row['seq'])) seqs.push(Number(row['seq']));
  }
  return seqs;
}

/** Inserts deliveries in order, so that those behind others with the same order key stay behind. */
function inserter(fresh: Database): (row: DeliveryRow) => void {
  const endpoint = endpointOf(fresh);
  const lines = new Set<string>();
  const insert = fresh.prepare(`INSERT INTO delivery (seq, id, endpoint, state, due_at, attempts, enqueued_at,
    order_key, died_at, reason, checksum, metadata, records, payload) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`);
  return (row) => {
    const isDead = row.state === ROW_STATE.dead;
    const line = row.order_key === null || isDead ? undefined : `${row.name}\n${row.order_key}`;
    const isBehind = line !== undefined && lines.has(line);
    if (line !== undefined) lines.add(line);
    const state = isDead ? ROW_STATE.dead : isBehind ? ROW_STATE.behind : ROW_STATE.ready;
    insert.run(
      row.seq,
      row.id,
      endpoint(row.name),
      state,
      Math.max(row.due_at, 0),
      Math.max(row.attempts, 0),
      row.enqueued_at,
      row.order_key,
      isDead ? (row.died_at ?? row.enqueued_at) : null,
      isDead ? (row.reason ?? '') : null,
      row.checksum,
      row.metadata,
      row.records,
      row.payload,
    );
  };
}

function endpointOf(fresh: Database): (name: string) => number {
  const insert = fresh.prepare('INSERT INTO endpoint (name) VALUES (?) ON CONFLICT DO NOTHING');
  const find = fresh.prepare('SELECT id FROM endpoint WHERE name = ?');
  return (name) => {
    insert.run(name);
    return Number(find.get(name)?.['id']);
  };
}

function copyDisabled(damaged: Database, fresh: Database): void {
  const read = attempt(() => damaged.prepare(DISABLED).all());
  const endpoint = endpointOf(fresh);
  const disable = fresh.prepare('UPDATE endpoint SET disabled_at = ?, disabled_reason = ? WHERE id = ?');
  for (const row of read ?? []) {
    disable.run(Number(row['disabled_at']), textOf(row['disabled_reason']), endpoint(textOf(row['name'])));
  }
}

function copyKeys(damaged: Database, fresh: Database): void {
  const step = attempt(() => damaged.prepare(NEXT_KEY));
  const insert: Statement = fresh.prepare(
    'INSERT INTO idempotency_key (key, fingerprint, delivery_id, accepted_at) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING',
  );
  let at = '';
  for (let row = attempt(() => step?.get(at)); row !== undefined; row = attempt(() => step?.get(at))) {
    const key = textOf(row['key']);
    if (key <= at) break;
    at = key;
    insert.run(key, textOf(row['fingerprint']), textOf(row['delivery_id']), Number(row['accepted_at']));
  }
}

function attempt<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch {
    // The damage is here.
    return undefined;
  }
}
