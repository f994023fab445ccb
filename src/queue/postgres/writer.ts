/**
 * What a worker writes about deliveries: that they start, what became of them, that they are set aside or given back.
 * All of it in batches, and tried again until the database takes it.
 *
 * @module queue/postgres/writer
 */
import { StoreError } from '../../errors/index.ts';
import type { EngineSettings } from '../engine-options.ts';
import { type Answer, type PostgresClaim, restOf } from './answer.ts';
import { Batcher } from './batcher.ts';
import type { Job } from './hand.ts';
import { inSchema } from './migrate.ts';
import { type PostgresPool, rowsOf } from './pool.ts';
import { deliveryOf, type StartedRow } from './rows.ts';
import { isOfTheStatement } from './store-error.ts';

/** What a {@link Writer} works with. */
export interface WriterParts {
  readonly pool: PostgresPool;
  readonly schema: string;
  readonly settings: EngineSettings;
  /** @returns the number of the worker, `undefined` while it has none */
  readonly worker: () => string | undefined;
}

/** Most deliveries in one statement. */
const MAX_ITEMS = 500;
/** How long a failed statement waits for its next try, in milliseconds: at first, and at most. */
const RETRY_MS = [250, 5_000] as const;

/**
 * A start whose answer was lost may have come to pass: the deliveries would be this worker's, who does not know of them.
 * So what the next try does not get is taken from that one, and tried once more.
 */
const UNDO_START = `UPDATE :schema.delivery d SET worker = NULL, attempts = d.attempts - 1
FROM unnest($2::bigint[], $3::integer[]) AS j (seq, turn)
WHERE d.seq = j.seq AND d.worker = $1 AND d.attempts = j.turn + 1 RETURNING d.seq`;

