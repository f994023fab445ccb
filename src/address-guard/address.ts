/**
 * IP addresses and blocks as numbers: parsing and containment, for IPv4 (RFC 791) and IPv6 (RFC 4291, section 2.2).
 *
 * @module address-guard/address
 */
import { isIPv4, isIPv6 } from 'node:net';

/** An address as a number. */
export interface Address {
  readonly family: 4 | 6;
  /** 32 or 128 bits, the most significant first. */
  readonly value: bigint;
}

/** A block of addresses that share their first bits. */
export interface Block extends Address {
  /** How many of the first bits are shared: 0 to 32, or 0 to 128. */
  readonly prefix: number;
}

/** Bits in an address of each family. */
const BITS = { 4: 32, 6: 128 } as const;

/**
 * Reads a textual address. A zone (`fe80::1%eth0`) is dropped: it names an interface, not another address.
 *
 * @param text dotted decimal or IPv6 text, without brackets
 * @returns `undefined` if the text is not an address
 */
export function parseAddress(text: string): Address | undefined {
  if (isIPv4(text)) return { family: 4, value: parseIpv4(text) };
  if (isIPv6(text)) return { family: 6, value: parseIpv6(text.replace(/%.*$/, '')) };
  return undefined;
}

function parseIpv4(text: string): bigint {
  return text.split('.').reduce((sum, octet) => (sum << 8n) | BigInt(octet), 0n);
}

function parseIpv6(text: string): bigint {
  const [head = '', tail] = text.split('::');
  const before = parseGroups(head);
  const after = parseGroups(tail ?? '');
  const zeros = tail === undefined ? 0 : 8 - before.length - after.length;
  const groups = [...before, ...Array.from({ length: zeros }, () => 0n), ...after];
  return groups.reduce((sum, group) => (sum << 16n) | group, 0n);
}

/** The 16-bit groups of one side of `::`; a dotted tail (RFC 4291, section 2.2, form 3) makes two. */
function parseGroups(text: string): bigint[] {
  if (text === '') return [];
  return text.split(':').flatMap((group) => {
    if (!group.includes('.')) return [BigInt(`0x${group}`)];
    const dotted = parseIpv4(group);
    return [dotted >> 16n, dotted & 0xffffn];
  });
}

/**
 * The first 96 bits of the blocks whose last 32 bits are an IPv4 address that the packets end up at: IPv4-mapped,
 * `::ffff:0:0/96` (RFC 4291, section 2.5.5.2), and the well-known NAT64 prefix, `64:ff9b::/96` (RFC 6052, section 2.1).
 */
const CARRIES_IPV4 = new Set([0xffffn, 0x64_ff9bn << 64n]);

/**
 * Extracts the IPv4 address from an IPv6 address that is translated to it.
 *
 * @param address any address
 * @returns the IPv4 address inside, else the address itself
 */
export function unwrapAddress(address: Address): Address {
  if (address.family === 4 || !CARRIES_IPV4.has(address.value >> 32n)) return address;
  return { family: 4, value: address.value & 0xffff_ffffn };
}

/**
 * Reads a block in CIDR notation (RFC 4632), or a single address as a block of one.
 *
 * @param text such as `10.0.0.0/8`, `fd00::/8`, `127.0.0.1`
 * @returns `undefined` if the text is not a block, its prefix is out of range, or it has bits beyond its prefix
 */
export function parseBlock(text: string): Block | undefined {
  const [, base = '', prefixText] = /^([^/]+)(?:\/(\d{1,3}))?$/.exec(text) ?? [];
  const address = parseAddress(base);
  if (address === undefined) return undefined;
  const bits = BITS[address.family];
  const prefix = Number(prefixText ?? bits);
  if (prefix > bits) return undefined;
  const hostBits = BigInt(bits - prefix);
  if ((address.value >> hostBits) << hostBits !== address.value) return undefined;
  return { ...address, prefix };
}

/** `false` also where the block and the address are of different families. */
export function contains(block: Block, address: Address): boolean {
  if (block.family !== address.family) return false;
  const hostBits = BigInt(BITS[block.family] - block.prefix);
  return block.value >> hostBits === address.value >> hostBits;
}

/**
 * Makes the test whether an address lies in one of several blocks, by itself or by the IPv4 address inside.
 *
 * @param blocks in CIDR notation, or single addresses
 * @returns `false` for a text that is not an address
 * @throws {TypeError} if an entry is not a block, or has bits beyond its prefix
 * @example
 * ```ts
 * const isLocal = createBlockMatcher(['127.0.0.0/8', '::1']);
 * isLocal('::ffff:127.0.0.1'); // true
 * ```
 */
export function createBlockMatcher(blocks: readonly string[]): (address: string) => boolean {
  const parsed = blocks.map((text) => {
    const block = parseBlock(text);
    if (block !== undefined) return block;
    throw new TypeError(
      `${JSON.stringify(text)} is not a CIDR block (expected something like 10.0.0.0/8, without bits beyond the prefix)`,
    );
  });
  return (text) => {
    const address = parseAddress(text);
    if (address === undefined) return false;
    const inner = unwrapAddress(address);
    return parsed.some((block) => contains(block, address) || contains(block, inner));
  };
}
