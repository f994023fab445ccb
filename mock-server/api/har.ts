/**
 * Deliveries as an HTTP archive.
 *
 * @module mock-server/api/har
 * @see http://www.softwareishard.com/blog/har-12-spec/
 */
import { STATUS_CODES } from 'node:http';
import type { Har, HarEntry, HarPair } from './types.ts';
import type { Delivery } from '../journal/delivery.ts';
import { maskHeaders, maskUrl } from './masking.ts';

/** What an archive is made with. */
export interface HarOptions {
  /** Such as `http://127.0.0.1:4400`. */
  readonly origin: string;
  /** Version of this package. */
  readonly version: string;
}

/**
 * Makes an archive. A body that is no text has U+FFFD in it: the format knows nothing else for requests.
 *
 * @param deliveries what goes in, oldest first
 * @param options origin and version
 */
export function harOf(deliveries: readonly Delivery[], { origin, version }: HarOptions): Har {
  const entries = deliveries.map((delivery) => entryOf(delivery, origin));
  return { log: { version: '1.2', creator: { name: 'maxun-webhooks', version }, entries } };
}

function entryOf(delivery: Delivery, origin: string): HarEntry {
  const { answer, method, receivedAt, headers, text, body } = delivery;
  const url = new URL(maskUrl(delivery.url), origin);
  const wait = answer.durationMs ?? 0;
  const postData = { mimeType: headers['content-type'] ?? '', text };
  return {
    startedDateTime: receivedAt,
    time: wait,
    request: {
      method,
      url: url.href,
      httpVersion: 'HTTP/1.1',
      cookies: [],
      headers: pairsOf(maskHeaders(delivery.rawHeaders)),
      queryString: [...url.searchParams].map(([name, value]) => ({ name, value })),
      ...(body.byteLength === 0 ? {} : { postData }),
      headersSize: -1,
      bodySize: body.byteLength,
    },
    response: responseOf(answer),
    cache: {},
    timings: { send: 0, wait, receive: 0 },
  };
}

function responseOf({ status, headers, body }: Delivery['answer']): HarEntry['response'] {
  const size = Buffer.byteLength(body);
  return {
    status: status ?? 0,
    statusText: STATUS_CODES[status ?? 0] ?? '',
    httpVersion: 'HTTP/1.1',
    cookies: [],
    headers: pairsOf(Object.entries(headers).flat()),
    content: { size, mimeType: headers['content-type'] ?? '', text: body },
    redirectURL: headers['location'] ?? '',
    headersSize: -1,
    bodySize: size,
  };
}

function pairsOf(rawHeaders: readonly string[]): HarPair[] {
  const pairs: HarPair[] = [];
  for (let index = 0; index + 1 < rawHeaders.length; index += 2) {
    pairs.push({ name: rawHeaders[index] ?? '', value: rawHeaders[index + 1] ?? '' });
  }
  return pairs;
}
