/**
 * What a worker writes: what became of the deliveries that it had. In batches, and tried again until the database takes it.
 *
 * @module queue/postgres/answers
 */
import type { JobInsert } from 'pg-boss';
import type { StoreError } from '../../errors/index.ts';
import type { ClaimedDelivery } from '../in-flight.ts';
import { WRITE_RETRY_MS } from '../limits.ts';
import { appendRecord, type Outcome } from '../outcome.ts';
import type { AttemptRecord } from '../queue.ts';
import { Batcher } from './batcher.ts';
import { type BossParts, byQueue, KEPT, QUEUE } from './boss.ts';
import { type Executor, inTransaction, rowsOf, stored } from './connection.ts';
import { type FetchedJob, hashId, type JobData } from './job.ts';
import { isOfTheStatement } from '../../postgres/store-error.ts';

/** A delivery that this worker has: its job may be fetched again only if this worker dies. */
export interface Claim extends ClaimedDelivery {
  /** The queue of pg-boss that it was fetched from. */
  readonly queue: string;
  readonly job: FetchedJob;
}

/** What became of a delivery. */
interface Answer {
  readonly claim: Claim;
  readonly outcome: Outcome;
}

/** pg-boss has this for one job at a time, and takes no time to try again at. */
const TRY_AGAIN = `UPDATE :schema.job AS j SET state = 'retry', heartbeat_on = NULL, data = j.data || r.changes,
    start_after = now() + make_interval(secs => r.seconds)
  FROM json_to_recordset($1::text::json) AS r (queue text, id uuid, claim integer, seconds float8, changes jsonb)
  WHERE j.name = r.queue AND j.id = r.id AND j.state = 'active' AND j.retry_count = r.claim`;

/** Stores answers for one worker. */
export class Answers {
  readonly #parts: BossParts;
  readonly #cancels = new Set<() => void>();
  #isGivenUp = false;
  readonly #batcher: Batcher<Answer>;

