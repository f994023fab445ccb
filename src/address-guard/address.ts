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
 * @returns the address, or `undefined` if the text is none
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
 * Reads a block in CIDR notation (RFC 4632), or a single address as a block of one.
 *
 * @param text such as `10.0.0.0/8`, `fd00::/8`, `127.0.0.1`
 * @returns the block, or `undefined` if the text is none, its prefix is out of range, or it has bits beyond its prefix
 */
export function parseBlock(text: string): Block | undefined {
  const [base = '', prefixText, ...rest] = text.split('/');
  const address = parseAddress(base);
  if (address === undefined || rest.length > 0) return undefined;
  const bits = BITS[address.family];
  if (prefixText !== undefined && !/^\d{1,3}$/.test(prefixText)) return undefined;
  const prefix = prefixText === undefined ? bits : Number(prefixText);
  if (prefix > bits) return undefined;
  const hostBits = BigInt(bits - prefix);
  if ((address.value >> hostBits) << hostBits !== address.value) return undefined;
  return { ...address, prefix };
}

/**
 * @param block a block
 * @param address an address
 * @returns whether the address lies in the block; never, if they are of different families
 */
export function contains(block: Block, address: Address): boolean {
  if (block.family !== address.family) return false;
  const hostBits = BigInt(BITS[block.family] - block.prefix);
  return block.value >> hostBits === address.value >> hostBits;
}
