/**
 * Asks each URL by HEAD whether it redirects, and probes its endpoint.
 *
 * @module doctor/ask-urls
 */
import { Agent, request } from 'undici';
import {
  type AddressGuard,
  createAddressGuard,
  createGuardedConnector,
  LOOPBACK_BLOCKS,
} from '../address-guard/index.ts';
import { WebhookError } from '../errors/index.ts';
import { requireDuration } from '../errors/options.ts';
import { probeEndpoint, type ProbeOptions } from '../probe/index.ts';
import type { UrlAnswer } from './finding.ts';
import { readSettings } from './read-settings.ts';

/** Options of {@link askUrls}. */
export interface AskOptions {
  /** Milliseconds until the answer to a HEAD has to be there. Default: 5,000. */
  readonly timeoutMs?: number | undefined;
  /** Private addresses, CIDR blocks and hosts that may be reached. Loopback and public addresses always may. */
  readonly allow?: readonly string[] | undefined;
  /** Whether endpoints are probed at the level `stock`, without the slow uploads: about 100 requests each. Default: false. */
  readonly probe?: boolean | undefined;
  /** Lets public addresses be probed: only if all of them are yours. Default: false. */
  readonly allowPublic?: boolean | undefined;
  /** Aborts what is not answered yet. */
  readonly signal?: AbortSignal | undefined;
}

const TIMEOUT_MS = 5000;

/** The most URLs that are asked, and how many at a time. */
const MAX_URLS = 100;
const AT_ONCE = 8;

/** The most URLs that are probed, one after the other. */
const MAX_PROBES = 10;

/**
 * Asks the URL of every webhook once, by HEAD, and follows no redirect: at most 100 different URLs, 8 at a time. With `probe`,
 * the first 10 that did not redirect are probed, too.
 *
 * @param settings as for `diagnose`
 * @param options how long to wait, where to go
 * @returns the answer of each URL, for `diagnose`
 * @throws {TypeError} if the settings, or an entry of `allow`, cannot be read
 */
export async function askUrls(
  settings: unknown,
  options: AskOptions = {},
): Promise<ReadonlyMap<string, UrlAnswer>> {
  const { timeoutMs = TIMEOUT_MS, allow = [], probe = false, signal } = options;
  requireDuration('timeoutMs', timeoutMs);
  const guard = createAddressGuard({ allow: [...LOOPBACK_BLOCKS, ...allow] });
  const urls = new Set(readSettings(settings).flatMap(({ url }) => url?.href ?? []));
  const answers = await headAll([...urls].slice(0, MAX_URLS), guard, { timeoutMs, signal });
  return probe ? probeAll(answers, options) : answers;
}

type Limits = Readonly<{ timeoutMs: number; signal: AbortSignal | undefined }>;

async function headAll(
  urls: readonly string[],
  guard: AddressGuard,
  { timeoutMs, signal }: Limits,
): Promise<ReadonlyMap<string, UrlAnswer>> {
  const answers = new Map<string, UrlAnswer>(urls.map((url) => [url, {}]));
  const dispatcher = new Agent({ connect: createGuardedConnector({ guard }) });
  const waiting = urls.values();
  const askOneByOne = async (): Promise<void> => {
    for (const url of waiting) {
      const deadline = AbortSignal.timeout(timeoutMs);
      const abort = signal === undefined ? deadline : AbortSignal.any([deadline, signal]);
      answers.set(url, await head(url, { guard, dispatcher, signal: abort }));
      signal?.throwIfAborted();
    }
  };
  try {
    await Promise.all(Array.from({ length: AT_ONCE }, askOneByOne));
    return answers;
  } finally {
    await dispatcher.destroy();
  }
}

async function head(
  text: string,
  { guard, dispatcher, signal }: { guard: AddressGuard; dispatcher: Agent; signal: AbortSignal },
): Promise<UrlAnswer> {
  try {
    const url = new URL(guard.checkUrl(text));
    url.username = '';
    url.password = '';
    const { statusCode, body } = await request(url, { method: 'HEAD', dispatcher, signal });
    body.on('error', () => undefined).destroy();
    return { status: statusCode };
  } catch (error) {
    return { failure: failureOf(error) };
  }
}

function failureOf(error: unknown): string {
  if (error instanceof WebhookError) return error.code;
  const { name, code } = error as NodeJS.ErrnoException;
  // The code of an aborted signal is a number.
  return typeof code === 'string' ? code : name;
}

async function probeAll(
  answers: ReadonlyMap<string, UrlAnswer>,
  { allow, allowPublic, signal }: AskOptions,
): Promise<ReadonlyMap<string, UrlAnswer>> {
  const probed = new Map(answers);
  const answering = [...answers].filter(
    ([, { status }]) => status !== undefined && (status < 300 || status >= 400),
  );
  const options: ProbeOptions = { level: 'stock', skip: ['slow uploads'], allow, allowPublic, signal };
  for (const [url, answer] of answering.slice(0, MAX_PROBES))
    probed.set(url, { ...answer, probe: await probeOne(url, options) });
  return probed;
}

/** `undefined` for an address that may be asked, but not probed. */
async function probeOne(url: string, options: ProbeOptions): Promise<UrlAnswer['probe']> {
  try {
    return await probeEndpoint(url, options);
  } catch (error) {
    if (error instanceof WebhookError && error.code === 'ERR_WEBHOOK_ADDRESS_REFUSED') return undefined;
    throw error;
  }
}
