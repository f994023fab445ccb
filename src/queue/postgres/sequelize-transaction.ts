/**
 * Enqueuing within a transaction of Sequelize.
 *
 * @module queue/postgres/sequelize-transaction
 * @see https://sequelize.org/docs/v6/other-topics/transactions/
 */
import type { QueueTransaction } from '../queue.ts';

/** What is used of a `Sequelize` (version 6) on Postgres. */
export interface SequelizeLike {
  /**
   * @param sql one statement with `$1`-style parameters
   * @param options `bind`, `transaction`, `type`, `logging`
   * @returns the rows
   */
  query(sql: string, options: Record<string, unknown>): Promise<unknown>;
}

/**
 * A transaction of Sequelize, for `enqueue`. The deliveries exist if and when it commits.
 *
 * @param sequelize connected to the database of the queue
 * @param transaction of it, not ended
 * @returns what `enqueue` takes as its `tx`
 * @example
 * ```ts
 * await sequelize.transaction(async (transaction) => {
 *   await Run.update({ status: 'success' }, { where: { id }, transaction });
 *   await queue.enqueue([{ endpoint, payload }], { tx: sequelizeTransaction(sequelize, transaction) });
 * });
 * ```
 */
export function sequelizeTransaction(sequelize: SequelizeLike, transaction: object): QueueTransaction {
  return {
    async query(text, values) {
      // Not logged: the values hold payloads.
      const options = { bind: values, transaction, type: 'SELECT', logging: false };
      return { rows: (await sequelize.query(text, options)) as readonly unknown[] };
    },
  };
}
