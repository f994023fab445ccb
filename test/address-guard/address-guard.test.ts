import { describe, expect, it } from 'vitest';
import { createAddressGuard, createBlockMatcher } from '../../src/address-guard/index.ts';
import { WebhookError } from '../../src/errors/index.ts';

/** What a call was refused with. */
function codeOf(action: () => unknown): string | undefined {
  try {
    action();
  } catch (error) {
    if (error instanceof WebhookError) return error.code;
    throw error;
  }
  return undefined;
}

/** Every spelling of a loopback or private address that the WHATWG URL standard has. */
const SPELLINGS = [
  'http://127.0.0.1/',
  'http://127.1/',
  'http://127.0.1/',
  'http://2130706433/',
  'http://0x7f000001/',
  'http://0x7f.1/',
  'http://0X7F.0.0.1/',
  'http://0177.0.0.1/',
  'http://017700000001/',
  'http://127.0.0.1./',
  'http://127。0。0。1/',
  'http://127.0.0.1/',
  'http://①②⑦.0.0.1/',
  'http://%31%32%37.0.0.1/',
  'http://user:pass@127.0.0.1/',
  'http://example.com@127.0.0.1/',
  'http://example.com:80@127.0.0.1/',
  'http:\\\\127.0.0.1\\',
  'http:/127.0.0.1/',
  'http:127.0.0.1/',
  ' http://127.0.0.1/ ',
  'ht\ntp://127.0.0.1/',
  'HTTPS://127.0.0.1:8443/',
  'http://0/',
  'http://0.0.0.0/',
  'http://[::1]/',
  'http://[::]/',
  'http://[0:0:0:0:0:0:0:1]/',
  'http://[::ffff:127.0.0.1]/',
  'http://[::ffff:7f00:1]/',
  'http://[::127.0.0.1]/',
  'http://[64:ff9b::127.0.0.1]/',
  'http://[2002:7f00:1::]/',
  'http://[fd00::1]/',
  'http://[fe80::1]/',
  'http://169.254.169.254/latest/meta-data/',
  'http://0xa9fea9fe/',
  'http://10.0.0.1/',
  'http://192.168.0.1/',
  'http://172.16.0.1/',
  'http://100.64.0.1/',
  'http://255.255.255.255/',
];

