/**
 * Asks each URL once, by HEAD, whether it redirects.
 *
 * @module doctor/ask-urls
 */
import { requireDuration } from '../errors/options.ts';
import type { HeadAnswer } from './finding.ts';
import { readSettings } from './read-settings.ts';

/** Options of {@link askUrls}. */
export interface AskOptions {
  /** Milliseconds until an answer has to be there. Default: 5,000. */
  readonly timeoutMs?: number | undefined;
  /** Aborts what is not answered yet. */
  readonly signal?: AbortSignal | undefined;
}

const TIMEOUT_MS = 5000;

/** The most URLs that are asked. */
const MAX_URLS = 100;

/**
 * Asks the URL of every webhook once, by HEAD and one after another, and follows no redirect. At most 100 different URLs.
 *
 * @param settings as for `diagnose`
 * @param options how long to wait
 * @returns the answer of each URL, for `diagnose`
 * @throws {TypeError} if the settings cannot be read
 */
export async function askUrls(
  settings: unknown,
  { timeoutMs = TIMEOUT_MS, signal }: AskOptions = {},
): Promise<ReadonlyMap<string, HeadAnswer>> {
  requireDuration('timeoutMs', timeoutMs);
  const urls = new Set(readSettings(settings).flatMap(({ url }) => url?.href ?? []));
  const answers = new Map<string, HeadAnswer>();
  for (const url of [...urls].slice(0, MAX_URLS)) {
    const deadline = AbortSignal.timeout(timeoutMs);
    answers.set(url, await head(url, signal === undefined ? deadline : AbortSignal.any([deadline, signal])));
    signal?.throwIfAborted();
  }
  return answers;
}

/** `fetch` refuses user and password in a URL. */
async function head(text: string, signal: AbortSignal): Promise<HeadAnswer> {
  const url = new URL(text);
  url.username = '';
  url.password = '';
  try {
    const { status } = await fetch(url, { method: 'HEAD', redirect: 'manual', signal });
    return { status };
  } catch (error) {
    return { failure: failureOf(error) };
  }
}

function failureOf(error: unknown): string {
  const { name, cause } = error as Error;
  return (cause as NodeJS.ErrnoException | undefined)?.code ?? name;
}
