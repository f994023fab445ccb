/**
 * Counts the rows of the SQLite queue by state, from indexes only.
 *
 * @module queue/sqlite/count-rows
 */
import type { SqlRow } from '../../sqlite/database.ts';
import type { QueueStats } from '../queue.ts';
import type { Statements } from './statements.ts';

/**
 * @param sql statements of the queue
 * @param now milliseconds since the epoch
 * @returns the counts, without those in flight, which only the worker knows
 */
export function countRows(sql: Statements, now: number): Omit<QueueStats, 'inFlight'> {
  const groups = [...sql.countReady.all(now), ...sql.countBehind.all()];
  const waiting = groups.filter((row) => row['disabled'] === 0);
  const oldest = waiting.map((row) => Number(row['oldest']));
  return {
    waiting: sum(waiting, 'rows'),
    due: sum(waiting, 'due'),
    disabled: sum(groups, 'rows') - sum(waiting, 'rows'),
    dead: Number(sql.countDead.get()?.['rows']),
    oldestDueAt: oldest.length === 0 ? undefined : Math.min(...oldest),
  };
}

function sum(rows: readonly SqlRow[], column: string): number {
  return rows.reduce((total, row) => total + Number(row[column]), 0);
}
