/**
 * Converts an error of Node into the reason why an endpoint could not be reached.
 *
 * @module simulate/delivery-error-of
 */
import { DeliveryError, type DeliveryErrorCode } from '../errors/index.ts';

const REASONS: Readonly<Record<string, readonly [DeliveryErrorCode, string]>> = {
  ECONNREFUSED: ['ERR_WEBHOOK_CONNECT_FAILED', 'The connection was refused: nothing listens there.'],
  EHOSTUNREACH: ['ERR_WEBHOOK_CONNECT_FAILED', 'The host cannot be reached from here.'],
  ENETUNREACH: ['ERR_WEBHOOK_CONNECT_FAILED', 'The network cannot be reached from here.'],
  ETIMEDOUT: ['ERR_WEBHOOK_CONNECT_FAILED', 'The host did not answer the connection.'],
  ENOTFOUND: ['ERR_WEBHOOK_DNS_FAILED', "The host's name is unknown."],
  EAI_AGAIN: [
    'ERR_WEBHOOK_DNS_FAILED',
    "The host's name could not be looked up: the name server did not answer.",
  ],
  ECONNRESET: ['ERR_WEBHOOK_CONNECTION_LOST', 'The connection was cut before the answer had ended.'],
  EPIPE: ['ERR_WEBHOOK_CONNECTION_LOST', 'The connection was cut before the request had ended.'],
  ERR_STREAM_PREMATURE_CLOSE: [
    'ERR_WEBHOOK_CONNECTION_LOST',
    'The connection was cut before the answer had ended.',
  ],
  EMFILE: ['ERR_WEBHOOK_LOCAL_RESOURCES', 'This process has too many open files to open a connection.'],
  EADDRNOTAVAIL: ['ERR_WEBHOOK_LOCAL_RESOURCES', 'This machine has no free port to connect from.'],
};

/** Codes of Node and OpenSSL that are about certificates and TLS. */
const TLS = /^(?:ERR_SSL|ERR_TLS|CERT_|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO_|EPROTO$)/;
/** Codes of Node's HTTP parser, and of zlib. */
const GARBLED = /^(?:HPE_|Z_|ERR__ERROR|ERR_BROTLI)/;

/**
 * @param error of a failed request
 * @returns the error, or an error of this package with it as the cause
 */
export function deliveryErrorOf(error: unknown): DeliveryError {
  if (error instanceof DeliveryError) return error;
  const code = codeOf(error);
  const [reason, message] = REASONS[code] ?? reasonByFamily(code);
  return new DeliveryError(reason, message, { cause: error });
}

/** A host of several addresses fails with one error for each of them. */
function codeOf(error: unknown): string {
  const { code, errors } = error as { code?: unknown; errors?: unknown };
  if (typeof code === 'string') return code;
  return Array.isArray(errors) && errors.length > 0 ? codeOf(errors[0]) : '';
}

function reasonByFamily(code: string): readonly [DeliveryErrorCode, string] {
  if (TLS.test(code)) {
    return [
      'ERR_WEBHOOK_TLS_FAILED',
      `The TLS connection was refused (${code}): see the endpoint's certificate.`,
    ];
  }
  if (GARBLED.test(code)) {
    return ['ERR_WEBHOOK_RESPONSE_INVALID', `The answer is not HTTP, or cannot be decoded (${code}).`];
  }
  return ['ERR_WEBHOOK_CONNECTION_LOST', 'The request failed before there was an answer.'];
}
