/**
 * The hook's URL as each kind of sender has to write it.
 *
 * @module mock-server/api/addresses
 */
import { networkInterfaces } from 'node:os';
import { createBlockMatcher, LOOPBACK_BLOCKS } from '../../src/address-guard/index.ts';
import type { UrlVariant } from './types.ts';
import { maskUrl } from './masking.ts';

/** Where the receiver listens. */
export interface ListenAddress {
  /** The address, as it was asked for. */
  readonly host: string;
  readonly port: number;
  /** Path and query of the hook. */
  readonly path: string;
}

const WILDCARDS: ReadonlySet<string> = new Set(['0.0.0.0', '::', '']);
const isLoopback = createBlockMatcher(LOOPBACK_BLOCKS);

/**
 * The receiver's own URL.
 *
 * @param address where it listens
 */
export function ownUrl({ host, port, path }: ListenAddress): string {
  if (WILDCARDS.has(host)) return `http://localhost:${port}${path}`;
  return `http://${host.includes(':') ? `[${host}]` : host}:${port}${path}`;
}

/**
 * The URL for this machine, for Maxun in Docker on it, and for other machines. Tokens are hidden.
 *
 * @param address where the receiver listens
 */
export function urlVariants(address: ListenAddress): UrlVariant[] {
  const { host, port } = address;
  const path = maskUrl(address.path);
  const isLocal = host === 'localhost' || isLoopback(host);
  const hint = isLocal ? { hint: 'Start the receiver with --host 0.0.0.0.' } : {};
  const url = (name: string): string => `http://${name}:${port}${path}`;
  return [
    { label: 'this machine', url: maskUrl(ownUrl(address)), reachable: true },
    ...(host === '127.0.0.1'
      ? [{ label: 'this machine, by name', url: url('localhost'), reachable: true }]
      : []),
    {
      label: 'Maxun in Docker on this machine',
      url: url('host.docker.internal'),
      reachable: WILDCARDS.has(host),
      ...hint,
    },
    {
      label: 'another machine',
      url: url(WILDCARDS.has(host) || isLocal ? lanAddress() : host),
      reachable: !isLocal,
      ...hint,
    },
  ];
}

function lanAddress(): string {
  const addresses = Object.values(networkInterfaces()).flatMap((list) => list ?? []);
  return addresses.find(({ internal, family }) => !internal && family === 'IPv4')?.address ?? 'this-machine';
}
