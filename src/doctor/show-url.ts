/**
 * Shows a URL without what it keeps secret.
 *
 * @module doctor/show-url
 */

const MASK = '***';

/** A part of a path that looks like a token: long, with a digit. */
const TOKEN_IN_PATH = /^(?=.*\d)[\w.~%+=-]{16,}$/;

/** The longest URL that is shown. */
const MAX_SHOWN = 300;

/**
 * @param url to show
 * @returns it with user, password, values of the query, and what looks like a token in the path masked
 */
export function showUrl(url: URL): string {
  const user = url.username === '' && url.password === '' ? '' : `${MASK}@`;
  const path = url.pathname
    .split('/')
    .map((part) => (TOKEN_IN_PATH.test(part) ? MASK : part))
    .join('/');
  const query = [...url.searchParams.keys()].map((key) => `${encodeURIComponent(key)}=${MASK}`).join('&');
  const text = `${url.protocol}//${user}${url.host}${path}${query === '' ? '' : `?${query}`}`;
  return text.length <= MAX_SHOWN ? text : `${text.slice(0, MAX_SHOWN)}…`;
}
