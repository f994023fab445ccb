/**
 * One delivery, from its bytes to its event.
 *
 * @module receive/unwrap
 */
import type { HeadersLike, RawBody } from '../signature/index.ts';
import type { Unwrapped, ValidationMode } from './context.ts';
import { assertHeaders } from './admit.ts';
import { bytesOf, createOpener } from './open.ts';
import { OpenedDelivery } from './opened-delivery.ts';
import { type Authenticated, type OpenOptions, openSettings } from './options.ts';

/** What {@link unwrap} takes besides the delivery. */
export interface UnwrapOptions<Mode extends ValidationMode = ValidationMode> extends OpenOptions<Mode> {
  /** Path and query of the request, or its whole URL; `urlToken` needs it. */
  readonly url?: string;
}

/**
 * Opens one delivery: authenticates it, parses it, validates it, and names the event. It remembers nothing: where the
 * same delivery must not be handled twice, use `createReceiver`, or keep the `id` beside what the handler writes.
 *
 * @param body the exact bytes of the request's body, or their text
 * @param headers the headers of the request
 * @param options how deliveries are authenticated, and how payloads are judged
 * @returns the payload as it came, its shape and its id; the normalised run, and its drift
 * @throws {SignatureError} if the delivery is not authentic, or `body` is not raw (ERR_WEBHOOK_BODY_NOT_RAW)
 * @throws {PayloadError} if the body is too large or not JSON, and in `strict` mode ERR_WEBHOOK_PAYLOAD_INVALID
 * @throws {TypeError} if nothing authenticates, or a secret cannot be read
 * @throws {RangeError} if a limit or the tolerance is not a number above 0
 * @example
 * ```ts
 * const { event, run, id } = await unwrap(rawBody, headers, { secrets: [process.env.MAXUN_WEBHOOK_SECRET!] });
 * console.log(id, run.status, run.lists['list_0']);
 * ```
 */
export async function unwrap<Mode extends ValidationMode = 'report'>(
  body: RawBody,
  headers: HeadersLike,
  options: Authenticated<UnwrapOptions<Mode>>,
): Promise<Unwrapped<Mode>> {
  const settings = openSettings(options);
  const opener = createOpener(settings);
  const { url = '' } = options;
  assertHeaders(headers);
  settings.auth?.assertRequest({ url, headers });
  const delivery = { method: 'POST', url, headers, body: bytesOf(body) };
  const parts = await opener.open(delivery, opener.readHeaders(headers));
  return new OpenedDelivery(parts) as unknown as Unwrapped<Mode>;
}
