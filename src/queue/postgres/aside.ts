/**
 * What this worker has set aside, and when it is called back: deliveries of endpoints that are at their limit or on
 * hold have no job, so that however many they are, they are in nobody's way.
 *
 * @module queue/postgres/aside
 */
import type { Clock } from '../../clock/clock.ts';
import type { StoreError } from '../../errors/index.ts';
import { inSchema } from './migrate.ts';
import { type PostgresPool, rowsOf } from './pool.ts';

/** What {@link Aside} works with. */
export interface AsideParts {
  readonly pool: PostgresPool;
  readonly schema: string;
  readonly clock: Clock;
  /** @returns how many more deliveries of the endpoint this worker could use now */
  readonly wanted: (endpoint: string) => number;
  readonly onProblem: (problem: StoreError) => void;
}

/** The endpoints that have something set aside, one look at the index each. Disabled ones wait for `enable`. */
const ENDPOINTS = `
WITH RECURSIVE found AS (
  (SELECT endpoint FROM :schema.delivery WHERE state = 1 ORDER BY endpoint LIMIT 1)
  UNION ALL
  SELECT (SELECT d.endpoint FROM :schema.delivery d WHERE d.state = 1 AND d.endpoint > found.endpoint
    ORDER BY d.endpoint LIMIT 1) FROM found WHERE found.endpoint IS NOT NULL
)
SELECT endpoint FROM found WHERE endpoint IS NOT NULL
AND NOT EXISTS (SELECT 1 FROM :schema.disabled_endpoint p WHERE p.endpoint = found.endpoint)`;

/** Calls back what was set aside. */
export class Aside {
  readonly #parts: AsideParts;
  /** Endpoints that have something set aside, as far as is known. */
  readonly #endpoints = new Set<string>();
  readonly #promoting = new Set<string>();
  readonly #timers = new Map<string, () => void>();
  #closed = false;

  /** @param parts the database, and what the worker could use */
  constructor(parts: AsideParts) {
    this.#parts = parts;
  }

  /** @param endpoint that has something set aside */
  note(endpoint: string): void {
    this.#endpoints.add(endpoint);
  }

  /** @param endpoints whose deliveries may be wanted again */
  promote(endpoints: Iterable<string>): void {
    const wanted = [...endpoints]
      .filter((endpoint) => this.#endpoints.has(endpoint) && !this.#promoting.has(endpoint))
      .map((endpoint) => ({ endpoint, count: this.#parts.wanted(endpoint) }))
      .filter(({ count }) => count > 0);
    if (wanted.length > 0 && !this.#closed) void this.#promote(wanted);
  }

  /**
   * @param endpoint to be called back
   * @param delayMs in how many milliseconds
   */
  promoteIn(endpoint: string, delayMs: number): void {
    this.#timers.get(endpoint)?.();
    const cancel = this.#parts.clock.after(delayMs, () => {
      this.#timers.delete(endpoint);
      this.#endpoints.add(endpoint);
      this.promote([endpoint]);
    });
    this.#timers.set(endpoint, cancel);
  }

  /** Looks for what others have set aside, who may be dead by now. */
  async sweep(): Promise<void> {
    const { pool, schema } = this.#parts;
    const found = await rowsOf<{ endpoint: string }>(pool, inSchema(ENDPOINTS, schema), []);
    for (const { endpoint } of found) this.#endpoints.add(endpoint);
    this.promote(this.#endpoints);
  }

  /** Calls nothing back any more. */
  close(): void {
    this.#closed = true;
    for (const cancel of this.#timers.values()) cancel();
  }

  async #promote(wanted: readonly { endpoint: string; count: number }[]): Promise<void> {
    const { pool, schema, clock, onProblem } = this.#parts;
    const endpoints = wanted.map(({ endpoint }) => endpoint);
    for (const endpoint of endpoints) this.#promoting.add(endpoint);
    try {
      const sql = inSchema('SELECT endpoint, count FROM :schema.promote($1, $2, $3)', schema);
      const counts = wanted.map(({ count }) => count);
      const rows = await rowsOf<{ endpoint: string; count: number }>(pool, sql, [
        clock.now(),
        endpoints,
        counts,
      ]);
      for (const [index, { endpoint, count }] of rows.entries()) {
        if (count < (counts[index] as number)) this.#endpoints.delete(endpoint);
      }
    } catch (error) {
      // The next sweep finds them again.
      onProblem(error as StoreError);
    }
    for (const endpoint of endpoints) this.#promoting.delete(endpoint);
  }
}
