/**
 * The transactions in which handlers write. Their commit also deletes the delivery, if this worker still has it.
 *
 * @module queue/postgres/handler-transactions
 * @see docs/decisions/0081-exactly-once-by-one-commit.md
 */
import { DeliveryError } from '../../errors/index.ts';
import type { DeliveryTransaction, HandlerAnswer, QueueHandler, QueueTransaction } from '../queue.ts';
import type { Claim } from './answers.ts';
import type { BossParts } from './boss.ts';
import { beginOn, type Executor, type PoolTransaction, stored, transactionExecutor } from './connection.ts';
import { MARK_HANDLED } from './statements.ts';
import { openPool } from '../../postgres/open-pool.ts';

type Statement = Parameters<DeliveryTransaction['query']>[0];
type Result = ReturnType<DeliveryTransaction['query']>;

/**
 * What ends the transaction, or pretends to begin another: refused before it does harm. `ROLLBACK TO` a savepoint does neither.
 * What stands behind a comment or another statement is found at the end, by the number of the transaction.
 */
const ENDS =
  /^\s*(?:begin|start\s+transaction|commit|end|abort|prepare\s+transaction|rollback(?!\s+(?:work\s+|transaction\s+)?to\b))\b/i;

/** The number of a transaction, which it is given here if it has not written yet. */
const TRANSACTION_ID = 'SELECT pg_current_xact_id()::text AS id';

/** A transaction that can be told from another one on its connection. */
interface NumberedTransaction extends PoolTransaction {
  /** What Postgres calls it. */
  readonly id: string;
}

/** Gives the handlers of a worker their transactions, on connections with the settings of the application. */
export class HandlerTransactions {
  readonly #parts: BossParts;
  readonly #open = new Set<ClaimTransaction>();
  #own: ReturnType<typeof openPool> | undefined;

  constructor(parts: BossParts) {
    this.#parts = parts;
  }

  /** Calls a handler, and ends its transaction: `done` commits. */
  async run(claim: Claim, handler: QueueHandler, signal: AbortSignal): Promise<HandlerAnswer> {
    const tx = new ClaimTransaction(claim, this.#parts.query, () => this.#begin());
    this.#open.add(tx);
    try {
      const answer = await handler(claim.delivery, { signal, tx });
      if (answer?.outcome === 'done') await tx.commit();
      return answer;
    } finally {
      this.#open.delete(tx);
      await tx.end();
    }
  }

  /** Rolls back those of handlers that did not end, and closes the connections. */
  async close(): Promise<void> {
    await Promise.all([...this.#open].map((tx) => tx.end()));
    await (await this.#own?.catch(() => undefined))?.end();
  }

  async #begin(): Promise<NumberedTransaction> {
    const { pool, connectionString, maxConnections } = this.#parts;
    // Those of the queue do not read values as the application does, nor plan as it expects.
    const config = { connectionString, max: maxConnections, application_name: 'maxun-webhooks-tx' };
    const transaction = await beginOn(pool ?? (await (this.#own ??= openPool(config))));
    try {
      const [row] = await this.#parts.query<{ readonly id: string }>(TRANSACTION_ID, [], transaction.db);
      return { ...transaction, id: row?.id ?? '' };
    } catch (error) {
      await transaction.rollback().catch(() => undefined);
      throw error;
    }
  }
}

class ClaimTransaction implements DeliveryTransaction {
  readonly #claim: Claim;
  readonly #query: BossParts['query'];
  readonly #begin: () => Promise<NumberedTransaction>;
  #begun: Promise<NumberedTransaction> | undefined;
  #isJoined = false;
  #isOver = false;
  #committed: Promise<void> | undefined;

  constructor(claim: Claim, query: BossParts['query'], begin: () => Promise<NumberedTransaction>) {
    this.#claim = claim;
    this.#query = query;
    this.#begin = begin;
  }

  async query(statement: Statement, values?: unknown[]): Result {
    this.#requireOpen('query');
    if (this.#isJoined) throw new TypeError('tx.query: commitWith was called: use your own transaction');
    const text = typeof statement === 'string' ? statement : statement.text;
    if (ENDS.test(text)) {
      throw new TypeError(
        `tx.query: "${text.trim().slice(0, 20)}": tx is a transaction already, and ends with the handler: use SAVEPOINT within it`,
      );
    }
    const transaction = await stored((this.#begun ??= this.#begin()));
    this.#requireOpen('query');
    return transaction.query(statement, ...(values === undefined ? [] : [values])) as Result;
  }

  async commitWith(own: QueueTransaction): Promise<void> {
    this.#requireOpen('commitWith');
    if (this.#begun !== undefined) {
      throw new TypeError(
        'tx.commitWith: tx.query was used: use one of them, or your transaction would not hold both',
      );
    }
    this.#isJoined = true;
    if (!(await this.#markHandled(transactionExecutor(own), null))) throw this.#takenOver();
  }

  commit(): Promise<void> {
    return (this.#committed ??= this.#commit());
  }

  /** Rolls back what was not committed. */
  async end(): Promise<void> {
    this.#isOver = true;
    const transaction = await this.#begun?.catch(() => undefined);
    await transaction?.rollback().catch(() => undefined);
  }

  async #commit(): Promise<void> {
    if (this.#begun === undefined) return;
    const transaction = await stored(this.#begun);
    const { db, id } = transaction;
    this.#isOver = true;
    if (!(await this.#markHandled(db, id))) {
      const [current] = await this.#query<{ readonly id: string }>(TRANSACTION_ID, [], db);
      throw current?.id === id ? this.#takenOver() : this.#endedByHandler();
    }
    await stored(transaction.commit());
  }

  /** @returns whether this worker still has the delivery, and the transaction is the one that was begun */
  async #markHandled(db: Executor, transaction: string | null): Promise<boolean> {
    const { name, id, retryCount } = this.#claim.job;
    const values = [name, id, retryCount, transaction];
    return (await this.#query(MARK_HANDLED, values, db)).length === 1;
  }

  #takenOver(): DeliveryError {
    return new DeliveryError(
      'ERR_WEBHOOK_DELIVERY_IN_PROGRESS',
      `Another process has taken delivery ${this.#claim.job.data.id} over, since this one did not say for 10 s that it is alive: what was written here is rolled back.`,
    );
  }

  #endedByHandler(): DeliveryError {
    return new DeliveryError(
      'ERR_WEBHOOK_HANDLER_FAILED',
      `A handler of delivery ${this.#claim.job.data.id} ended tx by itself, so what it wrote and the end of the delivery are not one commit: the delivery is handled again. Run no COMMIT, ROLLBACK or PREPARE TRANSACTION with tx; use SAVEPOINT.`,
    );
  }

  #requireOpen(method: string): void {
    if (!this.#isOver) return;
    throw new TypeError(
      `tx.${method}: the handlers of this delivery have ended: await all that they do with tx`,
    );
  }
}
