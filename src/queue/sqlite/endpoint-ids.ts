/** @module queue/sqlite/endpoint-ids */
import type { Statements } from './statements.ts';

/** How many ids are cached: above it, the cache is cleared. */
const MAX_KNOWN = 100_000;

/** The ids of the rows of endpoints, by their names. */
export class EndpointIds {
  readonly #sql: Pick<Statements, 'endpointByName' | 'insertEndpoint'>;
  readonly #known = new Map<string, number>();

  constructor(sql: Pick<Statements, 'endpointByName' | 'insertEndpoint'>) {
    this.#sql = sql;
  }

  /** The id of an endpoint, whose row is made if it is missing. */
  of(name: string): number {
    const known = this.#known.get(name);
    if (known !== undefined) return known;
    let row = this.#sql.endpointByName.get(name);
    if (row === undefined) {
      this.#sql.insertEndpoint.run(name);
      row = this.#sql.endpointByName.get(name);
    }
    if (this.#known.size >= MAX_KNOWN) this.#known.clear();
    const id = Number(row?.['id']);
    this.#known.set(name, id);
    return id;
  }

  /** After a rollback, which may have undone the rows of some ids. */
  forget(): void {
    this.#known.clear();
  }
}
