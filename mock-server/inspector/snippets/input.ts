/**
 * What a snippet is written from.
 *
 * @module mock-server/inspector/snippets/input
 */

/** A delivery, as far as snippets need it. */
export interface SnippetInput {
  readonly method: string;
  readonly url: string;
  readonly headers: readonly (readonly [string, string])[];
  /** Text of the body. */
  readonly body: string;
  /** Whether that text is the exact body; where not, some of its bytes are no UTF-8. */
  readonly isUtf8: boolean;
  /** Where the exact bytes can be read. */
  readonly bodyUrl: string;
  readonly eventType: string | undefined;
}

/** Headers that belong to one connection, or that every client writes by itself. */
const OWN_HEADERS = new Set([
  'host',
  'connection',
  'content-length',
  'transfer-encoding',
  'accept-encoding',
  'keep-alive',
  'expect',
  'te',
  'upgrade',
]);

const SIGNING_HEADERS = new Set(['webhook-id', 'webhook-timestamp', 'webhook-signature']);

/**
 * The headers that make sense to send once more.
 *
 * @param headers as they were on the wire
 */
export function headersToSend(headers: SnippetInput['headers']): (readonly [string, string])[] {
  return headers.filter(([name]) => !OWN_HEADERS.has(name.toLowerCase()));
}

/**
 * Whether a delivery carries a signature.
 *
 * @param headers as they were on the wire
 */
export function isSigned(headers: SnippetInput['headers']): boolean {
  return headers.some(([name]) => name.toLowerCase() === 'webhook-signature');
}

/**
 * The headers that make sense to send once more, but those of the signature.
 *
 * @param headers as they were on the wire
 */
export function unsignedHeaders(headers: SnippetInput['headers']): (readonly [string, string])[] {
  return headersToSend(headers).filter(([name]) => !SIGNING_HEADERS.has(name.toLowerCase()));
}
