/**
 * A POST as axios 1.x makes it in Node, without axios: its headers, its redirects (the follow-redirects
 * package), its timeout, and what it accepts as an answer.
 *
 * Redirects: 301, 302 and 303 turn a POST into a GET without a body; any other 3xx with a `location` keeps the method.
 * The timeout runs until the last answer's headers; from then on it is the longest pause within the body.
 *
 * @module simulate/axios-post
 * @see https://github.com/axios/axios/blob/v1.x/lib/adapters/http.js
 * @see https://github.com/follow-redirects/follow-redirects/blob/main/index.js
 */
import * as http from 'node:http';
import * as https from 'node:https';
import type { Clock } from '../clock/clock.ts';
import { DeliveryError } from '../errors/index.ts';
import { deliveryErrorOf } from './delivery-error-of.ts';
import { drain } from './drain.ts';

/** The request of {@link axiosPost}. */
export interface PostRequest {
  readonly url: URL;
  readonly body: Uint8Array;
  /** Headers in addition to axios's own, such as those of a signature. */
  readonly headers: Readonly<Record<string, string>>;
  /** Milliseconds until the answer's headers, and between two pieces of its body. */
  readonly timeoutMs: number;
  readonly clock: Clock;
  /** Cuts the connection. */
  readonly signal: AbortSignal;
  /** As `HTTP_PROXY` in Maxun's environment. */
  readonly proxy?: URL | undefined;
}

/** A redirect that was followed. */
export interface FollowedRedirect {
  readonly status: number;
  /** Where it led. */
  readonly to: string;
}

/** What came back. */
export interface PostAnswer {
  readonly status: number;
  /** The method of the last request: a redirect can have turned it into `GET`. */
  readonly method: 'POST' | 'GET';
  readonly redirects: readonly FollowedRedirect[];
  /** The first 2 kB of its body. */
  readonly answer: string;
}

interface Step {
  readonly url: URL;
  readonly method: 'POST' | 'GET';
}

/** follow-redirects gives up at the 22nd. */
const MAX_REDIRECTS = 21;
/** Those that turn a POST into a GET: what browsers do, and RFC 9110, section 15.4, allows. */
const TO_GET: ReadonlySet<number> = new Set([301, 302, 303]);

/**
 * @param request where to, what, for how long
 * @returns the last answer, whatever its status
 * @throws {DeliveryError} if no answer came, or it did not end
 */
export async function axiosPost(request: PostRequest): Promise<PostAnswer> {
  const timeout = new AbortController();
  const signal = AbortSignal.any([request.signal, timeout.signal]);
  const onTimeout = (): void => timeout.abort(timedOut(request.timeoutMs));
  // axios asks for `keep-alive`; the next attempt is too far off to find the connection still open.
  const agents = {
    'http:': new http.Agent({ keepAlive: true }),
    'https:': new https.Agent({ keepAlive: true }),
  };
  try {
    return await exchange({ ...request, signal }, agents, onTimeout);
  } catch (error) {
    throw deliveryErrorOf(signal.aborted ? signal.reason : error);
  } finally {
    agents['http:'].destroy();
    agents['https:'].destroy();
  }
}

type Agents = Readonly<Record<'http:' | 'https:', http.Agent>>;

async function exchange(request: PostRequest, agents: Agents, onTimeout: () => void): Promise<PostAnswer> {
  const { clock, timeoutMs } = request;
  const redirects: FollowedRedirect[] = [];
  let step: Step = { url: request.url, method: 'POST' };
  const disarm = clock.after(timeoutMs, onTimeout);
  try {
    for (;;) {
      const response = await respond(request, step, agents);
      const next = redirectOf(response, step);
      const status = response.statusCode ?? 0;
      if (next === undefined) {
        disarm();
        const answer = await drain(response, () => clock.after(timeoutMs, onTimeout));
        return { status, method: step.method, redirects, answer };
      }
      response.destroy();
      redirects.push({ status, to: next.url.href });
      if (redirects.length > MAX_REDIRECTS) throw tooManyRedirects();
      step = next;
    }
  } finally {
    disarm();
  }
}

function respond(request: PostRequest, { url, method }: Step, agents: Agents): Promise<http.IncomingMessage> {
  const { proxy, signal } = request;
  const protocol = protocolOf(proxy ?? url);
  const body = method === 'POST' ? request.body : undefined;
  const headers = { ...headersOf(request.headers, body), ...(proxy && { host: url.host }) };
  const options = { method, headers, agent: agents[protocol], signal, ...addressOf(url, proxy) };
  return new Promise((resolve, reject) => {
    const outgoing = (protocol === 'https:' ? https : http).request(options);
    outgoing.on('response', resolve).on('error', reject).end(body);
  });
}

/** axios up to 1.13 sends the user information of a URL as it is written there, without percent-decoding it. */
function addressOf(url: URL, proxy: URL | undefined): http.RequestOptions {
  const { username, password, hostname, port, pathname, search } = url;
  const auth = username === '' && password === '' ? {} : { auth: `${username}:${password}` };
  // Node takes an IPv6 address without its brackets.
  const hostOf = (name: string): string => name.replace(/^\[(.*)\]$/, '$1');
  if (proxy === undefined) return { ...auth, hostname: hostOf(hostname), port, path: pathname + search };
  const target = `${url.protocol}//${url.host}${pathname}${search}`;
  return { ...auth, hostname: hostOf(proxy.hostname), port: proxy.port, path: target };
}

/** In axios's own order and spelling, as captured from axios 1.13.2. A GET after a redirect has lost `Content-*`. */
function headersOf(
  extra: Readonly<Record<string, string>>,
  body: Uint8Array | undefined,
): http.OutgoingHttpHeaders {
  const { 'content-type': type, 'user-agent': agent, ...others } = extra;
  return {
    Accept: 'application/json, text/plain, */*',
    ...(body && { 'Content-Type': type }),
    'User-Agent': agent,
    ...(body && { 'Content-Length': body.byteLength }),
    'Accept-Encoding': 'gzip, compress, deflate, br',
    ...others,
  };
}

function protocolOf({ protocol }: URL): 'http:' | 'https:' {
  if (protocol === 'http:' || protocol === 'https:') return protocol;
  throw redirectError(`The endpoint redirects to a URL of '${protocol}', which axios does not follow.`);
}

function redirectOf(response: http.IncomingMessage, { url, method }: Step): Step | undefined {
  const { statusCode = 0, headers } = response;
  if (statusCode < 300 || statusCode > 399 || !headers.location) return undefined;
  if (!URL.canParse(headers.location, url)) {
    throw redirectError(`The endpoint answered ${statusCode}, and its 'location' is not a URL.`);
  }
  return { url: new URL(headers.location, url), method: TO_GET.has(statusCode) ? 'GET' : method };
}

function tooManyRedirects(): DeliveryError {
  return redirectError(`The endpoint redirected more than ${MAX_REDIRECTS} times: axios gives up there.`);
}

function redirectError(message: string): DeliveryError {
  return new DeliveryError('ERR_WEBHOOK_REDIRECTED', message);
}

function timedOut(timeoutMs: number): DeliveryError {
  const message = `The endpoint did not answer within ${timeoutMs / 1000} s.`;
  return new DeliveryError('ERR_WEBHOOK_ATTEMPT_TIMEOUT', message);
}
