/**
 * Judges a request by its head, before anything of its body is read.
 *
 * @module receive/admit
 */
import { PayloadError, SignatureError } from '../errors/index.ts';
import { findHeadersProblem, type HeadersLike, readHeader } from '../signature/headers.ts';
import type { Auth } from './auth.ts';
import { tooLarge } from './body-errors.ts';
import type { IncomingDelivery } from './delivery.ts';

/** JSON by its name, or by its suffix (RFC 6839). */
const JSON_TYPE = /^application\/(?:[\w.+-]+\+)?json$/i;

/**
 * Refuses a request whose body need not be read.
 *
 * @param delivery the request
 * @param limits the way to authenticate a request, and the most bytes that a body may have
 * @throws {PayloadError} ERR_WEBHOOK_METHOD_NOT_ALLOWED, ERR_WEBHOOK_CONTENT_TYPE, ERR_WEBHOOK_CONTENT_ENCODING, or
 * ERR_WEBHOOK_BODY_TOO_LARGE by the announced length
 * @throws {SignatureError} ERR_WEBHOOK_TOKEN_INVALID, ERR_WEBHOOK_HEADERS_NOT_AWAITED or ERR_WEBHOOK_HEADERS_UNREADABLE
 */
export function admit(
  delivery: IncomingDelivery,
  limits: { auth?: Auth | undefined; maxBodyBytes: number },
): void {
  const { method = 'POST', url = '', headers } = delivery;
  assertHeaders(headers);
  if (method !== 'POST') throw notPost(method);
  limits.auth?.assertRequest({ url, headers });
  assertType(headers);
  assertEncoding(headers);
  const length = readHeader(headers, 'content-length');
  if (length.kind === 'one' && Number(length.value) > limits.maxBodyBytes)
    throw tooLarge(limits.maxBodyBytes);
}

/**
 * @param headers what a caller gave
 * @throws {SignatureError} ERR_WEBHOOK_HEADERS_NOT_AWAITED or ERR_WEBHOOK_HEADERS_UNREADABLE
 */
export function assertHeaders(headers: unknown): void {
  const problem = findHeadersProblem(headers);
  if (problem !== undefined) throw new SignatureError(problem.code, problem.message);
}

function notPost(method: string): PayloadError {
  const name = /^[A-Z]{1,20}$/.test(method) ? `Method ${method}` : 'This method';
  const hint =
    method === 'GET'
      ? ' A redirect turns a POST into an empty GET, and stock Maxun follows redirects: give the webhook the final URL.'
      : '';
  const message = `${name} is not allowed: webhooks are sent by POST.${hint}`;
  return new PayloadError('ERR_WEBHOOK_METHOD_NOT_ALLOWED', message);
}

function assertType(headers: HeadersLike): void {
  const type = readHeader(headers, 'content-type');
  if (type.kind === 'one' && isJson(type.value)) return;
  const found = type.kind === 'none' ? 'is missing' : 'is not JSON';
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
    'Content-Encoding is not identity: the body must arrive as it was signed, not compressed.',
  );
}
