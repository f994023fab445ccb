/**
 * What a running mock receiver keeps, and when that changes.
 *
 * @module cli/mock-archive
 */
import { Readable } from 'node:stream';
import { readUpTo } from '../read-up-to.ts';

/** The most bytes that are read of a mock receiver's archive: what fits in one string. */
const MAX_ARCHIVE_BYTES = 256 * 1024 * 1024;

/**
 * What a running mock receiver keeps, as an HTTP archive.
 *
 * @param url address of the mock receiver
 * @throws {TypeError} if it does not answer with one
 */
export async function samplesOfMock(url: string): Promise<unknown[]> {
  const archive = controlUrl(url, 'har');
  const { body } = await request(archive, AbortSignal.timeout(30_000));
  try {
    const { bytes, isCut } = await readUpTo(body ?? Readable.from([]), MAX_ARCHIVE_BYTES);
    if (isCut) throw new RangeError('The archive is larger than 256 MiB.');
    return [JSON.parse(bytes.toString())];
  } catch (cause) {
    throw new TypeError(`${archive.href} does not answer with an HTTP archive that can be read.`, { cause });
  }
}

/** How a line of the event stream begins that tells of a new or deleted delivery. */
const DELIVERY_EVENT = 'event: deliver';

/**
 * Yields after each change of what a mock receiver keeps, until it ends the connection.
 *
 * @param url address of the mock receiver
 * @param signal ends it
 */
export async function* changesOfMock(url: string, signal: AbortSignal): AsyncGenerator<void> {
  const { body } = await request(controlUrl(url, 'events'), signal);
  const reader = body?.pipeThrough(new TextDecoderStream()).getReader();
  let line = '';
  for (;;) {
    // A receiver that is stopped may end the connection in the middle of an answer.
    const chunk = await reader?.read().catch(() => undefined);
    if (chunk?.value === undefined) return;
    const lines = (line + chunk.value).split('\n');
    // No more of a line is kept than tells what it is: the data of an event may be long.
    line = (lines.pop() ?? '').slice(0, DELIVERY_EVENT.length);
    if (lines.some((one) => one.startsWith(DELIVERY_EVENT))) yield;
  }
}

function controlUrl(url: string, path: string): URL {
  if (!URL.canParse(url))
    throw new TypeError(`"${url}" is not a URL: expected one such as http://127.0.0.1:4400`);
  return new URL(`/__mock/${path}`, url);
}

async function request(url: URL, signal: AbortSignal): Promise<Response> {
  let response: Response;
  try {
    response = await fetch(url, { signal });
  } catch (cause) {
    throw new TypeError(`No mock receiver answers at ${url.origin}. Start one: maxun-webhooks mock`, {
      cause,
    });
  }
  if (response.ok) return response;
  throw new TypeError(
    `${url.href} answers ${response.status}: expected a mock receiver of maxun-webhooks there.`,
  );
}
