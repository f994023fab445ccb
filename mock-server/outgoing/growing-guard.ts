/**
 * The address guard for requests of the page: hosts can be added to its allow-list while the receiver runs.
 *
 * @module mock-server/outgoing/growing-guard
 */
import { type AddressGuard, createAddressGuard } from '../../src/address-guard/index.ts';

/** An address guard whose allow-list grows. */
export interface GrowingGuard extends AddressGuard {
  /** Private addresses that may be reached. */
  readonly allowed: readonly string[];
  /**
   * Adds to the allow-list.
   *
   * @param entry a host, an address or a CIDR block
   * @throws {TypeError} if the entry is something else
   */
  allow(entry: string): void;
}

/**
 * Creates a guard whose allow-list grows.
 *
 * @param allow private addresses that may be reached from the start
 * @throws {TypeError} if an entry is not a host, an address or a CIDR block
 */
export function createGrowingGuard(allow: readonly string[]): GrowingGuard {
  let allowed = allow;
  let guard = createAddressGuard({ allow });
  return {
    get allowed() {
      return allowed;
    },
    allow(entry) {
      if (allowed.includes(entry)) return;
      guard = createAddressGuard({ allow: [...allowed, entry] });
      allowed = [...allowed, entry];
    },
    checkUrl: (url) => guard.checkUrl(url),
    isListed: (url) => guard.isListed(url),
    checkAddress: (address, hostname) => guard.checkAddress(address, hostname),
    lookup: (hostname, options, callback) => guard.lookup(hostname, options, callback),
  };
}
