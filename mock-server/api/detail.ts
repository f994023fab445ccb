/**
 * One delivery, whole, as the control API gives it.
 *
 * @module mock-server/api/detail
 */
import { isUtf8 } from 'node:buffer';
import type { Delivery } from '../journal/delivery.ts';
import { withoutHopByHop } from '../outgoing/forward.ts';
import { joinHeaders } from './headers.ts';
import { maskHeaders, maskUrl } from './masking.ts';
import type { DeliveryDetail, DeliveryResponse, FixtureFile } from './types.ts';

/**
 * A delivery with its body, its verdict and what belongs to it.
 *
 * @param delivery the delivery
 * @param bodyPath where the bytes of its body are, below `/__mock/`
 */
export function detailOf(delivery: Delivery, bodyPath = `deliveries/${delivery.id}/body`): DeliveryDetail {
  const { verdict, payload, text } = delivery;
  return {
    ...delivery.summary,
    url: maskUrl(delivery.url),
    rawHeaders: maskHeaders(delivery.rawHeaders),
    body: text,
    bodyPath,
    isUtf8: isUtf8(delivery.body),
    isComplete: delivery.isComplete,
    isJson: payload !== undefined,
    verdict,
    response: maskedResponse(delivery.response),
    attemptsSeen: delivery.attempts.map(({ summary }) => summary),
    sameRun: delivery.sameRun.map(({ summary }) => summary),
  };
}

function maskedResponse({ headers, ...response }: DeliveryResponse): DeliveryResponse {
  return { ...response, headers: joinHeaders(maskHeaders(Object.entries(headers).flat())) };
}

/** Headers that a fixture leaves out: a signature would be too old the next time. */
const NOT_IN_FIXTURE = /^(?:webhook-|authorization$|cookie$|x-forwarded-)/;

/**
 * A delivery as a file for a test.
 *
 * @param delivery the delivery
 */
export function fixtureOf(delivery: Delivery): FixtureFile {
  const { payload, text, verdict, rawHeaders } = delivery;
  const names = new Set(withoutHopByHop(rawHeaders).map((name) => name.toLowerCase()));
  const headers = Object.entries(delivery.headers).filter(
    ([name]) => names.has(name) && !NOT_IN_FIXTURE.test(name),
  );
  return { shape: verdict.shape, headers: Object.fromEntries(headers), payload: payload ?? text };
}
