/**
 * The journal in a SQLite file: what happens in one turn of the event loop is written in one transaction.
 *
 * @module mock-server/journal/sqlite-store
 */
import type { Database, SqlRow, Statement } from '../../src/sqlite/database.ts';
import { bodyOf, type Entry, explanationOf, rawHeadersOf } from './entry.ts';
import { BY_VERDICT, type GivenAnswer, isVerdicts, PENDING } from '../hook/response.ts';
import type { JournalStore, Restored } from './store.ts';

type Write = () => void;

/** A {@link JournalStore} on a database that nobody else has. */
export class SqliteJournalStore implements JournalStore {
  readonly #database: Database;
  readonly #release: () => void;
  readonly #insert: Statement;
  readonly #answer: Statement;
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
    this.#answer = database.prepare('UPDATE delivery SET answer = ? WHERE number = ?');
    this.#drop = database.prepare('DELETE FROM delivery WHERE number <= ?');
    this.#clear = database.prepare('DELETE FROM delivery');
  }

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
      const { number, receivedAtMs, method, url, boundary, late } = entry;
      const destination = JSON.stringify({ boundary, late });
      const row = [
        number,
        receivedAtMs,
        method,
        url,
        judgedText(entry),
        destination,
        answerText(entry),
      ] as const;
      this.#insert.run(...row, JSON.stringify(rawHeadersOf(entry)), bodyOf(entry));
    });
  }

  answered(entry: Entry): void {
    const { number } = entry;
    const text = answerText(entry);
    this.#write(() => this.#answer.run(text, number));
  }

  drop({ number }: Entry): void {
    this.#write(() => this.#drop.run(number));
  }

  clear(): void {
    this.#writes = [];
    this.#write(() => this.#clear.run());
  }

  /** Writes what waits, and closes the file. */
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

  /** Deliveries go on in memory: a full disk is no reason to turn a sender away. */
  #warn(error: unknown): void {
    if (this.#hasWarned) return;
    this.#hasWarned = true;
    const reason = error instanceof Error ? error.message : String(error);
    process.emitWarning(`Deliveries are kept in memory alone from here on, or some of them: ${reason}`, {
      type: 'StoreWarning',
      code: 'MAXUN_WEBHOOKS_STORE',
    });
  }
}

function judgedText(entry: Entry): string {
  const { status, shape, signature, code, refusal } = entry;
  const explanation = explanationOf(entry);
  const judged = { status, shape, signature, code, refusal };
  return JSON.stringify(
    explanation === '' ? judged : { ...judged, explanation: JSON.parse(explanation) as unknown },
  );
}

function answerText({ answer, answeredAfterMs }: Entry): string {
  const { kind, by, reply } = answer;
  return JSON.stringify({
    kind,
    by,
    answeredAfterMs,
    reply,
  });
}

function restoredOf(row: SqlRow): Restored {
  const judged = JSON.parse(String(row['judged'])) as Restored['judged'];
  const { answeredAfterMs, ...answer } = JSON.parse(String(row['answer'])) as GivenAnswer & {
    answeredAfterMs?: number;
  };
  const destination = JSON.parse(String(row['destination'])) as { boundary?: string; late: boolean };
  return {
    number: Number(row['number']),
    arrival: {
      receivedAtMs: Number(row['received_at']),
      method: String(row['method']),
      url: String(row['url']),
      rawHeaders: JSON.parse(String(row['raw_headers'])) as string[],
      body: row['body'] as Uint8Array,
    },
    judged,
    destination: { boundary: destination.boundary, late: destination.late },
    answer: sharedAnswer(answer),
    answeredAfterMs,
  };
}

function sharedAnswer(answer: GivenAnswer): GivenAnswer {
  // Whoever was to be answered when the last process ended is gone.
  if (answer.kind === 'pending') return PENDING;
  return isVerdicts(answer) ? BY_VERDICT : answer;
}
