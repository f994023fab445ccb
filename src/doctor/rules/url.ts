/**
 * What can be wrong with the URL of a webhook.
 *
 * @module doctor/rules/url
 */
import { isIP } from 'node:net';
import { classifyAddress, createBlockMatcher, LOOPBACK_BLOCKS } from '../../address-guard/index.ts';
import { MASK, maskUrl } from '../../errors/mask-url.ts';
import { MIN_TOKEN_LENGTH } from '../../receive/limits.ts';
import { cut, quote } from '../quote.ts';
import type { Complaint, Context, Rule, StoredWebhook } from '../finding.ts';

const TOKEN_NAMES = /^(?:token|secret|key|api_?key|auth|access_?token|signature|sig)$/i;
const LOCAL_NAME = /^localhost$|\.localhost$/;
const isLocalAddress = createBlockMatcher([...LOOPBACK_BLOCKS, '0.0.0.0', '::']);
const PRIVATE_NAME = /^[^.:]+$|\.(?:local|internal|lan|home|home\.arpa|intranet|corp)$/;
const TURNS_INTO_GET: ReadonlySet<number> = new Set([301, 302, 303]);

/** The rules about `url`. */
export const urlRules: readonly Rule[] = [
  { id: 'url-invalid', severity: 'error', field: 'url', check: invalid },
  { id: 'url-local', severity: 'error', field: 'url', check: withUrl(local) },
  { id: 'url-private', severity: 'note', field: 'url', check: withUrl(privateHost) },
  { id: 'url-plain-http', severity: 'warning', field: 'url', check: withUrl(plainHttp) },
  { id: 'url-duplicate', severity: 'warning', field: 'url', check: withUrl(duplicate) },
  { id: 'token-too-short', severity: 'warning', field: 'url', check: withUrl(shortToken) },
  { id: 'token-missing', severity: 'note', field: 'url', check: withUrl(noToken) },
  { id: 'basic-encoded', severity: 'warning', field: 'url', check: withUrl(encodedBasic) },
  { id: 'url-redirects', severity: 'error', field: 'url', check: withUrl(redirects) },
  { id: 'url-unreachable', severity: 'warning', field: 'url', check: withUrl(unreachable) },
];

function withUrl(check: (url: URL, context: Context) => Omit<Complaint, 'found'> | undefined): Rule['check'] {
  return ({ url }, context) => {
    const complaint = url && check(url, context);
    return complaint && { found: `url: ${cut(maskUrl(url))}`, ...complaint };
  };
}

/** The text is not shown: it may hold a token. */
function invalid({ url, stored }: StoredWebhook): Complaint | undefined {
  if (url !== undefined) return undefined;
  const found = typeof stored['url'] === 'string' ? 'a text that is not a URL of HTTP' : quote(stored['url']);
  return {
    found: `url: ${found}`,
    why: 'Maxun cannot post to it: every attempt fails.',
    fix: 'Write a whole URL that starts with https:// (or http://).',
  };
}

function local(url: URL): Omit<Complaint, 'found'> | undefined {
  if (!isLocal(hostOf(url))) return undefined;
  return {
    why: "Maxun runs in Docker as a rule. There, this host is Maxun's own container, and nothing listens: every attempt fails.",
    fix: 'Write host.docker.internal for the host (on Linux with extra_hosts: host.docker.internal:host-gateway), or the name of the service in the same Compose file.',
  };
}

function privateHost(url: URL): Omit<Complaint, 'found'> | undefined {
  const host = hostOf(url);
  if (isLocal(host) || !isPrivate(host)) return undefined;
  return {
    why: 'Only a server in the same network reaches this host, and a container may resolve names differently from its host.',
    fix: "Check from inside Maxun's container that the name resolves: docker compose exec backend getent hosts NAME.",
  };
}

