/**
 * The address guard decides which endpoints a server may call (server-side request forgery, CWE-918; OWASP SSRF
 * Prevention Cheat Sheet, case 2).
 *
 * Private and special-purpose addresses are refused unless they are on the allow-list. The URL is checked when it is given,
 * and every address of its name when a connection is made, since names can change in between.
 *
 * @module address-guard/address-guard
 */
import { isIP, type LookupFunction } from 'node:net';
import { DeliveryError } from '../errors/index.ts';
import { parseAllowList, withoutTrailingDot, type AllowList } from './allow-list.ts';
import { createGuardedLookup, type Resolve } from './guarded-lookup.ts';
import { classifyAddress } from './special-purpose.ts';

/** The options of {@link createAddressGuard}. */
export interface AddressGuardOptions {
  /**
   * Private targets that may be reached: CIDR blocks (`10.0.0.0/8`), addresses, hosts (`n8n.internal`) and
   * hosts with all below them (`*.svc.cluster.local`). A host is allowed with any address. Default: nothing.
   */
  readonly allow?: readonly string[] | undefined;
  /** Turns names into addresses. Default: the system's resolver. */
  readonly resolve?: Resolve | undefined;
}

/** Decides which URLs and addresses may be called. */
export interface AddressGuard {
  /**
   * Accepts or refuses a URL, without any network traffic.
   *
   * @param url an absolute URL in any spelling
   * @returns the parsed URL
   * @throws {DeliveryError} ERR_WEBHOOK_ENDPOINT_INVALID if it is not an `http:` or `https:` URL
   * @throws {DeliveryError} ERR_WEBHOOK_ADDRESS_REFUSED if its host is an address that may not be reached
   */
  checkUrl(url: string | URL): URL;
  /**
   * Whether the allow-list names the host of a URL, or has its address; a name is not resolved.
   *
   * @param url in any spelling
   */
  isListed(url: string | URL): boolean;
  /**
   * @param address textual address
   * @param hostname the name that it was resolved from
   * @throws {DeliveryError} ERR_WEBHOOK_ADDRESS_REFUSED if it may not be reached
   */
  checkAddress(address: string, hostname?: string): void;
  /** For `net.connect` and `tls.connect`: resolves a name, and fails if any of its addresses may not be reached. */
  readonly lookup: LookupFunction;
}

/**
 * Creates a guard.
 *
 * @param options `allow`: private targets that may be reached; `resolve`: the resolver
 * @returns the guard
 * @throws {TypeError} if an entry of `allow` is not a CIDR block, address or host
 * @example
 * ```ts
 * const guard = createAddressGuard({ allow: ['10.20.0.0/16', 'n8n.internal'] });
 * guard.checkUrl('https://example.com/hook'); // the URL
 * guard.checkUrl('http://0x7f.1/'); // throws ERR_WEBHOOK_ADDRESS_REFUSED: 127.0.0.1 is loopback
 * ```
 */
export function createAddressGuard(options: AddressGuardOptions = {}): AddressGuard {
  const allow = parseAllowList(options.allow ?? []);
  const checkAddress = (address: string, hostname: string = address): void => {
    assertAllowed(allow, address, hostname);
  };
  return {
    checkUrl(url) {
      const parsed = parseHttpUrl(url);
      const host = hostOf(parsed);
      if (isIP(host) !== 0) checkAddress(host);
      return parsed;
    },
    isListed(url) {
      const host = URL.canParse(url) ? hostOf(new URL(url)) : '';
      return allow.allowsHost(host) || allow.allowsAddress(host);
    },
    checkAddress,
    lookup: createGuardedLookup(checkAddress, options.resolve),
  };
}

/** The host without brackets and trailing dot, as a lookup and an allow-list use it. */
function hostOf(url: URL): string {
  return withoutTrailingDot(url.hostname.replace(/^\[(.*)\]$/, '$1'));
}

/**
 * The WHATWG parser turns every spelling of an address (decimal, hexadecimal, octal, short, full-width, with a
 * trailing dot) into the one that is then checked: https://url.spec.whatwg.org/#host-parsing.
 */
function parseHttpUrl(url: string | URL): URL {
  const parsed = URL.canParse(url) ? new URL(url) : undefined;
  if (parsed?.protocol !== 'http:' && parsed?.protocol !== 'https:') {
    // The text may contain credentials or a token, so the message describes only its kind.
    const found =
      parsed === undefined ? 'text that is not a URL' : `a URL with the scheme ${parsed.protocol}`;
    throw invalid(`expected an absolute http: or https: URL, found ${found}`);
  }
  if (hostOf(parsed) === '' || parsed.port === '0')
    throw invalid('expected a URL with a host and a port from 1 to 65535, found a URL without one');
  return parsed;
}

function invalid(message: string): DeliveryError {
  return new DeliveryError('ERR_WEBHOOK_ENDPOINT_INVALID', message);
}

function assertAllowed(allow: AllowList, address: string, hostname: string): void {
  if (isIP(address) === 0)
    throw refused(`${hostname} resolved to something that is not an IP address: check the resolver`);
  const special = classifyAddress(address);
  if (special === undefined) return;
  if (allow.allowsHost(withoutTrailingDot(hostname)) || allow.allowsAddress(address)) return;
  const what = hostname === address ? address : `${hostname} resolved to ${address}, which`;
  throw refused(
    `${what} is not a public address (${special.name}, ${special.source}): to reach it, add the ` +
      'host or a CIDR block to "allow"',
  );
}

function refused(message: string): DeliveryError {
  return new DeliveryError('ERR_WEBHOOK_ADDRESS_REFUSED', message);
}
