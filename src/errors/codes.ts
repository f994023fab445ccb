/**
 * The closed list of error codes, one union per error class.
 *
 * A code names the reason, is stable across releases, and is what callers `switch` on. The HTTP status
 * for each of them is in one table, in the receiver's folder.
 *
 * @module errors/codes
 */

/** Why a delivery is not authentic. Carried by `SignatureError` and by the result of `verify`. */
export type SignatureErrorCode =
  /** A signing header (`webhook-id`, `webhook-timestamp`, `webhook-signature`) is absent or empty. */
  | 'ERR_WEBHOOK_HEADER_MISSING'
  /** A signing header is there but cannot be used: duplicated, too long, an id with a dot. */
  | 'ERR_WEBHOOK_HEADER_INVALID'
  /** `webhook-timestamp` is not an integer of Unix seconds. */
  | 'ERR_WEBHOOK_TIMESTAMP_INVALID'
  /** The delivery was signed longer ago than the tolerance. */
  | 'ERR_WEBHOOK_TIMESTAMP_TOO_OLD'
  /** The delivery was signed further in the future than the tolerance. */
  | 'ERR_WEBHOOK_TIMESTAMP_TOO_NEW'
  /** No signature of a known version and form is in the header. */
  | 'ERR_WEBHOOK_SIGNATURE_INVALID'
  /** The signatures are well formed, but no configured secret produced one of them over these bytes. */
  | 'ERR_WEBHOOK_SIGNATURE_MISMATCH'
  /** What was given as the headers is a Promise: it was not awaited. */
  | 'ERR_WEBHOOK_HEADERS_NOT_AWAITED'
  /** What was given as the headers is not headers. */
  | 'ERR_WEBHOOK_HEADERS_UNREADABLE'
  /** What was given as the body is a Promise: it was not awaited. */
  | 'ERR_WEBHOOK_BODY_NOT_AWAITED'
  /** What was given as the body is not bytes: a parsed object, say, so the signed bytes are gone. */
  | 'ERR_WEBHOOK_BODY_NOT_RAW'
  /** The token in the URL, or user and password, are absent or wrong. */
  | 'ERR_WEBHOOK_TOKEN_INVALID';

/** Why the body of a delivery was refused. Carried by `PayloadError`. */
export type PayloadErrorCode =
  /** The request's method is not POST. A followed redirect can turn a POST into a GET. */
  | 'ERR_WEBHOOK_METHOD_NOT_ALLOWED'
  /** Content-Type is not `application/json`. */
  | 'ERR_WEBHOOK_CONTENT_TYPE'
  /** Content-Encoding is something other than `identity`. */
  | 'ERR_WEBHOOK_CONTENT_ENCODING'
  /** The body is larger than the limit. */
  | 'ERR_WEBHOOK_BODY_TOO_LARGE'
  /** The body ended before its announced length, or its framing is wrong. */
  | 'ERR_WEBHOOK_BODY_INCOMPLETE'
  /** The body did not arrive before its deadline. */
  | 'ERR_WEBHOOK_BODY_TIMEOUT'
  /** The body is not UTF-8. */
  | 'ERR_WEBHOOK_BODY_NOT_UTF8'
  /** The body is not JSON. */
  | 'ERR_WEBHOOK_BODY_NOT_JSON'
  /** The body nests deeper than the limit. */
  | 'ERR_WEBHOOK_BODY_TOO_DEEP'
  /** An object in the body has more keys than the limit. */
  | 'ERR_WEBHOOK_BODY_TOO_MANY_KEYS'
  /** The body is JSON, but does not meet the chosen contract. */
  | 'ERR_WEBHOOK_PAYLOAD_INVALID';

/** Why a delivery failed: an incoming one at its handler, an outgoing one at its endpoint. */
export type DeliveryErrorCode = ReceivingErrorCode | SendingErrorCode;

/** Why an incoming delivery was not handled. A receiver answers with a status for each. */
export type ReceivingErrorCode =
  /** A handler threw or rejected. */
  | 'ERR_WEBHOOK_HANDLER_FAILED'
  /** A handler did not settle before its deadline. */
  | 'ERR_WEBHOOK_HANDLER_TIMEOUT'
  /** The same delivery is being handled right now. */
  | 'ERR_WEBHOOK_DELIVERY_IN_PROGRESS'
  /** The receiver is already reading as many bytes of bodies as it may at the same time. */
  | 'ERR_WEBHOOK_RECEIVER_BUSY';

