/**
 * Deliveries as an HTTP archive, written entry by entry: all of them together may be larger than any text can be.
 *
 * @module mock-server/api/har
 * @see http://www.softwareishard.com/blog/har-12-spec/
 */
import { STATUS_CODES } from 'node:http';
import type { Delivery } from '../journal/delivery.ts';
import { headerPairs } from './headers.ts';
import { maskHeaders, maskUrl } from './masking.ts';

/** Options of an archive. */
export interface HarOptions {
  /** Such as `http://127.0.0.1:4400`. */
  readonly origin: string;
  /** Version of this package. */
  readonly version: string;
}

/**
 * The text of an archive, in pieces. A body that is not text contains U+FFFD: the format has no other form for requests.
 *
 * @param deliveries in the archive, oldest first
 * @param options origin and version
 */
export function* harText(deliveries: Iterable<Delivery>, { origin, version }: HarOptions): Generator<string> {
  const creator = JSON.stringify({ name: 'maxun-webhooks', version });
  yield `{"log":{"version":"1.2","creator":${creator},"entries":[`;
  let separator = '';
  for (const delivery of deliveries) {
    yield `${separator}${JSON.stringify(entryOf(delivery, origin))}`;
    separator = ',';
  }
  yield ']}}';
}

function entryOf(delivery: Delivery, origin: string): object {
  const { response, method, receivedAt, headers, text, body } = delivery;
  const url = new URL(maskUrl(delivery.url), origin);
  const wait = response.durationMs ?? 0;
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
    response: responseOf(response),
    cache: {},
    timings: { send: 0, wait, receive: 0 },
    ...(delivery.isComplete ? {} : { comment: 'The body was not read whole.' }),
  };
}

function responseOf({ status, headers, body }: Delivery['response']): object {
  const size = Buffer.byteLength(body);
  return {
    // 0 stands for no answer.
    status: status ?? 0,
    statusText: STATUS_CODES[status ?? 0] ?? '',
    httpVersion: 'HTTP/1.1',
    cookies: [],
    headers: pairsOf(maskHeaders(Object.entries(headers).flat())),
    content: { size, mimeType: headers['content-type'] ?? '', text: body },
    redirectURL: headers['location'] ?? '',
    headersSize: -1,
    bodySize: size,
  };
}

function pairsOf(rawHeaders: readonly string[]): { name: string; value: string }[] {
  return headerPairs(rawHeaders).map(([name, value]) => ({ name, value }));
}
