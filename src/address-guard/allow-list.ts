/**
 * The allow-list: which private addresses and hosts may be reached all the same.
 *
 * @module address-guard/allow-list
 */
import { createBlockMatcher, parseBlock } from './address.ts';

/** A parsed allow-list. */
export interface AllowList {
  /**
   * @param host as the WHATWG URL parser gives it, without brackets or trailing dot
   * @returns whether the host is allowed by name, whatever it resolves to
   */
  allowsHost(host: string): boolean;
  /**
   * @param address textual address
   * @returns whether the address lies in an allowed block
   */
  allowsAddress(address: string): boolean;
}

/**
 * Reads an allow-list.
 *
 * @param entries each a CIDR block (`10.0.0.0/8`), an address, a host (`n8n.internal`), or a host and everything
 *   below it (`*.svc.cluster.local`)
 * @returns the list
 * @throws {TypeError} if an entry is something else
 */
export function parseAllowList(entries: readonly string[]): AllowList {
  const blocks: string[] = [];
  const hosts = new Set<string>();
  const suffixes: string[] = [];
  for (const entry of entries) {
    const bare = entry.replace(/^\[(.*)\]$/, '$1');
    if (parseBlock(bare) !== undefined) blocks.push(bare);
    else if (entry.startsWith('*.')) suffixes.push(`.${parseHost(entry.slice(2), entry)}`);
    else hosts.add(parseHost(entry, entry));
  }
  return {
    allowsHost: (host) => hosts.has(host) || suffixes.some((suffix) => host.endsWith(suffix)),
    allowsAddress: createBlockMatcher(blocks),
  };
}

/** Lets the URL parser lower-case the host and turn it to ASCII, and refuses what is more than a host. */
function parseHost(host: string, entry: string): string {
  const url =
    /^[^/:@?#\s*]+$/.test(host) && URL.canParse(`http://${host}`) ? new URL(`http://${host}`) : undefined;
  if (url === undefined) {
    throw new TypeError(
      `allow: expected a CIDR block without bits beyond its prefix ("10.0.0.0/8"), an address, or a host without ` +
        `scheme and port ("n8n.internal", "*.internal"), found ${JSON.stringify(entry)}`,
    );
  }
  return withoutTrailingDot(url.hostname);
}

/**
 * @param host a host name
 * @returns it without the dot that marks it as fully qualified: `localhost.` and `localhost` are one host
 */
export function withoutTrailingDot(host: string): string {
  return host.replace(/\.+$/, '');
}
