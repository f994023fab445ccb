/**
 * Transactions: a caller's, in which messages are enqueued, and a delivery's, in which its handler writes.
 *
 * @module queue/transaction
 */

/**
 * A transaction of the caller. A client of `pg` can be used directly; other libraries need a function of one line
 * (`sequelizeTransaction` in `maxun-webhooks/queue/postgres` is the one for Sequelize).
 */
export interface QueueTransaction {
  /**
   * @param text one SQL statement with `$1`-style parameters
   * @param values the parameters
   * @returns the rows
   */
  query(text: string, values: unknown[]): Promise<{ readonly rows: readonly unknown[] }>;
}

/**
 * The transaction of one delivery in Postgres. Its commit also marks the delivery as handled: what is written with it
 * is there once, or not at all, whatever happens to the process. It commits when the handlers of the delivery have succeeded,
 * and is rolled back otherwise. Unused, it costs nothing: it begins with the first statement.
 */
export interface HandlerTransaction {
  /**
   * Runs a statement, as the `query` of a client of `pg` does: the same arguments, results and errors. Also what
   * `enqueue` and `send` take as their `tx`.
   *
   * @param statement SQL with `$1`-style parameters, or a statement of `pg` (`{ text, values, rowMode, … }`)
   * @param values the parameters
   * @returns the rows, and how many were read or changed
   * @throws {TypeError} if it begins or ends a transaction, the handlers have ended, or `commitWith` was called
   * @throws {StoreError} ERR_WEBHOOK_STORE_UNAVAILABLE if the database is not reached
   */
  query(
    statement: string | { readonly text: string; readonly values?: unknown[] },
    values?: unknown[],
  ): Promise<{ rows: Record<string, unknown>[]; rowCount: number | null }>;
  /**
   * Marks the delivery as handled within a transaction of your own, for libraries that open theirs (Sequelize, Prisma):
   * it is handled if and when yours commits. Call it last: it locks the delivery until then.
   *
   * @param own in the same database, open
   * @throws {DeliveryError} ERR_WEBHOOK_DELIVERY_IN_PROGRESS if another process has taken the delivery over: roll back
   * @throws {TypeError} if `query` was used, or the handlers have ended
   */
  commitWith(own: QueueTransaction): Promise<void>;
}

/** The transaction of one delivery, as a {@link QueueHandler} gets it. */
export interface DeliveryTransaction extends HandlerTransaction {
  /**
   * Commits now what was written. If it fails, nothing was: answer `retry`. The answer `done` commits by itself.
   *
   * @throws {DeliveryError} ERR_WEBHOOK_DELIVERY_IN_PROGRESS if another process has taken the delivery over
   * @throws {StoreError} if the database refuses
   */
  commit(): Promise<void>;
}
