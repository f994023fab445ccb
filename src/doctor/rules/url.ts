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
import {
  type Complaint,
  type Context,
  error,
  type FindingId,
  type MakeRule,
  note,
  type Rule,
  warning,
} from '../finding.ts';

const TOKEN_NAMES = /^(?:token|secret|key|api_?key|auth|access_?token|signature|sig)$/i;
const LOCAL_NAME = /^localhost$|\.localhost$/;
const isLocalAddress = createBlockMatcher([...LOOPBACK_BLOCKS, '0.0.0.0', '::']);
const PRIVATE_NAME = /^[^.:]+$|\.(?:local|internal|lan|home|home\.arpa|intranet|corp)$/;
const TURNS_INTO_GET: ReadonlySet<number> = new Set([301, 302, 303]);

/** The rules about `url`. */
export const urlRules: readonly Rule[] = [
  // The text is not shown: it may hold a token.
  error('url-invalid', 'url', ({ url, stored }) => {
    if (url !== undefined) return undefined;
    const found =
      typeof stored['url'] === 'string' ? 'a text that is not a URL of HTTP' : quote(stored['url']);
    return {
      found,
      why: 'Maxun cannot post to it: every attempt fails.',
      fix: 'Write a whole URL that starts with https:// (or http://).',
    };
  }),
  ofUrl(error, 'url-local', (url) => {
    if (!isLocal(hostOf(url))) return undefined;
    return {
      why: "Maxun runs in Docker as a rule. There, this host is Maxun's own container, and nothing listens: every attempt fails.",
      fix: 'Write host.docker.internal for the host (on Linux with extra_hosts: host.docker.internal:host-gateway), or the name of the service in the same Compose file.',
    };
  }),
  ofUrl(note, 'url-private', (url) => {
    const host = hostOf(url);
    if (isLocal(host) || !isPrivate(host)) return undefined;
    return {
      why: 'Only a server in the same network reaches this host, and a container may resolve names differently from its host.',
      fix: "Check from inside Maxun's container that the name resolves: docker compose exec backend getent hosts NAME.",
    };
  }),
  ofUrl(warning, 'url-plain-http', (url) => {
    const host = hostOf(url);
    const staysInside = isLocal(host) || isPrivate(host);
    if (url.protocol !== 'http:' || staysInside) return undefined;
    return {
      why: 'Everybody on the way can read and change the data, and read the token in the URL. Many servers redirect http to https, and then the body is lost.',
      fix: 'Write https:// for http://, and then change the token.',
    };
  }),
  ofUrl(warning, 'url-duplicate', (_url, { firstWithUrl }) => {
    if (firstWithUrl === undefined) return undefined;
    return {
      why: `The webhook at ${firstWithUrl} of the same robot has this URL too: events that both list arrive twice, under two webhook ids.`,
      fix: 'Delete one of them, and list all events in the other.',
    };
  }),
  ofUrl(warning, 'token-too-short', (url) => {
    const short = tokensOf(url).find((token) => token.length < MIN_TOKEN_LENGTH);
    if (short === undefined) return undefined;
    return {
      why: `A token or password in the URL has ${short.length} characters: it can be guessed, and urlToken and basicAuth of this package refuse fewer than ${MIN_TOKEN_LENGTH}.`,
      fix: "Use random characters, such as those of 'openssl rand -hex 24', in Maxun and in the handler.",
    };
  }),
  ofUrl(note, 'token-missing', (url) => {
    const isInPath = maskUrl(url).includes(`/${MASK}`);
    if (tokensOf(url).length > 0 || isInPath) return undefined;
    return {
      why: 'Maxun signs nothing: without a token in the URL, anybody who knows the address can send events to the handler.',
      fix: 'Add ?token= and at least 16 random characters, and check it with urlToken.',
    };
  }),
  ofUrl(warning, 'basic-encoded', ({ username, password }) => {
    if (!`${username}${password}`.includes('%')) return undefined;
    return {
      why: "User and password become the header Authorization, but axios up to 1.13, as in Maxun's images, sends %XX as it stands.",
      fix: 'Use letters and digits only for the user and the password.',
    };
  }),
  ofUrl(error, 'url-redirects', (url, { answers }) => {
    const status = answers.get(url.href)?.status ?? 0;
    if (status < 300 || status > 399 || status === 304) return undefined;
    return {
      why: TURNS_INTO_GET.has(status)
        ? `It answers HEAD with ${status}. Maxun then sends an empty GET, and takes its 200 for a delivery: the data is lost.`
        : `It answers HEAD with ${status}. Maxun follows that, so that another address gets the data and the token.`,
      fix: 'Write the address that it redirects to. Often https:// for http://, www. or a slash at the end is missing.',
    };
  }),
  ofUrl(warning, 'url-unreachable', (url, { answers }) => {
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
  }),
];

function ofUrl(
  make: MakeRule,
  id: FindingId,
  check: (url: URL, context: Context) => Omit<Complaint, 'found'> | undefined,
): Rule {
  return make(id, 'url', ({ url }, context) => {
    const complaint = url && check(url, context);
    return complaint && { found: cut(maskUrl(url)), ...complaint };
  });
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