describe('createAddressGuard', () => {
  it.each(SPELLINGS)('refuses %j before any connection', (url) => {
    expect(codeOf(() => createAddressGuard().checkUrl(url))).toBe('ERR_WEBHOOK_ADDRESS_REFUSED');
  });

  it.each(['https://example.com/hook', 'http://1.1.1.1/', 'https://[2606:4700:4700::1111]:8443/x?y=1'])(
    'takes %s',
    (url) => {
      expect(createAddressGuard().checkUrl(url).href).toBe(url);
    },
  );

  it.each([
    'ftp://example.com/',
    'file:///etc/passwd',
    'gopher://example.com/',
    'data:text/plain,x',
    'ws://example.com/',
    'unix:/var/run/docker.sock',
    'javascript:alert(1)',
    '/relative',
    '',
    'http://',
    'http://exa mple.com/',
    'http://256.256.256.256/',
    'http://[::1',
    'http://example.com:0/',
    'http://example.com:99999/',
    'http://./',
  ])('refuses %j as no usable http URL', (url) => {
    expect(codeOf(() => createAddressGuard().checkUrl(url))).toBe('ERR_WEBHOOK_ENDPOINT_INVALID');
  });

  it('keeps credentials and tokens of a refused URL out of the message', () => {
    const guard = createAddressGuard();
    for (const url of ['http://u:canary-1@127.0.0.1/canary-2?t=canary-3', 'ftp://u:canary-1@h/canary-2']) {
      expect(() => guard.checkUrl(url)).toThrow(/^(?!.*canary)/);
    }
  });

  it('opens private addresses by block, by address and by host, and nothing besides', () => {
    const guard = createAddressGuard({
      allow: ['10.20.0.0/16', '192.168.0.7', '[fd00::]', 'fd12::/16', 'localhost'],
    });
    for (const url of [
      'http://10.20.255.1/',
      'http://192.168.0.7/',
      'http://[fd00::]/',
      'http://[fd12::9]/',
    ]) {
      expect(codeOf(() => guard.checkUrl(url))).toBeUndefined();
    }
    for (const url of [
      'http://10.21.0.0/',
      'http://192.168.0.8/',
      'http://[fd00::1]/',
      'http://127.0.0.1/',
    ]) {
      expect(codeOf(() => guard.checkUrl(url))).toBe('ERR_WEBHOOK_ADDRESS_REFUSED');
    }
    expect(codeOf(() => guard.checkAddress('127.0.0.1', 'localhost'))).toBeUndefined();
    expect(codeOf(() => guard.checkAddress('::1', 'localhost.'))).toBeUndefined();
    expect(codeOf(() => guard.checkAddress('127.0.0.1', 'localhost.example.com'))).toBe(
      'ERR_WEBHOOK_ADDRESS_REFUSED',
    );
  });

  it('opens the IPv6 forms that lead to an allowed IPv4 address', () => {
    const guard = createAddressGuard({ allow: ['127.0.0.0/8'] });
    expect(codeOf(() => guard.checkUrl('http://[::ffff:127.0.0.1]/'))).toBeUndefined();
    expect(codeOf(() => guard.checkUrl('http://[::1]/'))).toBe('ERR_WEBHOOK_ADDRESS_REFUSED');
  });

  it('opens a host and all below it by a wildcard, in any case, but no look-alike', () => {
    const guard = createAddressGuard({ allow: ['*.svc.Cluster.local'] });
    expect(codeOf(() => guard.checkAddress('10.0.0.1', 'n8n.svc.cluster.local'))).toBeUndefined();
    expect(codeOf(() => guard.checkAddress('10.0.0.1', 'evilsvc.cluster.local'))).toBe(
      'ERR_WEBHOOK_ADDRESS_REFUSED',
    );
    expect(codeOf(() => guard.checkAddress('10.0.0.1', 'svc.cluster.local'))).toBe(
      'ERR_WEBHOOK_ADDRESS_REFUSED',
    );
  });

  it('says of a URL in any spelling whether its host or address is listed', () => {
    const guard = createAddressGuard({
      allow: ['Hooks.Example.com', '*.example.org', '1.1.0.0/16', '[2606:4700::1111]'],
    });
    for (const url of [
      'https://HOOKS.example.com.:8443/x?y',
      'http://user@a.example.org/',
      'http://0x1.1.1/',
      'http://[::ffff:1.1.2.3]:80/',
      'https://[2606:4700:0:0::1111]/',
    ]) {
      expect(guard.isListed(url), url).toBe(true);
    }
    for (const url of [
      'https://example.com/',
      'https://example.org/',
      'http://1.2.0.0/',
      'http://[2606:4700::1112]/',
      'hooks.example.com',
      '',
    ]) {
      expect(guard.isListed(url), url).toBe(false);
    }
  });

  it.each([
    '10.0.0.1/8',
    '10.0.0.0/33',
    'fd00::/129',
    '10.0.0.0/',
    '10.0.0.0/8/8',
    'http://a',
    'a:80',
    'a/b',
    '*',
    '',
    'a@b',
  ])('refuses %j as an entry of the allow-list', (entry) => {
    expect(() => createAddressGuard({ allow: [entry] })).toThrow(TypeError);
  });
});

describe('createBlockMatcher', () => {
  it('finds an address in one of the blocks, by itself or by the IPv4 address that it carries', () => {
    const isIn = createBlockMatcher(['172.16.0.0/12', '::1', 'fd00::/8']);
    const inside = ['172.17.0.1', '::ffff:172.17.0.1', '64:ff9b::172.17.0.1', '::1', 'fd12::9'];
    for (const address of inside) expect(isIn(address)).toBe(true);
    for (const address of ['172.32.0.1', '::2', '::', 'fc00::', 'localhost', ''])
      expect(isIn(address)).toBe(false);
  });

  it.each(['172.17.0.1/16', '10.0.0.0/99', '10.0.0.0/', 'localhost', ''])(
    'refuses %j as a block',
    (block) => {
      expect(() => createBlockMatcher([block])).toThrow(
        /is not a CIDR block \(expected something like 10\.0\.0\.0\/8/,
      );
    },
  );
});
