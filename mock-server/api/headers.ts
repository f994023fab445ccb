/**
 * Headers of a request or an answer, from the list of the wire.
 *
 * @module mock-server/api/headers
 */

/** Names and values of headers. */
export type HeaderPairs = readonly (readonly [name: string, value: string])[];

/**
 * Names and values in pairs.
 *
 * @param rawHeaders names and values, alternating
 */
export function headerPairs(rawHeaders: readonly string[]): HeaderPairs {
  return rawHeaders.flatMap((name, index) =>
    index % 2 === 0 ? [[name, rawHeaders[index + 1] ?? ''] as const] : [],
  );
}

/**
 * Headers by their name in lower case; several of one name joined with a comma.
 *
 * @param rawHeaders names and values, alternating
 */
export function joinHeaders(rawHeaders: readonly string[]): Record<string, string> {
  const headers = new Map<string, string>();
  for (const [spelling, value] of headerPairs(rawHeaders)) {
    const name = spelling.toLowerCase();
    const before = headers.get(name);
    headers.set(name, before === undefined ? value : `${before}, ${value}`);
  }
  return Object.fromEntries(headers);
}
