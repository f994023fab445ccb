/**
 * Headers as they were on the wire.
 *
 * @module mock-server/inspector/delivery/headers
 */
import type { HeaderPairs } from '../snippets/input.ts';

/** A delivery's headers: names and values, alternating. */
interface WithHeaders {
  readonly rawHeaders: readonly string[];
}

/** Names and values in pairs. */
export function headerPairs({ rawHeaders }: WithHeaders): HeaderPairs {
  return rawHeaders.flatMap((name, index) =>
    index % 2 === 0 ? [[name, rawHeaders[index + 1] ?? ''] as const] : [],
  );
}

/** Headers by their names in lower case; the values of a name that occurs more than once are joined. */
export function headerRecord(delivery: WithHeaders): Record<string, string> {
  const values = new Map<string, string>();
  for (const [name, value] of headerPairs(delivery)) {
    const before = values.get(name.toLowerCase());
    values.set(name.toLowerCase(), before === undefined ? value : `${before}, ${value}`);
  }
  return Object.fromEntries(values);
}
