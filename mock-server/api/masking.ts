/**
 * Hides what is secret in everything that is shown.
 *
 * @module mock-server/api/masking
 */
import { parseSecret } from '../../src/signature/index.ts';

/** What stands in place of something secret. */
const MASK = '…';

/**
 * A secret, to be shown.
 *
 * @param secret `whsec_…`, `whpk_…` or `whsk_…`
 * @returns its kind and nothing of its bytes
 * @throws {TypeError} if it is no secret
 */
export function maskSecret(secret: string): string {
  return parseSecret(secret).toString();
}

/**
 * Path and query, to be shown.
 *
 * @param url as it was sent
 * @returns the same with the value of each `token` hidden
 */
export function maskUrl(url: string): string {
  return url
    .replaceAll(/([?&]token=)[^&#]*/gi, `$1${MASK}`)
    .replace(/^(https?:\/\/)[^/?#@]*@/i, `$1${MASK}@`);
}

/** Headers that carry credentials. */
const CREDENTIALS = /^(?:proxy-)?authorization$|^cookie$|^x-api-key$/i;

/**
 * Header names and values in turn, to be shown.
 *
 * @param rawHeaders as they were on the wire
 * @returns the same with credentials hidden
 */
export function maskHeaders(rawHeaders: readonly string[]): string[] {
  return rawHeaders.map((text, index) => {
    const name = index % 2 === 1 ? rawHeaders[index - 1] : undefined;
    return name !== undefined && CREDENTIALS.test(name) ? MASK : text;
  });
}