/** Writes for one worker. */
export class Writer {
  readonly #parts: WriterParts;
  readonly #cancels = new Set<() => void>();
  #givenUp = false;
  /** What was started and is not stored yet, and the number of its attempt. */
  readonly #held = new Map<number, number>();
  /** Those of an order key wait for the locks of their lines, apart from the others. */
  readonly #starts = [false, true].map(
    (ordered) =>
      new Batcher<Job, PostgresClaim | undefined>({
        run: (jobs) => this.#startAll(jobs, ordered),
        maxItems: MAX_ITEMS,
        maxRunning: 2,
      }),
  );
  readonly #answers = [false, true].map(
    (ordered) =>
      new Batcher<Answer>({
        run: (answers) => this.#settleAll(answers, ordered),
        maxItems: MAX_ITEMS,
        maxRunning: 2,
      }),
  );
  readonly #asides = this.#hintBatcher(`UPDATE :schema.delivery d SET state = 1
    FROM unnest($1::bigint[], $2::integer[]) AS j (seq, turn)
    WHERE d.seq = j.seq AND d.attempts = j.turn AND d.state = 0 AND d.worker IS NULL AND $3::bigint IS NOT NULL`);
  readonly #returns = this.#hintBatcher(`SELECT :schema.schedule($3, array_agg(d.seq))
    FROM :schema.delivery d JOIN unnest($1::bigint[], $2::integer[]) AS j (seq, turn)
    ON d.seq = j.seq AND d.attempts = j.turn WHERE d.state = 0 AND d.worker IS NULL`);

  /** @param parts the database, and whose writer it is */
  constructor(parts: WriterParts) {
    this.#parts = parts;
  }

  /** How many answers wait to be stored. */
  get unstored(): number {
    return this.#answers.reduce((sum, { waiting }) => sum + waiting, 0);
  }

  /**
   * @param job whose delivery shall start
   * @returns it, this worker's from now on; `undefined` where it was set aside, is gone, or is someone else's
   */
  start(job: Job): Promise<PostgresClaim | undefined> {
    return (this.#starts[job.ordered ? 1 : 0] as Batcher<Job, PostgresClaim | undefined>).add(job);
  }

  /** @param answer to be stored, sooner or later */
  settle(answer: Answer): Promise<void> {
    const ordered = answer.claim.delivery.orderKey !== undefined;
    return (this.#answers[ordered ? 1 : 0] as Batcher<Answer>).add(answer);
  }

  /** @param job whose delivery loses its job, until it is promoted */
  setAside(job: Job): Promise<void> {
    return this.#asides.add(job);
  }

  /** @param job that is given back: its delivery gets a new one */
  giveBack(job: Job): Promise<void> {
    return this.#returns.add(job);
  }

  /** @returns once all is written */
  async idle(): Promise<void> {
    await Promise.all(
      [...this.#starts, ...this.#answers, this.#asides, this.#returns].map((each) => each.idle()),
    );
  }

  /** What could not be written by now is not tried again. */
  giveUp(): void {
    this.#givenUp = true;
    for (const cancel of this.#cancels) cancel();
  }

  #hintBatcher(sql: string): Batcher<Job> {
    return new Batcher<Job>({
      run: async (jobs) => {
        const turns = [jobs.map(({ seq }) => seq), jobs.map(({ attemptsBefore }) => attemptsBefore)];
        await this.#keepTrying(() => this.#query(sql, [...turns, this.#parts.settings.clock.now()]));
        return [];
      },
      maxItems: MAX_ITEMS,
      maxRunning: 1,
    });
  }

  async #startAll(jobs: readonly Job[], ordered: boolean): Promise<(PostgresClaim | undefined)[]> {
    const claims = new Map<number, PostgresClaim>();
    let left = jobs;
    let lastWorker: string | undefined;
    await this.#keepTrying(async () => {
      const before = lastWorker;
      lastWorker = this.#parts.worker();
      const isDone = async (): Promise<boolean> =>
        before === undefined || left.length === 0 || !(await this.#undoStart(before, left));
      do {
        for (const claim of await this.#start(left, ordered)) claims.set(claim.rowId, claim);
        left = left.filter(({ seq }) => !claims.has(seq));
        // The start that was cut off may also be late: it is done, or comes to nothing, once this one was.
      } while (!(await isDone()));
    });
    return jobs.map(({ seq }) => {
      const claim = claims.get(seq);
      // A job may have come twice.
      claims.delete(seq);
      return claim;
    });
  }

  /** @returns whether there was anything to undo */
  async #undoStart(worker: string, jobs: readonly Job[]): Promise<boolean> {
    const others = jobs.filter(({ seq }) => !this.#held.has(seq));
    const turns = [others.map(({ seq }) => seq), others.map(({ attemptsBefore }) => attemptsBefore)];
    return (await this.#query(UNDO_START, [worker, ...turns])).length > 0;
  }

  async #start(jobs: readonly Job[], ordered: boolean): Promise<PostgresClaim[]> {
    const worker = this.#parts.worker();
    if (worker === undefined) {
      throw new StoreError('ERR_WEBHOOK_STORE_UNAVAILABLE', 'this worker has no session: nothing is started');
    }
    const rows = await this.#query<StartedRow>('SELECT * FROM :schema.start($1, $2, $3, $4)', [
      worker,
      jobs.map(({ seq }) => seq),
      jobs.map(({ attemptsBefore }) => attemptsBefore),
      ordered,
    ]);
    return rows.map((row) => {
      const rowId = Number(row.seq);
      const delivery = deliveryOf(row);
      this.#held.set(rowId, delivery.attempt);
      return { rowId, worker, delivery };
    });
  }

  async #settleAll(answers: readonly Answer[], ordered: boolean): Promise<void[]> {
    const workers = new Set(answers.map(({ claim }) => claim.worker));
    for (const worker of workers) {
      const own = answers.filter(({ claim }) => claim.worker === worker);
      await this.#settle(own, ordered);
    }
    for (const { rowId, delivery } of answers.map(({ claim }) => claim)) {
      // The next attempt may have begun before the answer of this one was known to be stored.
      if (this.#held.get(rowId) === delivery.attempt) this.#held.delete(rowId);
    }
    return [];
  }

  async #settle(answers: readonly Answer[], ordered: boolean): Promise<void> {
    const write = (some: readonly Answer[]) =>
      this.#query('SELECT :schema.settle($1, $2, $3, $4, $5)', this.#settleValues(some, ordered));
    await this.#keepTrying(async () => {
      try {
        await write(answers);
      } catch (error) {
        if (answers.length === 1 || !isOfTheStatement(error)) throw error;
        // One of them is at fault, and no answer is lost for another's sake.
        for (const answer of answers) await this.#settle([answer], ordered);
      }
    });
  }

  #settleValues(answers: readonly Answer[], ordered: boolean): unknown[] {
    const done = answers.filter(({ outcome }) => outcome.kind === 'done');
    const rest = answers.filter(({ outcome }) => outcome.kind !== 'done');
    const seqs = done.map(({ claim }) => claim.rowId);
    const now = this.#parts.settings.clock.now();
    return [answers[0]?.claim.worker, now, seqs, JSON.stringify(rest.map(restOf)), ordered];
  }

  /** Runs a statement until it succeeds, or {@link giveUp} was called. */
  async #keepTrying<T>(run: () => Promise<T>): Promise<T> {
    let retryMs: number = RETRY_MS[0];
    for (;;) {
      try {
        return await run();
      } catch (error) {
        if (this.#givenUp) throw error;
        this.#parts.settings.onProblem(error as StoreError);
        await this.#wait(retryMs);
        retryMs = Math.min(retryMs * 2, RETRY_MS[1]);
      }
    }
  }

  #wait(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const end = (): void => {
        this.#cancels.delete(cancel);
        cancelTimer();
        resolve();
      };
      const cancel = end;
      const cancelTimer = this.#parts.settings.clock.after(ms, end);
      this.#cancels.add(cancel);
    });
  }

  #query<Row>(sql: string, values: unknown[]): Promise<readonly Row[]> {
    return rowsOf<Row>(this.#parts.pool, inSchema(sql, this.#parts.schema), values);
  }
}
