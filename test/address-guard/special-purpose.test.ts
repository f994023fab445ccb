import { assert, ipV4, ipV6, pre, property } from 'fast-check';
import { BlockList } from 'node:net';
import { describe, expect, it } from 'vitest';
import { parseBlock } from '../../src/address-guard/address.ts';
import { classifyAddress, SPECIAL_PURPOSE_BLOCKS } from '../../src/address-guard/index.ts';

/** Writes a number as an address, by plain division: not the code under test run backwards. */
function toText(family: 4 | 6, value: bigint): string {
  const [size, base, joint] = family === 4 ? ([4, 8n, '.'] as const) : ([8, 16n, ':'] as const);
  const parts = Array.from({ length: size }, (_, index) => {
    const part = (value >> (base * BigInt(size - 1 - index))) & ((1n << base) - 1n);
    return part.toString(family === 4 ? 10 : 16);
  });
  return parts.join(joint);
}

describe('special-purpose blocks', () => {
  it.each(SPECIAL_PURPOSE_BLOCKS)('refuses the first and the last address of $cidr ($name)', ({ cidr }) => {
    const block = parseBlock(cidr)!;
    const size = 1n << BigInt((block.family === 4 ? 32 : 128) - block.prefix);
    expect(classifyAddress(toText(block.family, block.value))).toBeDefined();
    expect(classifyAddress(toText(block.family, block.value + size - 1n))).toBeDefined();
  });

  // The neighbours of the IPv4 registry's blocks that are ordinary addresses.
  it.each([
    '1.0.0.0',
    '9.255.255.255',
    '11.0.0.0',
    '100.63.255.255',
    '100.128.0.0',
    '126.255.255.255',
    '128.0.0.0',
    '168.63.129.15',
    '168.63.129.17',
    '169.253.255.255',
    '169.255.0.0',
    '172.15.255.255',
    '172.32.0.0',
    '191.255.255.255',
    '192.0.1.0',
    '192.0.3.0',
    '192.88.98.255',
    '192.88.100.0',
    '192.167.255.255',
    '192.169.0.0',
    '198.17.255.255',
    '198.20.0.0',
    '198.51.99.255',
    '198.51.101.0',
    '203.0.112.255',
    '203.0.114.0',
    '223.255.255.255',
    '2001:200::',
    '2001:db7:ffff::',
    '2001:db9::',
    '2003::',
    '2606:4700:4700::1111',
    '3fff:1000::',
  ])('lets the public address %s through', (address) => {
    expect(classifyAddress(address)).toBeUndefined();
  });

  it.each([
    ['::ffff:127.0.0.1', 'loopback'],
    ['::ffff:7f00:1', 'loopback'],
    ['::FFFF:192.168.1.1', 'private use'],
    ['64:ff9b::10.0.0.1', 'private use'],
    ['64:ff9b::a9fe:a9fe', 'link-local (cloud metadata)'],
    ['2002:7f00:1::', '6to4'],
    ['2001:0:4136:e378:8000:63bf:3fff:fdd2', 'Teredo'],
    ['fe80::1%eth0', 'link-local'],
    ['fd00:ec2::254', 'unique local'],
    ['100.100.100.200', 'shared address space (carrier-grade NAT)'],
    ['4000::1', 'not allocated as global unicast'],
    ['0:0:0:0:0:0:0:1', 'loopback'],
  ])('looks into %s and finds: %s', (address, name) => {
    expect(classifyAddress(address)?.name).toBe(name);
  });

  it('lets an IPv4-mapped and a NAT64 form of a public address through, since they lead to it', () => {
    expect(classifyAddress('::ffff:1.1.1.1')).toBeUndefined();
    expect(classifyAddress('64:ff9b::1.1.1.1')).toBeUndefined();
  });

  it('agrees with the block list of Node on every IPv4 address', () => {
    const reference = new BlockList();
    for (const { cidr } of SPECIAL_PURPOSE_BLOCKS.filter((block) => block.cidr.includes('.'))) {
      const [base, prefix] = cidr.split('/');
      reference.addSubnet(base!, Number(prefix), 'ipv4');
    }
    assert(
      property(ipV4(), (address) => {
        expect(classifyAddress(address) !== undefined).toBe(reference.check(address, 'ipv4'));
      }),
      { numRuns: 2_000 },
    );
  });

  it('agrees with the block list of Node on every IPv6 address', () => {
    const reference = new BlockList();
    for (const { cidr } of SPECIAL_PURPOSE_BLOCKS.filter((block) => block.cidr.includes(':'))) {
      const [base, prefix] = cidr.split('/');
      reference.addSubnet(base!, Number(prefix), 'ipv6');
    }
    const global = new BlockList();
    global.addSubnet('2000::', 3, 'ipv6');
    const carrier = new BlockList();
    carrier.addSubnet('::ffff:0:0', 96, 'ipv6');
    carrier.addSubnet('64:ff9b::', 96, 'ipv6');
    assert(
      property(ipV6(), (address) => {
        pre(!carrier.check(address, 'ipv6'));
        const refused = reference.check(address, 'ipv6') || !global.check(address, 'ipv6');
        expect(classifyAddress(address) !== undefined).toBe(refused);
      }),
      { numRuns: 2_000 },
    );
  });

  it('throws a TypeError for text that is not an address', () => {
    expect(() => classifyAddress('localhost')).toThrow(TypeError);
    expect(() => classifyAddress('1.2.3')).toThrow(TypeError);
  });
});
