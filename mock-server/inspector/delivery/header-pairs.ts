/**
 * Headers as they were on the wire.
 *
 * @module mock-server/inspector/delivery/header-pairs
 */

/**
 * Names and values in pairs.
 *
 * @param delivery names and values in turn
 */
export function headerPairs({ rawHeaders }: { readonly rawHeaders: readonly string[] }): [string, string][] {
  const pairs: [string, string][] = [];
  for (let index = 0; index + 1 < rawHeaders.length; index += 2) {
    pairs.push([rawHeaders[index] ?? '', rawHeaders[index + 1] ?? '']);
  }
  return pairs;
}

/**
 * The value of a header.
 *
 * @param delivery names and values in turn
 * @param name in lower case
 * @returns `undefined` if it is not there; values that came more than once are joined
 */
export function headerOf(
  delivery: { readonly rawHeaders: readonly string[] },
  name: string,
): string | undefined {
  const values = headerPairs(delivery).filter(([one]) => one.toLowerCase() === name);
  return values.length === 0 ? undefined : values.map(([, value]) => value).join(', ');
}

/**
 * Headers by their names in lower case; values that came more than once are joined.
 *
 * @param delivery names and values in turn
 */
export function headerRecord(delivery: { readonly rawHeaders: readonly string[] }): Record<string, string> {
  const names = headerPairs(delivery).map(([name]) => name.toLowerCase());
  return Object.fromEntries(names.map((name) => [name, headerOf(delivery, name) ?? '']));
}
