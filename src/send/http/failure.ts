/**
 * Maps the errors of a request to the closed list of codes.
 *
 * Errors of undici and Node never leave this file: they contain bytes of the response, which may echo the
 * request. Only the code of an error is passed on.
 *
 * @module send/http/failure
 */
import { DeliveryError, type DeliveryErrorCode } from '../../errors/index.ts';

/** Why no usable response came. */
export interface Failure {
  readonly code: DeliveryErrorCode;
  /** A short text for people: from the guard, or the name of the original error. Never a secret or a body. */
  readonly detail: string;
}

/** The phase of a request. */
export type Phase =
  /** No TCP connection yet: looking up the name, connecting. */
  | 'connecting'
  /** TCP is connected, TLS is not. */
  | 'securing'
  /** The request is being written, or is written. */
  | 'requested';

/** Resources of a process that can run out: files, memory, ports. Node's names of errno(3). */
const LOCAL = new Set(['EMFILE', 'ENFILE', 'ENOBUFS', 'ENOMEM', 'EADDRNOTAVAIL']);

/** undici's names for a response that is not HTTP/1.1 (its `lib/core/errors.js`), and for its own failed checks of one. */
const INVALID = new Set([
  'UND_ERR_HEADERS_OVERFLOW',
  'UND_ERR_RES_CONTENT_LENGTH_MISMATCH',
  'UND_ERR_RES_EXCEEDED_MAX_SIZE',
  // A status of 000 fails an assertion within undici 7, which ends up here as the request's error.
  'ERR_ASSERTION',
]);

/** undici's message for an unexpected 100 or 101; its code is that of any lost connection. */
const UNASKED = new Set(['bad response', 'bad upgrade']);

/**
 * @param error that was thrown
 * @param phase of the request
 * @returns the code and a text that is safe to show
 */
export function failureOf(error: unknown, phase: Phase): Failure {
  const code = codeOf(error);
  if (LOCAL.has(code) || LOCAL.has(codeOf((error as Error).cause))) {
    return { code: 'ERR_WEBHOOK_LOCAL_RESOURCES', detail: code };
  }
  if (error instanceof DeliveryError) return { code: error.code, detail: error.message };
  if (code === 'UND_ERR_INVALID_ARG') {
    return { code: 'ERR_WEBHOOK_ENDPOINT_INVALID', detail: 'the URL or a header cannot be sent' };
  }
  if (isInvalidResponse(error, code)) {
    return { code: 'ERR_WEBHOOK_RESPONSE_INVALID', detail: 'the response is not usable HTTP/1.1' };
  }
  return { code: BY_PHASE[phase], detail: code };
}

const BY_PHASE: Readonly<Record<Phase, DeliveryErrorCode>> = {
  connecting: 'ERR_WEBHOOK_CONNECT_FAILED',
  securing: 'ERR_WEBHOOK_TLS_FAILED',
  requested: 'ERR_WEBHOOK_CONNECTION_LOST',
};

function isInvalidResponse(error: unknown, code: string): boolean {
  const { name, message } = error as Error;
  // The parser's errors have a name and a message; their code is empty in undici 7.
  if (INVALID.has(code) || name === 'HTTPParserError') return true;
  return code === 'UND_ERR_SOCKET' && UNASKED.has(message);
}

/** Codes of Node, OpenSSL and undici are short words; anything else is not passed on. */
function codeOf(error: unknown): string {
  const code = (error as { code?: unknown } | null | undefined)?.code;
  return typeof code === 'string' && /^[A-Z0-9_]{1,64}$/.test(code) ? code : 'an unnamed error';
}
