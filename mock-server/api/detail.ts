/**
 * One delivery, whole, as the control API gives it.
 *
 * @module mock-server/api/detail
 */
import { isUtf8 } from 'node:buffer';
import type { DeliveryDetail, FixtureFile } from './types.ts';
import type { Delivery } from '../journal/delivery.ts';
import { handedOn } from '../outgoing/forward.ts';
import { maskHeaders, maskUrl } from './masking.ts';

/**
 * A delivery with its body, its verdict and what belongs to it.
 *
 * @param delivery the delivery
 */
export function detailOf(delivery: Delivery): DeliveryDetail {
  const { verdict, payload, text } = delivery;
  return {
    // The verdict comes first: the row's counts are of its making.
    ...delivery.summary,
    url: maskUrl(delivery.url),
    rawHeaders: maskHeaders(delivery.rawHeaders),
    body: text,
    isUtf8: isUtf8(delivery.body),
    ...(payload === undefined ? {} : { run: delivery.run }),
    verdict,
    answered: delivery.answer,
    attemptsSeen: delivery.attempts.map(({ summary }) => summary),
    sameRun: delivery.sameRun.map(({ summary }) => summary),
  };
}

/** Headers that are worth keeping in a fixture: a signature would be too old the next time. */
const NOT_IN_FIXTURE = /^(?:webhook-|authorization$|cookie$|x-forwarded-)/;

/**
 * A delivery as a file for a test.
 *
 * @param delivery the delivery
 */
export function fixtureOf(delivery: Delivery): FixtureFile {
  const { payload, text, verdict, rawHeaders } = delivery;
  const names = new Set(handedOn(rawHeaders).map((name) => name.toLowerCase()));
  const headers = Object.entries(delivery.headers).filter(
    ([name]) => names.has(name) && !NOT_IN_FIXTURE.test(name),
  );
  return { shape: verdict.shape, headers: Object.fromEntries(headers), payload: payload ?? text };
}