  constructor(parts: BossParts) {
    this.#parts = parts;
    this.#batcher = new Batcher({
      run: (answers) => this.#keepTrying(answers),
      maxItems: 500,
      maxRunning: 4,
    });
  }

  /** How many answers wait to be stored. */
  get waiting(): number {
    return this.#batcher.waiting;
  }

  /** Resolves once the outcome is stored, or was given up: then the delivery is given to a handler again. */
  store(claim: Claim, outcome: Outcome): Promise<void> {
    return this.#batcher.add({ claim, outcome });
  }

  /** Resolves once all is written. */
  idle(): Promise<void> {
    return this.#batcher.idle();
  }

  /** What could not be written by now is not tried again. */
  giveUp(): void {
    this.#isGivenUp = true;
    for (const cancel of this.#cancels) cancel();
  }

  /** Tries until it succeeds. Where one of several answers is at fault, the batcher has each tried alone. */
  async #keepTrying(answers: readonly Answer[]): Promise<void[]> {
    let waitMs: number = WRITE_RETRY_MS.first;
    while (!this.#isGivenUp) {
      try {
        await this.#write(answers);
        break;
      } catch (error) {
        if (answers.length > 1 && isOfTheStatement(error)) throw error;
        this.#parts.onProblem(error as StoreError);
      }
      await this.#wait(waitMs);
      waitMs = Math.min(waitMs * 2, WRITE_RETRY_MS.most);
    }
    return [];
  }

  /** Each part may be repeated after the other has failed: a job that was written to is not this worker's any more. */
  async #write(answers: readonly Answer[]): Promise<void> {
    const done = answers.filter(({ outcome }) => outcome.kind === 'done');
    const others = answers.filter(({ outcome }) => outcome.kind !== 'done');
    await Promise.all([this.#remove(done, this.#parts.database), this.#change(others)]);
  }

  /** Deletes the jobs of deliveries, and resolves to the ids of those that this worker still had. */
  async #remove(answers: readonly Answer[], db: Executor): Promise<Set<string>> {
    const removed = new Set<string>();
    for (const [queue, claims] of byQueue(answers.map(({ claim }) => claim))) {
      const jobs = claims.map(({ job }) => job);
      const response = await stored(this.#parts.boss.deleteJob(queue, jobs, { db }));
      for (const id of (response as { readonly settled?: readonly string[] }).settled ?? []) removed.add(id);
    }
    return removed;
  }

  async #change(answers: readonly Answer[]): Promise<void> {
    if (answers.length === 0) return;
    const { boss, database } = this.#parts;
    const dead = answers.filter(({ outcome }) => outcome.kind === 'dead');
    const again = answers.filter(({ outcome }) => outcome.kind !== 'dead');
    const disabled = again.flatMap(({ claim, outcome }) =>
      outcome.kind === 'disable' ? [disabledJob(claim.delivery.endpoint, outcome)] : [],
    );
    await inTransaction(database, async (db) => {
      const removed = await this.#remove(dead, db);
      const letters = dead.filter(({ claim }) => removed.has(claim.job.id)).map(deadLetter);
      if (letters.length > 0) await boss.insert(QUEUE.dead, letters, { db });
      if (disabled.length > 0) await boss.insert(QUEUE.disabled, disabled, { db });
      if (again.length > 0) await this.#tryAgain(again, db);
    });
  }

  async #tryAgain(answers: readonly Answer[], db: Executor): Promise<void> {
    const { schema, clock } = this.#parts;
    const now = clock.now();
    const rows = answers.map((answer) => {
      const { queue, job } = answer.claim;
      const changes = changesBy(answer);
      return { queue, id: job.id, claim: job.retryCount, seconds: (changes.dueAt - now) / 1_000, changes };
    });
    await rowsOf(db, TRY_AGAIN, { schema, values: [storableJson(rows)] });
  }

  #wait(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const end = (): void => {
        this.#cancels.delete(end);
        cancelTimer();
        resolve();
      };
      const cancelTimer = this.#parts.clock.after(ms, end);
      this.#cancels.add(end);
    });
  }
}

function changesBy({ claim, outcome }: Answer): Partial<JobData> & { readonly dueAt: number } {
  const { dueAt } = 'dueAt' in outcome ? outcome : claim.delivery;
  if (outcome.kind !== 'release') return { dueAt, records: recordsAfter({ claim, outcome }) };
  return { dueAt, uncounted: (claim.job.data.uncounted ?? 0) + 1 };
}

function recordsAfter({ claim, outcome }: Answer): readonly AttemptRecord[] {
  return appendRecord(claim.delivery.records, 'record' in outcome ? outcome.record : undefined);
}

function deadLetter({ claim, outcome }: Answer): JobInsert {
  const { reason, diedAt } = outcome as Extract<Outcome, { kind: 'dead' }>;
  const { id, data } = claim.job;
  const died = { attempts: claim.delivery.attempt, reason, diedAt };
  const changes = storable({ died, records: recordsAfter({ claim, outcome }), uncounted: 0 });
  return { id, data: { ...data, ...changes }, group: { id: data.endpoint }, ...KEPT };
}

/** The job that says that an endpoint is disabled: by its `reason`, and `since` when. */
export function disabledJob(
  endpoint: string,
  { reason, since }: { readonly reason: string; readonly since: number },
): JobInsert {
  const data = storable({ endpoint, reason, since });
  return { id: hashId(endpoint), data, group: { id: endpoint }, ...KEPT };
}

/** `jsonb` takes neither a NUL in a text nor half a surrogate pair; other control characters go with them. */
function storableJson(value: unknown): string {
  return JSON.stringify(value, (_key, part: unknown) =>
    typeof part === 'string' ? part.replaceAll(/[\p{Surrogate}\p{Cc}]/gu, ' ') : part,
  );
}

function storable<T>(value: T): T {
  return JSON.parse(storableJson(value)) as T;
}
