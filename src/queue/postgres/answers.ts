/**
 * What a worker writes: what became of the deliveries that it had. In batches, and tried again until the database takes it.
 *
 * @module queue/postgres/answers
 */
import type { Job, JobInsert } from 'pg-boss';
import { isOfTheStatement } from '../../postgres/store-error.ts';
import type { StoreError } from '../../errors/index.ts';
import type { ClaimedDelivery } from '../in-flight.ts';
import { WRITE_RETRY_MS } from '../limits.ts';
import { appendRecord, type Outcome } from '../outcome.ts';
import { Batcher } from './batcher.ts';
import { type BossParts, KEPT, QUEUE } from './boss.ts';
import { stored } from './connection.ts';
import { hashId, type JobData } from './job.ts';
import { GIVE_UP, REMOVE, TRY_AGAIN } from './statements.ts';

/** A delivery that this worker has: its job may be fetched again only if this worker dies. */
export interface Claim extends ClaimedDelivery {
  readonly job: Job<JobData>;
}

/** What became of a delivery. */
export interface Answer {
  readonly claim: Claim;
  readonly outcome: Outcome;
}

/** Stores answers for one worker: `add` resolves once its answer is stored, or was given up and is given to a handler again. */
export class Answers extends Batcher<Answer> {
  readonly #parts: BossParts;
  readonly #waits = new Set<() => void>();
  #isGivenUp = false;

  constructor(parts: BossParts) {
    super({ run: (answers) => this.#keepTrying(answers), maxItems: 500, maxRunning: 4 });
    this.#parts = parts;
  }

  /** What could not be written by now is not tried again. */
  giveUp(): void {
    this.#isGivenUp = true;
    for (const end of this.#waits) end();
  }

  /** Tries until it succeeds. Where one of several answers is at fault, the batcher has each tried alone. */
  async #keepTrying(answers: readonly Answer[]): Promise<void[]> {
    for (let waitMs = WRITE_RETRY_MS.first as number; !this.#isGivenUp; waitMs *= 2) {
      try {
        await this.#write(answers);
        break;
      } catch (error) {
        if (answers.length > 1 && isOfTheStatement(error)) throw error;
        this.#parts.onProblem(error as StoreError);
      }
      await this.#wait(Math.min(waitMs, WRITE_RETRY_MS.most));
    }
    return [];
  }

  #wait(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const end = (): void => {
        this.#waits.delete(end);
        cancelTimer();
        resolve();
      };
      const cancelTimer = this.#parts.clock.after(ms, end);
      this.#waits.add(end);
    });
  }

  /** Each statement may be repeated after another has failed: a job that was written to is not this worker's any more. */
  async #write(answers: readonly Answer[]): Promise<void> {
    const disabled = answers.flatMap(({ claim, outcome }) =>
      outcome.kind === 'disable' ? [disabledJob(claim.delivery.endpoint, outcome)] : [],
    );
    if (disabled.length > 0) await stored(this.#parts.boss.insert(QUEUE.disabled, disabled));
    await Promise.all([
      this.#change(REMOVE, answers, 'done'),
      this.#change(GIVE_UP, answers, 'dead'),
      this.#change(TRY_AGAIN, answers, 'retry', 'release', 'disable'),
    ]);
  }

  async #change(sql: string, answers: readonly Answer[], ...kinds: Outcome['kind'][]): Promise<void> {
    const now = this.#parts.clock.now();
    const rows = answers.filter(({ outcome }) => kinds.includes(outcome.kind)).map((one) => rowOf(one, now));
    if (rows.length > 0) await this.#parts.query(sql, [storableJson(rows)]);
  }
}

/** How a statement names a job that was claimed: a late answer of an earlier claim finds nothing. */
export function claimOf({ job }: Claim): { queue: string; id: string; claim: number } {
  return { queue: job.name, id: job.id, claim: job.retryCount };
}

function rowOf({ claim, outcome }: Answer, now: number): object {
  if (outcome.kind === 'done') return claimOf(claim);
  const { dueAt } = 'dueAt' in outcome ? outcome : claim.delivery;
  const changes = { dueAt, ...changesBy(claim, outcome) };
  return { ...claimOf(claim), seconds: (dueAt - now) / 1_000, changes };
}

function changesBy({ delivery, job }: Claim, outcome: Exclude<Outcome, { kind: 'done' }>): Partial<JobData> {
  if (outcome.kind === 'release') return { uncounted: (job.data.uncounted ?? 0) + 1 };
  const records = appendRecord(delivery.records, outcome.record);
  if (outcome.kind !== 'dead') return { records };
  const { reason, diedAt } = outcome;
  return { records, died: { attempts: delivery.attempt, reason, diedAt } };
}

/** The job that says that an endpoint is disabled: by its `reason`, and `since` when. */
export function disabledJob(
  endpoint: string,
  { reason, since }: { readonly reason: string; readonly since: number },
): JobInsert {
  const data = JSON.parse(storableJson({ endpoint, reason, since })) as object;
  return { id: hashId(endpoint), data, group: { id: endpoint }, ...KEPT };
}

/** `jsonb` takes neither a NUL in a text nor half a surrogate pair; other control characters go with them. */
function storableJson(value: unknown): string {
  return JSON.stringify(value, (_key, part: unknown) =>
    typeof part === 'string' ? part.replaceAll(/[\p{Surrogate}\p{Cc}]/gu, ' ') : part,
  );
}
