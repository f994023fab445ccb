/**
 * Judges a request by its head, before anything of its body is read.
 *
 * @module receive/admit
 */
import { PayloadError } from '../errors/index.ts';
import { type HeadersLike, readHeader } from '../signature/index.ts';
import type { Auth } from './auth.ts';
import { tooLarge } from './body-errors.ts';
import type { IncomingDelivery } from './delivery.ts';

/** JSON by its name, or by its suffix (RFC 6839). */
const JSON_TYPE = /^application\/(?:[\w.+-]+\+)?json$/i;

/**
 * Refuses what need not be read.
 *
 * @param delivery the request
 * @param limits the way to authenticate a URL, and the most bytes that a body may have
 * @throws {PayloadError} ERR_WEBHOOK_METHOD_NOT_ALLOWED, ERR_WEBHOOK_CONTENT_TYPE, ERR_WEBHOOK_CONTENT_ENCODING, or
 * ERR_WEBHOOK_BODY_TOO_LARGE by the announced length
 * @throws {SignatureError} ERR_WEBHOOK_TOKEN_INVALID
 */
export function admit(
  delivery: IncomingDelivery,
  limits: { auth?: Auth | undefined; maxBodyBytes: number },
): void {
  const { method = 'POST', url = '', headers } = delivery;
  if (method !== 'POST') throw notPost(method);
  limits.auth?.assertUrl(url);
  assertType(headers);
  assertEncoding(headers);
  const length = readHeader(headers, 'content-length');
  if (length.kind === 'one' && Number(length.value) > limits.maxBodyBytes)
    throw tooLarge(limits.maxBodyBytes);
}

function notPost(method: string): PayloadError {
  const hint =
    method === 'GET'
      ? ' Stock Maxun follows redirects, which turns a POST into an empty GET: give the webhook the final URL.'
      : '';
  return new PayloadError('ERR_WEBHOOK_METHOD_NOT_ALLOWED', `The request is no POST.${hint}`);
}

function assertType(headers: HeadersLike): void {
  const type = readHeader(headers, 'content-type');
  if (type.kind === 'one' && isJson(type.value)) return;
  const found = type.kind === 'none' ? 'is missing' : 'is something else';
  throw new PayloadError('ERR_WEBHOOK_CONTENT_TYPE', `Content-Type ${found}: expected application/json.`);
}

function isJson(type: string): boolean {
  if (type === 'application/json') return true;
  const end = type.indexOf(';');
  return JSON_TYPE.test((end === -1 ? type : type.slice(0, end)).trim());
}

function assertEncoding(headers: HeadersLike): void {
  const encoding = readHeader(headers, 'content-encoding');
  if (encoding.kind === 'none') return;
  if (encoding.kind === 'one' && /^(?:identity)?$/i.test(encoding.value.trim())) return;
  throw new PayloadError(
    'ERR_WEBHOOK_CONTENT_ENCODING',
    'Content-Encoding is something else than identity: the body has to come as it was signed, not compressed.',
  );
}
