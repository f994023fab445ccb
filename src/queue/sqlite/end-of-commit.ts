/**
 * What the end of a commit does for all its writes together: a statement costs as much for one row as for thirty.
 *
 * @module queue/sqlite/end-of-commit
 */
import type { Wake } from '../embedded/endpoint-scheduler.ts';
import type { RowId } from '../in-flight.ts';
import type { Statements } from './statements.ts';

/** An order key whose first row is gone. */
interface Line {
  readonly endpoint: string;
  readonly endpointId: number;
  readonly orderKey: string;
  readonly wake: (wake: Wake) => void;
}

/** Collects what the writes of one commit leave to its end. */
export class EndOfCommit {
  readonly #gone: RowId[] = [];
  readonly #lines: Line[] = [];
  #firstNew: RowId | undefined;
  #newKeys = 0;
  #keysSince = 0;

  /** @param rowId to delete */
  remove(rowId: RowId): void {
    this.#gone.push(rowId);
  }

  /** @param rowId of a new row with an order key, higher than all before it */
  joinLine(rowId: RowId): void {
    this.#firstNew ??= rowId;
  }

  /** @param line whose next row becomes ready */
  leaveLine(line: Line): void {
    this.#lines.push(line);
  }

  /** @param keysSince two idempotency keys that were accepted before this time are forgotten for a new one */
  forgetKeys(keysSince: number): void {
    this.#newKeys += 1;
    this.#keysSince = keysSince;
  }

  /** @param sql of the database whose transaction is about to end */
  run(sql: Statements): void {
    if (this.#gone.length > 0) {
      const list = JSON.stringify(this.#gone);
      sql.deleteDeliveries.run(list);
      sql.deleteInFlight.run(list);
    }
    if (this.#firstNew !== undefined) sql.joinLines.run(this.#firstNew);
    if (this.#lines.length > 0) this.#leaveLines(sql);
    if (this.#newKeys > 0) sql.forgetKeys.run(this.#keysSince, 2 * this.#newKeys);
  }

  #leaveLines(sql: Statements): void {
    const list = JSON.stringify(this.#lines.map(({ endpointId, orderKey }) => [endpointId, orderKey]));
    const byEndpoint = new Map(this.#lines.map((line) => [line.endpointId, line]));
    for (const row of sql.leaveLines.all(list)) {
      const line = byEndpoint.get(Number(row['endpoint']));
      line?.wake({ endpoint: line.endpoint, dueAt: Number(row['due_at']) });
    }
  }
}
