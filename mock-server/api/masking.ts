/**
 * Hides credentials in everything that is shown or exported, by their place. The receiver's own secrets are hidden by
 * their value as well: see `createMask`.
 *
 * @module mock-server/api/masking
 */
import { MASK, maskUrl as hideInUrl } from '../../src/errors/mask-url.ts';
import { parseSecret } from '../../src/signature/index.ts';

/**
 * Masks a secret for display.
 *
 * @param secret `whsec_…`, `whpk_…` or `whsk_…`
 * @returns its kind without its bytes
 * @throws {TypeError} if it cannot be read as a secret
 */
export function maskSecret(secret: string): string {
  return parseSecret(secret).toString();
}

/**
 * Masks a URL of the receiver for display. Its path stays readable, since it holds no token; so does the rest of the query.
 *
 * @param url as it was sent
 * @returns the same with userinfo and the value of each `token` hidden
 */
export function maskUrl(url: string): string {
  return hideInUrl(url, { names: /^token$/i, path: false });
}

/** Headers that carry credentials. */
const CREDENTIALS = /^(?:proxy-)?authorization$|^cookie$|^set-cookie$|^x-api-key$/i;

/**
 * Masks header names and values, alternating, for display.
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
