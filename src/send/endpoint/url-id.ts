/**
 * A UUID of version 5 from a URL: RFC 9562, section 5.5.
 *
 * @module send/endpoint/url-id
 */
import { createHash } from 'node:crypto';

/** The name space of URLs: RFC 9562, section 6.6. */
const URL_NAMESPACE = Buffer.from('6ba7b8119dad11d180b400c04fd430c8', 'hex');

/**
 * @param url any URL
 * @returns the id, always the same for the same URL
 * @example
 * ```ts
 * urlId('http://www.example.com/'); // 'fcde3c85-2270-590f-9e7c-ee003d65e0e2'
 * ```
 */
export function urlId(url: string): string {
  const digest = createHash('sha1').update(URL_NAMESPACE).update(url).digest();
  digest.writeUInt8((digest.readUInt8(6) & 0x0f) | 0x50, 6);
  digest.writeUInt8((digest.readUInt8(8) & 0x3f) | 0x80, 8);
  const hex = digest.toString('hex', 0, 16);
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}
