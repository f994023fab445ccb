/**
 * Shows a URL without what it keeps secret.
 *
 * @module errors/mask-url
 */

/** Stands for what is hidden. */
export const MASK = '…';

/** What {@link maskUrl} hides besides userinfo. */
export interface MaskUrlOptions {
  /** Names whose values are hidden in the query; all of them by default. */
  readonly names?: RegExp;
  /** Whether parts of the path that look like a token are hidden; by default they are. */
  readonly path?: boolean;
}

/** A part of a path that looks like a token: long, with a digit. */
const TOKEN_IN_PATH = /^(?=.*\d)[\w.~%+=-]{16,}$/;

/** Origin with userinfo, path, query; the URL of a request line has no origin. */
const PARTS = /^((?:[a-z][a-z\d+.-]*:)\/\/)?((?<=\/\/)[^/?#]*@)?([^/?#]*)([^?#]*)(\?[^#]*)?/i;

/**
 * Hides userinfo, the values of the query, and parts of the path that look like a token. What is not hidden stays as it is
 * written; the fragment is left out.
 *
 * @param url absolute, or a path with its query
 */
export function maskUrl(url: URL | string, { names = /^/, path = true }: MaskUrlOptions = {}): string {
  const [, scheme = '', user, host = '', wholePath = '', query = ''] = PARTS.exec(String(url)) ?? [];
  const parts = path ? wholePath.split('/').map(hideToken).join('/') : wholePath;
  return `${scheme}${user === undefined ? '' : `${MASK}@`}${host}${parts}${hideValues(query, names)}`;
}

/** What {@link maskUrl} hides besides userinfo, by default: as it is written, and decoded. */
export function hiddenIn({ pathname, search, searchParams }: URL): string[] {
  const inPath = pathname.split('/').filter((part) => TOKEN_IN_PATH.test(part));
  const inQuery = search.slice(1).split('&');
  return [...inPath, ...inQuery.map((part) => part.replace(/^[^=]*=/, '')), ...searchParams.values()];
}

function hideToken(part: string): string {
  return TOKEN_IN_PATH.test(part) ? MASK : part;
}

/** `?a=1&b` becomes `?a=…&…`: what has no name may be the secret itself. */
function hideValues(query: string, names: RegExp): string {
  return query.replaceAll(/(?<=[?&])[^&]+/g, (part) => {
    const [name, value] = part.includes('=') ? (part.split(/=(.*)/s) as [string, string]) : ['', part];
    if (value === '' || !names.test(name)) return part;
    return name === '' ? MASK : `${name}=${MASK}`;
  });
}
