/**
 * A `lookup` for `net.connect` that lets through only answers that may be reached.
 *
 * It runs when the connection is made and hands over the very addresses that it checked, so no second answer
 * (DNS rebinding) can slip in between. Lookups of one name that are under way at the same time share one query: a
 * resolver that hangs for one name must not take all of libuv's few threads.
 *
 * @module address-guard/guarded-lookup
 */
import { lookup as systemLookup } from 'node:dns/promises';
import type { LookupFunction } from 'node:net';
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
  const resolveFor = async (...[hostname, options, callback]: LookupParameters): Promise<void> => {
    let addresses: readonly string[];
    try {
      addresses = await resolveChecked(hostname, resolveOnce, check);
    } catch (error) {
      callback(error as NodeJS.ErrnoException, '');
      return;
    }
    answer(addresses, options, callback);
  };
  return (...parameters) => void resolveFor(...parameters);
}

type LookupParameters = Parameters<LookupFunction>;

async function resolveChecked(
  hostname: string,
  resolve: Resolve,
  check: (address: string, hostname: string) => void,
): Promise<readonly string[]> {
  const addresses = await resolve(hostname).catch((cause: unknown) => {
    throw new DeliveryError(
      'ERR_WEBHOOK_DNS_FAILED',
      `${hostname} could not be resolved: correct the name, or repair the resolver`,
      { cause },
    );
  });
  if (addresses.length === 0) {
    throw new DeliveryError(
      'ERR_WEBHOOK_DNS_FAILED',
      `${hostname} resolved to no address: correct its records`,
    );
  }
  for (const address of addresses) check(address, hostname);
  return addresses;
}

function answer(
  addresses: readonly string[],
  options: LookupParameters[1],
  callback: LookupParameters[2],
): void {
  const wanted = [4, 'IPv4'].includes(options.family ?? 0)
    ? 4
    : [6, 'IPv6'].includes(options.family ?? 0)
      ? 6
      : 0;
  const found = addresses
    .map((address) => ({ address, family: address.includes(':') ? 6 : 4 }))
    .filter(({ family }) => wanted === 0 || family === wanted)
    .slice(0, MAX_ADDRESSES);
  const first = found[0];
  if (options.all === true) callback(null, found);
  else callback(null, first?.address ?? '', first?.family);
}

function shareInFlight(resolve: Resolve): Resolve {
  const inFlight = new Map<string, Promise<readonly string[]>>();
  return (hostname) => {
    const under = inFlight.get(hostname);
    if (under !== undefined) return under;
    const query = Promise.resolve(resolve(hostname)).finally(() => inFlight.delete(hostname));
    inFlight.set(hostname, query);
    return query;
  };
}
