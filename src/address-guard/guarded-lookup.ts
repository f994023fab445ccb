/**
 * A `lookup` for `net.connect` that fails unless every address of a name may be reached.
 *
 * It runs when the connection is made and hands over the very addresses that it checked, so no second answer
 * (DNS rebinding) can slip in between. Lookups of one name that are under way at the same time share one query: a
 * resolver that hangs for one name must not take all of libuv's few threads.
 *
 * @module address-guard/guarded-lookup
 */
import type { LookupAddress, LookupOptions } from 'node:dns';
import { lookup as systemLookup } from 'node:dns/promises';
import { isIP, type LookupFunction } from 'node:net';
import { DeliveryError } from '../errors/index.ts';

/** Turns a host name into addresses. */
export type Resolve = (hostname: string) => Promise<readonly string[]>;

/**
 * How many of a name's addresses are tried. Each costs up to 250 ms before the next (`autoSelectFamily`), so more
 * would only use up the attempt's deadline; all of them are checked, however many there are.
 */
const MAX_ADDRESSES = 8;

/** The system's resolver: `/etc/hosts` first, both families, in the resolver's own order. */
const resolveBySystem: Resolve = async (hostname) => {
  const answers = await systemLookup(hostname, { all: true, verbatim: true });
  return answers.map(({ address }) => address);
};

/**
 * @param check throws if an address may not be reached
 * @param resolve turns names into addresses. Default: the system's resolver
 * @returns a function to give to `net.connect` or `tls.connect` as `lookup`
 */
export function createGuardedLookup(
  check: (address: string, hostname: string) => void,
  resolve: Resolve = resolveBySystem,
): LookupFunction {
  const resolveOnce = shareInFlight(resolve);
  const lookUp = async (...[hostname, options, callback]: Parameters<LookupFunction>): Promise<void> => {
    let found: readonly LookupAddress[];
    try {
      const addresses = await resolveOnce(hostname);
      for (const address of addresses) check(address, hostname);
      found = usableOf(hostname, addresses, options.family);
    } catch (error) {
      return callback(error as Error, '');
    }
    callback(null, options.all === true ? [...found] : (found[0]?.address ?? ''), found[0]?.family);
  };
  return (...parameters) => void lookUp(...parameters);
}

/** The resolver is the caller's code or the system's: whatever it throws or gives is its own fault, not the endpoint's. */
async function addressesOf(hostname: string, resolve: Resolve): Promise<readonly string[]> {
  let addresses: unknown;
  try {
    addresses = await resolve(hostname);
  } catch (cause) {
    throw dnsFailed(`${hostname} could not be resolved: correct the name, or repair the resolver`, cause);
  }
  if (!Array.isArray(addresses) || !addresses.every((one) => typeof one === 'string' && isIP(one) !== 0)) {
    throw dnsFailed(
      `the resolver answered something other than IP addresses for ${hostname}: correct the resolver`,
    );
  }
  return addresses as string[];
}

function usableOf(
  hostname: string,
  addresses: readonly string[],
  family: LookupOptions['family'] = 0,
): LookupAddress[] {
  // 4, 6, 'IPv4', 'IPv6'; 0 is both.
  const wanted = Number(String(family).at(-1));
  const usable = addresses
    .map((address) => ({ address, family: isIP(address) }))
    .filter((one) => wanted === 0 || one.family === wanted);
  if (usable.length > 0) return usable.slice(0, MAX_ADDRESSES);
  throw dnsFailed(
    `${hostname} resolved to no address${wanted === 0 ? '' : ` of IPv${wanted}`}: correct its records`,
  );
}

function dnsFailed(message: string, cause?: unknown): DeliveryError {
  return new DeliveryError('ERR_WEBHOOK_DNS_FAILED', message, { cause });
}

function shareInFlight(resolve: Resolve): Resolve {
  const inFlight = new Map<string, Promise<readonly string[]>>();
  return (hostname) => {
    const started = inFlight.get(hostname);
    if (started !== undefined) return started;
    const query = addressesOf(hostname, resolve).finally(() => inFlight.delete(hostname));
    inFlight.set(hostname, query);
    return query;
  };
}
