/**
 * The journal in a SQLite file: all changes of one tick of the event loop are written in one transaction.
 *
 * @module mock-server/journal/store
 */
import type { Database, SqlRow, Statement } from '../../src/sqlite/database.ts';
import type { Arrival } from '../hook/read-arrival.ts';
import { replyTo, type Response } from '../hook/response.ts';
import type { Judgement } from '../verdict/judge.ts';
import { type Destination, type Entry, rawHeadersOf } from './entry.ts';

type Write = () => void;

/** A delivery as a store returns it. */
export interface Restored {
  readonly number: number;
  readonly arrival: Arrival;
  /** Without the payload, which is read again. */
  readonly judgement: Omit<Judgement, 'payload' | 'issues'>;
  readonly destination: Destination;
  readonly response: Response;
  readonly respondedAfterMs: number | undefined;
  readonly isComplete: boolean;
}

/** Keeps deliveries beyond the process, in a database that it owns. Every method but `close` returns at once. */
export class JournalStore {
  readonly #database: Database;
  readonly #release: () => void;
  readonly #insert: Statement;
  readonly #respond: Statement;
  readonly #drop: Statement;
  readonly #clear: Statement;
  #writes: Write[] = [];
  #scheduled: NodeJS.Immediate | undefined;
  #hasWarned = false;

  /**
   * @param database with the journal's table
   * @param release gives up the file
   */
  constructor(database: Database, release: () => void) {
    this.#database = database;
    this.#release = release;
    this.#insert = database.prepare('INSERT INTO delivery VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)');
    this.#respond = database.prepare('UPDATE delivery SET response = ? WHERE number = ?');
    this.#drop = database.prepare('DELETE FROM delivery WHERE number <= ?');
    this.#clear = database.prepare('DELETE FROM delivery');
  }

  /** The stored deliveries, oldest first. */
  *load(): Iterable<Restored> {
    const one = this.#database.prepare('SELECT * FROM delivery WHERE number = ?');
    // One at a time: all bodies at once would take twice their memory.
    for (const { number } of this.#database.prepare('SELECT number FROM delivery ORDER BY number').all()) {
      const row = one.get(number as number);
      if (row !== undefined) yield restoredOf(row);
    }
  }

  add(entry: Entry): void {
    this.#write(() => {
      const { number, receivedAtMs, method, url, inbox, late, misdirected, body } = entry;
      const destination = JSON.stringify({ inbox, late, misdirected });
      const [judgement, response] = [judgementText(entry), responseText(entry)];
      const headers = JSON.stringify(rawHeadersOf(entry));
      this.#insert.run(number, receivedAtMs, method, url, judgement, destination, response, headers, body);
    });
  }

  responded(entry: Entry): void {
    const { number } = entry;
    const text = responseText(entry);
    this.#write(() => this.#respond.run(text, number));
  }

  /** Drops the oldest entry. */
  drop({ number }: Entry): void {
    this.#write(() => this.#drop.run(number));
  }

  clear(): void {
    this.#writes = [];
    this.#write(() => this.#clear.run());
  }

  /** Writes the pending changes, and closes the file. */
  close(): void {
    this.#flush();
    this.#database.close();
    this.#release();
  }

  #write(write: Write): void {
    this.#writes.push(write);
    this.#scheduled ??= setImmediate(() => this.#flush());
  }

  #flush(): void {
    if (this.#scheduled !== undefined) clearImmediate(this.#scheduled);
    this.#scheduled = undefined;
    const writes = this.#writes;
    this.#writes = [];
    if (writes.length === 0) return;
    try {
      this.#database.transaction(() => {
        for (const write of writes) write();
      });
    } catch (error) {
      this.#warn(error);
    }
  }

  /** After a failed write, deliveries are kept in memory: a full disk must not refuse deliveries. */
  #warn(error: unknown): void {
    if (this.#hasWarned) return;
    this.#hasWarned = true;
    const reason = error instanceof Error ? error.message : String(error);
    process.emitWarning(`Some or all deliveries are kept only in memory from now on: ${reason}`, {
      type: 'StoreWarning',
      code: 'MAXUN_WEBHOOKS_STORE',
    });
  }
}

function judgementText(entry: Entry): string {
  const { expectedStatus, shape, signature, code, refusal, explanation, isComplete } = entry;
  const judgement = { expectedStatus, shape, signature, code, refusal, isComplete };
  if (explanation === undefined) return JSON.stringify(judgement);
  return JSON.stringify({ ...judgement, explanation: JSON.parse(explanation) as unknown });
}

function responseText({ response, respondedAfterMs }: Entry): string {
  return JSON.stringify({ ...response, respondedAfterMs });
}

function restoredOf(row: SqlRow): Restored {
  const { isComplete = true, ...judgement } = parsed(row, 'judgement') as Restored['judgement'] & {
    isComplete?: boolean;
  };
  const { respondedAfterMs, ...response } = parsed(row, 'response') as Response & {
    respondedAfterMs?: number;
  };
  const { inbox, late = false, misdirected = false } = parsed(row, 'destination') as Partial<Destination>;
  return {
    number: Number(row['number']),
    arrival: {
      receivedAtMs: Number(row['received_at']),
      method: String(row['method']),
      url: String(row['url']),
      rawHeaders: parsed(row, 'raw_headers') as string[],
      body: row['body'] as Uint8Array,
    },
    judgement,
    // Version 1 did not record other paths, and SQLite writes null for a missing name.
    destination: { inbox: inbox ?? undefined, late, misdirected },
    response: restoredResponse(response, judgement),
    respondedAfterMs: respondedAfterMs ?? undefined,
    isComplete,
  };
}

/** Version 1 of the file did not keep the responses of the verdict: they are made again. */
function restoredResponse(response: Response, judgement: Restored['judgement']): Response {
  const { kind, by, reply } = response;
  const isMissing = kind === 'reply' && by === 'verdict' && reply === undefined;
  return isMissing ? { kind, by, reply: replyTo({ ...judgement, issues: [] }) } : { kind, by, reply };
}

function parsed(row: SqlRow, column: string): unknown {
  return JSON.parse(String(row[column]));
}
