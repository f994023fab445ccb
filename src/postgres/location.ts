/** @module postgres/location */

/** Where a queue is. */
export interface PostgresLocation {
  readonly connectionString: string;
  /** Nothing where the URL does not name one. */
  readonly schema: string | undefined;
}

/** Whether a location is the URL of a database, and not a path. */
export function isPostgres(location: string): boolean {
  return /^postgres(ql)?:/.test(location);
}

/**
 * Takes the parameter `schema`, which is this package's own, out of a URL: the driver must not see it.
 *
 * @param url a `postgres:` URL, with `?schema=…` or without
 */
export function postgresLocation(url: string): PostgresLocation {
  const { rest, value } = takeParameter(url, 'schema');
  return { connectionString: rest, schema: value };
}

/** Takes a parameter out of a URL: its value, and the URL that is left. */
export function takeParameter(
  url: string,
  name: string,
): { readonly rest: string; readonly value: string | undefined } {
  const [address = '', query = ''] = url.split('?', 2);
  const parameters = new URLSearchParams(query);
  const value = parameters.get(name) ?? undefined;
  parameters.delete(name);
  return { rest: parameters.size === 0 ? address : `${address}?${parameters}`, value };
}
