/** @module queue/postgres/location */

/** Where a queue is. */
export interface PostgresLocation {
  readonly connectionString: string;
  /** Nothing where the URL does not name one. */
  readonly schema: string | undefined;
}

/**
 * Takes the parameter `schema`, which is this package's own, out of a URL: the driver must not see it.
 *
 * @param url a `postgres:` URL, with `?schema=…` or without
 */
export function postgresLocation(url: string): PostgresLocation {
  const [address = '', query = ''] = url.split('?', 2);
  const parameters = new URLSearchParams(query);
  const schema = parameters.get('schema') ?? undefined;
  parameters.delete('schema');
  return { connectionString: parameters.size === 0 ? address : `${address}?${parameters}`, schema };
}