/** Why an outgoing delivery failed, or a delivery did not arrive at a mock receiver. No receiver answers with one. */
export type SendingErrorCode =
  /** A delivery that was waited for did not arrive in time. */
  | 'ERR_WEBHOOK_WAIT_TIMEOUT'
  /** The receiver at which a delivery was waited for was closed. */
  | 'ERR_WEBHOOK_RECEIVER_CLOSED'
  /** A server could not listen because its port is taken. */
  | 'ERR_WEBHOOK_PORT_IN_USE'
  /** The endpoint's URL or headers cannot be used: not `http:` or `https:`, no host, or a forbidden header. */
  | 'ERR_WEBHOOK_ENDPOINT_INVALID'
  /** The endpoint's address is private or special-purpose, and is not on the allow-list. */
  | 'ERR_WEBHOOK_ADDRESS_REFUSED'
  /** The endpoint's name could not be resolved, or resolved to nothing. */
  | 'ERR_WEBHOOK_DNS_FAILED'
  /** No connection to the endpoint: refused, unreachable, reset while connecting. */
  | 'ERR_WEBHOOK_CONNECT_FAILED'
  /** No TLS session with the endpoint: its certificate is expired, unknown or of another host, or TLS is below 1.2. */
  | 'ERR_WEBHOOK_TLS_FAILED'
  /** The connection ended before the endpoint had answered. */
  | 'ERR_WEBHOOK_CONNECTION_LOST'
  /** The endpoint did not answer before the attempt's deadline. */
  | 'ERR_WEBHOOK_ATTEMPT_TIMEOUT'
  /** The endpoint's answer is not a usable HTTP/1.1 response. */
  | 'ERR_WEBHOOK_RESPONSE_INVALID'
  /** The endpoint answered with a redirect (3xx), which is never followed. */
  | 'ERR_WEBHOOK_REDIRECTED'
  /** The endpoint answered 410 (it wants no more deliveries) and is now disabled. */
  | 'ERR_WEBHOOK_ENDPOINT_GONE'
  /** The endpoint, or a proxy before it, is overloaded: the answer is 429, 502, 503 or 504. */
  | 'ERR_WEBHOOK_ENDPOINT_OVERLOADED'
  /** The endpoint answered with any other status outside 2xx. */
  | 'ERR_WEBHOOK_STATUS_REFUSED'
  /** This process could not open a socket (too many open files, no free port). The endpoint is not at fault. */
  | 'ERR_WEBHOOK_LOCAL_RESOURCES'
  /** The attempt was given up because the sender is closing. */
  | 'ERR_WEBHOOK_ATTEMPT_ABORTED'
  /** The endpoint of a queued delivery was removed. */
  | 'ERR_WEBHOOK_ENDPOINT_UNKNOWN'
  /** The idempotency key was already used for another message. */
  | 'ERR_WEBHOOK_IDEMPOTENCY_CONFLICT';

/** Why a store could not write or read. Carried by `StoreError`. */
export type StoreErrorCode =
  /** No space to write, or no permission. */
  | 'ERR_WEBHOOK_STORE_FULL'
  /** Another process owns the store. */
  | 'ERR_WEBHOOK_STORE_LOCKED'
  /** The store's files are damaged. */
  | 'ERR_WEBHOOK_STORE_CORRUPT'
  /** The store was closed. */
  | 'ERR_WEBHOOK_STORE_CLOSED'
  /** The store cannot be opened or reached: no driver, no connection, an input or output error. */
  | 'ERR_WEBHOOK_STORE_UNAVAILABLE';

/** Why Maxun's REST API did not give what was asked for. Carried by `MaxunApiError`. */
export type MaxunApiErrorCode =
  /** The API answered 401: the request has no key. */
  | 'ERR_WEBHOOK_API_KEY_MISSING'
  /** The API answered 403: the key is wrong. */
  | 'ERR_WEBHOOK_API_KEY_WRONG'
  /** The API answered 404: no such robot or run, or another server. */
  | 'ERR_WEBHOOK_API_NOT_FOUND'
  /** No connection, no answer in time, or a status that is not expected. */
  | 'ERR_WEBHOOK_API_UNAVAILABLE'
  /** The answer is not JSON, not of the described form, or too large. */
  | 'ERR_WEBHOOK_API_ANSWER_INVALID';

/** Every code that a {@link WebhookError} of this package can carry. */
export type WebhookErrorCode =
  SignatureErrorCode | PayloadErrorCode | DeliveryErrorCode | StoreErrorCode | MaxunApiErrorCode;
