/**
 * The address blocks that are not for public use.
 *
 * Sources: IANA IPv4 and IPv6 Special-Purpose Address Registries (RFC 6890, RFC 8190; as of their 2025 versions),
 * IANA IPv4 and IPv6 Multicast Address Space Registries, IANA IPv6 Address Space (only `2000::/3` is allocated as
 * global unicast). Blocks which IANA calls globally reachable but which no web server answers from (AS112 sinks,
 * AMT relays) are listed too: nothing is delivered there.
 *
 * @module address-guard/special-purpose
 */
import { type Block, contains, parseAddress, parseBlock, unwrapAddress } from './address.ts';

/** A block of special-purpose addresses. */
export interface SpecialPurposeBlock {
  /** In CIDR notation. */
  readonly cidr: string;
  /** What it is for, as the registry names it. */
  readonly name: string;
  /** The document that reserves it. */
  readonly source: string;
}

/** Every block that is refused unless it is allowed, IPv4 first. The first that holds an address names it. */
export const SPECIAL_PURPOSE_BLOCKS: readonly SpecialPurposeBlock[] = [
  { cidr: '0.0.0.0/8', name: 'this network', source: 'RFC 791, section 3.2' },
  { cidr: '10.0.0.0/8', name: 'private use', source: 'RFC 1918' },
  { cidr: '100.64.0.0/10', name: 'shared address space (carrier-grade NAT)', source: 'RFC 6598' },
  { cidr: '127.0.0.0/8', name: 'loopback', source: 'RFC 1122, section 3.2.1.3' },
  { cidr: '168.63.129.16/32', name: 'Azure platform services', source: 'Azure Virtual Network, FAQ' },
  { cidr: '169.254.0.0/16', name: 'link-local (cloud metadata)', source: 'RFC 3927' },
  { cidr: '172.16.0.0/12', name: 'private use', source: 'RFC 1918' },
  { cidr: '192.0.0.0/24', name: 'IETF protocol assignments', source: 'RFC 6890, section 2.1' },
  { cidr: '192.0.2.0/24', name: 'documentation (TEST-NET-1)', source: 'RFC 5737' },
  { cidr: '192.31.196.0/24', name: 'AS112-v4', source: 'RFC 7535' },
  { cidr: '192.52.193.0/24', name: 'automatic multicast tunneling', source: 'RFC 7450' },
  { cidr: '192.88.99.0/24', name: 'deprecated 6to4 relay anycast', source: 'RFC 7526' },
  { cidr: '192.168.0.0/16', name: 'private use', source: 'RFC 1918' },
  { cidr: '192.175.48.0/24', name: 'direct delegation AS112 service', source: 'RFC 7534' },
  { cidr: '198.18.0.0/15', name: 'benchmarking', source: 'RFC 2544' },
  { cidr: '198.51.100.0/24', name: 'documentation (TEST-NET-2)', source: 'RFC 5737' },
  { cidr: '203.0.113.0/24', name: 'documentation (TEST-NET-3)', source: 'RFC 5737' },
  { cidr: '224.0.0.0/4', name: 'multicast', source: 'RFC 5771' },
  { cidr: '255.255.255.255/32', name: 'limited broadcast', source: 'RFC 919, section 7' },
  { cidr: '240.0.0.0/4', name: 'reserved', source: 'RFC 1112, section 4' },
  { cidr: '::/128', name: 'unspecified', source: 'RFC 4291, section 2.5.2' },
  { cidr: '::1/128', name: 'loopback', source: 'RFC 4291, section 2.5.3' },
  { cidr: '::/96', name: 'deprecated IPv4-compatible', source: 'RFC 4291, section 2.5.5.1' },
  { cidr: '::ffff:0:0:0/96', name: 'IPv4-translated', source: 'RFC 2765, section 2.1' },
  { cidr: '64:ff9b:1::/48', name: 'local-use IPv4/IPv6 translation', source: 'RFC 8215' },
  { cidr: '100::/64', name: 'discard-only', source: 'RFC 6666' },
  { cidr: '100:0:0:1::/64', name: 'dummy prefix', source: 'RFC 9780' },
  { cidr: '2001::/32', name: 'Teredo', source: 'RFC 4380' },
  { cidr: '2001:2::/48', name: 'benchmarking', source: 'RFC 5180' },
  { cidr: '2001:10::/28', name: 'deprecated ORCHID', source: 'RFC 4843' },
  { cidr: '2001:20::/28', name: 'ORCHIDv2', source: 'RFC 7343' },
  { cidr: '2001:30::/28', name: 'drone remote identification', source: 'RFC 9374' },
  { cidr: '2001::/23', name: 'IETF protocol assignments', source: 'RFC 2928' },
  { cidr: '2001:db8::/32', name: 'documentation', source: 'RFC 3849' },
  { cidr: '2002::/16', name: '6to4', source: 'RFC 3056' },
  { cidr: '2620:4f:8000::/48', name: 'direct delegation AS112 service', source: 'RFC 7534' },
  { cidr: '3fff::/20', name: 'documentation', source: 'RFC 9637' },
  { cidr: '5f00::/16', name: 'segment routing identifiers', source: 'RFC 9602' },
  { cidr: 'fc00::/7', name: 'unique local', source: 'RFC 4193' },
  { cidr: 'fe80::/10', name: 'link-local', source: 'RFC 4291, section 2.5.6' },
  { cidr: 'fec0::/10', name: 'deprecated site-local', source: 'RFC 3879' },
  { cidr: 'ff00::/8', name: 'multicast', source: 'RFC 4291, section 2.7' },
];

/** This machine, for `allow`: `127.0.0.0/8` and `::1/128`. */
export const LOOPBACK_BLOCKS: readonly string[] = SPECIAL_PURPOSE_BLOCKS.filter(
  ({ name }) => name === 'loopback',
).map(({ cidr }) => cidr);

/** What stands for an IPv6 address outside the one block that is allocated, and outside all of the above. */
const UNALLOCATED: SpecialPurposeBlock = {
  cidr: '::/0',
  name: 'not allocated as global unicast',
  source: 'IANA IPv6 Address Space (RFC 4291, section 2.4)',
};

const PARSED = SPECIAL_PURPOSE_BLOCKS.map((entry) => ({ entry, block: knownBlock(entry.cidr) }));
const GLOBAL_UNICAST = knownBlock('2000::/3');

function knownBlock(cidr: string): Block {
  return parseBlock(cidr) as Block;
}

/**
 * Tells whether an address is for special purposes, and which.
 *
 * @param address textual address, without brackets
 * @returns the block that makes it special, or `undefined` for a public address
 * @throws {TypeError} if the text is not an IP address
 * @example
 * ```ts
 * classifyAddress('169.254.169.254')?.name; // 'link-local (cloud metadata)'
 * classifyAddress('::ffff:10.0.0.1')?.name; // 'private use'
 * classifyAddress('1.1.1.1'); // undefined
 * ```
 * @see https://www.iana.org/assignments/iana-ipv4-special-registry
 * @see https://www.iana.org/assignments/iana-ipv6-special-registry
 */
export function classifyAddress(address: string): SpecialPurposeBlock | undefined {
  const parsed = parseAddress(address);
  if (parsed === undefined) throw new TypeError(`expected an IP address, found ${JSON.stringify(address)}`);
  const inner = unwrapAddress(parsed);
  const found = PARSED.find(({ block }) => contains(block, inner));
  if (found !== undefined) return found.entry;
  return inner.family === 4 || contains(GLOBAL_UNICAST, inner) ? undefined : UNALLOCATED;
}
