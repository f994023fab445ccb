/**
 * Which addresses a probe may reach: loopback always, private ones by `allow`, public ones only if the caller says so.
 *
 * @module probe/reach
 */
import { lookup as systemLookup } from 'node:dns/promises';
import { isIP, type LookupFunction } from 'node:net';
import { classifyAddress, createAddressGuard, LOOPBACK_BLOCKS } from '../address-guard/index.ts';
import { DeliveryError } from '../errors/index.ts';
import type { ProbeSettings } from './options.ts';

/** Decides where requests may go. */
export interface Reach {
  /** @throws {DeliveryError} ERR_WEBHOOK_ADDRESS_REFUSED before anything is sent */
  assertReachable(url: URL): Promise<void>;
  /** Checks again when a connection is made. */
  readonly lookup: LookupFunction;
}

/** @throws {TypeError} if an entry of `allow` cannot be read */
export function createReach({ allow, allowPublic }: Pick<ProbeSettings, 'allow' | 'allowPublic'>): Reach {
  const guard = createAddressGuard({ allow: [...LOOPBACK_BLOCKS, ...allow] });
  const assertMeant = (address: string): void => {
    if (allowPublic || classifyAddress(address) !== undefined) return;
    throw new DeliveryError(
      'ERR_WEBHOOK_ADDRESS_REFUSED',
      `${address} is a public address. A probe sends forged and oversized requests: probe only your own endpoint, ` +
        'and say so with --yes (allowPublic: true).',
    );
  };
  const check = (address: string, host: string): void => {
    assertMeant(address);
    guard.checkAddress(address, host);
  };
  return {
    async assertReachable(url) {
      const host = url.hostname.replace(/^\[(.*)\]$/, '$1');
      if (isIP(host) !== 0) return check(host, host);
      // A name that does not resolve is the first case's finding.
      const found = await systemLookup(host, { all: true }).catch(() => []);
      for (const { address } of found) check(address, host);
    },
    lookup(host, options, callback) {
      guard.lookup(host, options, (error, found, family) => {
        try {
          if (error) throw error;
          for (const one of Array.isArray(found) ? found : [{ address: found }]) assertMeant(one.address);
          callback(null, found, family);
        } catch (refusal) {
          callback(refusal as NodeJS.ErrnoException, '');
        }
      });
    },
  };
}
