/**
 * Headers of a request or an answer, from the list of the wire.
 *
 * @module mock-server/journal/join-headers
 */

/**
 * Headers by their name in lower case; several of one name joined with a comma.
 *
 * @param rawHeaders names and values, alternating
 */
export function joinHeaders(rawHeaders: readonly string[]): Record<string, string> {
  const headers = new Map<string, string>();
  for (let index = 0; index + 1 < rawHeaders.length; index += 2) {
    const [name = '', value = ''] = [rawHeaders[index]?.toLowerCase(), rawHeaders[index + 1]];
    const before = headers.get(name);
    headers.set(name, before === undefined ? value : `${before}, ${value}`);
  }
  return Object.fromEntries(headers);
}