function plainHttp(url: URL): Omit<Complaint, 'found'> | undefined {
  const host = hostOf(url);
  const staysInside = isLocal(host) || isPrivate(host);
  if (url.protocol !== 'http:' || staysInside) return undefined;
  return {
    why: 'Everybody on the way can read and change the data, and read the token in the URL. Many servers redirect http to https, and then the body is lost.',
    fix: 'Write https:// for http://, and then change the token.',
  };
}

function duplicate(_url: URL, { firstWithUrl }: Context): Omit<Complaint, 'found'> | undefined {
  if (firstWithUrl === undefined) return undefined;
  return {
    why: `The webhook at ${firstWithUrl} of the same robot has this URL too: events that both list arrive twice, under two webhook ids.`,
    fix: 'Delete one of them, and list all events in the other.',
  };
}

function shortToken(url: URL): Omit<Complaint, 'found'> | undefined {
  const short = tokensOf(url).find((token) => token.length < MIN_TOKEN_LENGTH);
  if (short === undefined) return undefined;
  return {
    why: `A token or password in the URL has ${short.length} characters: it can be guessed, and urlToken and basicAuth of this package refuse fewer than ${MIN_TOKEN_LENGTH}.`,
    fix: "Use random characters, such as those of 'openssl rand -hex 24', in Maxun and in the handler.",
  };
}

function noToken(url: URL): Omit<Complaint, 'found'> | undefined {
  const isInPath = maskUrl(url).includes(`/${MASK}`);
  if (tokensOf(url).length > 0 || isInPath) return undefined;
  return {
    why: 'Maxun signs nothing: without a token in the URL, anybody who knows the address can send events to the handler.',
    fix: 'Add ?token= and at least 16 random characters, and check it with urlToken.',
  };
}

function encodedBasic({ username, password }: URL): Omit<Complaint, 'found'> | undefined {
  if (!`${username}${password}`.includes('%')) return undefined;
  return {
    why: "User and password become the header Authorization, but axios up to 1.13, as in Maxun's images, sends %XX as it stands.",
    fix: 'Use letters and digits only for the user and the password.',
  };
}

function redirects(url: URL, { answers }: Context): Omit<Complaint, 'found'> | undefined {
  const status = answers.get(url.href)?.status ?? 0;
  if (status < 300 || status > 399 || status === 304) return undefined;
  return {
    why: TURNS_INTO_GET.has(status)
      ? `It answers HEAD with ${status}. Maxun then sends an empty GET, and takes its 200 for a delivery: the data is lost.`
      : `It answers HEAD with ${status}. Maxun follows that, so that another address gets the data and the token.`,
    fix: 'Write the address that it redirects to. Often https:// for http://, www. or a slash at the end is missing.',
  };
}

function unreachable(url: URL, { answers }: Context): Omit<Complaint, 'found'> | undefined {
  const failure = answers.get(url.href)?.failure;
  if (failure === undefined) return undefined;
  if (failure === 'ERR_WEBHOOK_ADDRESS_REFUSED') {
    return {
      why: 'It was not asked: its address is private, and the settings may be those of somebody else.',
      fix: "Allow the address (--allow) if it is yours: 'maxun-webhooks doctor --online --allow 10.0.0.0/8'.",
    };
  }
  return {
    why: `It did not answer a HEAD from this machine (${failure}). From Maxun's machine that may differ.`,
    fix: 'Check that the server runs, and that its name and port are right.',
  };
}

function tokensOf(url: URL): readonly string[] {
  const inQuery = [...url.searchParams].filter(([name]) => TOKEN_NAMES.test(name)).map(([, token]) => token);
  return url.username === '' && url.password === '' ? inQuery : [...inQuery, url.password];
}

function isLocal(host: string): boolean {
  return LOCAL_NAME.test(host) || isLocalAddress(host);
}

function isPrivate(host: string): boolean {
  return isIP(host) === 0 ? PRIVATE_NAME.test(host) : classifyAddress(host) !== undefined;
}

function hostOf({ hostname }: URL): string {
  return hostname.replace(/^\[|\]$|\.$/g, '');
}
