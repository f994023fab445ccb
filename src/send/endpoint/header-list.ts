/**
 * Checks the headers that a caller adds to every request of an endpoint.
 *
 * @module send/endpoint/header-list
 */
import { DeliveryError } from '../../errors/index.ts';

/** RFC 9110, section 5.1: a field name is a token. */
const NAME = /^[!#$%&'*+.^_`|~0-9A-Za-z-]{1,256}$/;
/** RFC 9110, section 5.5: visible ASCII, spaces and tabs; no line ends, nothing ambiguous. */
const VALUE = /^[\t\x20-\x7e]{0,8192}$/;

/**
 * Names that the sender sets itself, or that would break the framing of HTTP/1.1 (RFC 9110, section 7.6.1; RFC 9112,
 * sections 6 and 9), ask for a compressed body, or are names of JavaScript's own objects.
 */
const FORBIDDEN_HEADERS = new Set([
  'accept-encoding',
  'connection',
  'content-encoding',
  'content-length',
  'content-type',
  'expect',
  'host',
  'keep-alive',
  'proxy-authenticate',
  'proxy-authorization',
  'proxy-connection',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
  'webhook-id',
  'webhook-timestamp',
  'webhook-signature',
  '__proto__',
  'constructor',
  'prototype',
]);

/**
 * @param headers names and values of the caller
 * @returns names in lower case and values, in turn
 * @throws {DeliveryError} ERR_WEBHOOK_ENDPOINT_INVALID if a name or a value cannot be sent, or only the sender may set it
 */
export function parseHeaders(headers: Readonly<Record<string, string>>): string[] {
  // `Object.entries` sees no headers in a `Headers`, a `Map` or a list: they would not be sent.
  if (Symbol.iterator in Object(headers)) {
    throw invalid('headers must be a plain object of names and values: use Object.fromEntries(headers)');
  }
  const seen = new Set<string>();
  return Object.entries(headers).flatMap(([given, value]) => {
    const name = given.toLowerCase();
    // A value may be a secret, and a name may contain a line end: the message has neither.
    if (!NAME.test(name))
      throw invalid('a header has a name that is not an HTTP token (RFC 9110, section 5.1)');
    if (FORBIDDEN_HEADERS.has(name))
      throw invalid(
        `the header ${name} cannot be set: the sender sets it, or it must not be sent; leave it out`,
      );
    if (seen.has(name)) throw invalid(`the header ${name} is given twice`);
    seen.add(name);
    if (typeof value !== 'string' || !VALUE.test(value)) {
      throw invalid(
        `the header ${name} must be visible ASCII, without line ends and at most 8,192 characters`,
      );
    }
    return [name, value];
  });
}

function invalid(message: string): DeliveryError {
  return new DeliveryError('ERR_WEBHOOK_ENDPOINT_INVALID', message);
}
