/**
 * What a snippet is written from.
 *
 * @module mock-server/inspector/snippets/input
 */
import type { HeaderPairs } from '../../api/headers.ts';
import type { Signing } from '../../api/types.ts';

/** A delivery, as far as snippets need it. */
export interface SnippetInput {
  readonly method: string;
  readonly url: string;
  /** As received. Secret parts are masked, as in the URL. */
  readonly headers: HeaderPairs;
  readonly signing: Signing;
  /** Text of the body. */
  readonly body: string;
  /** Whether that text is the exact body; otherwise it holds bytes that are not UTF-8. */
  readonly isUtf8: boolean;
  /** Where the exact bytes can be read. */
  readonly bodyUrl: string;
  readonly eventType?: string | undefined;
}

/** Stands for what the receiver hides. The bytes of a URL or header never hold it, so it can only be a mask. */
const MASK = '…';

/** Longer bodies are read from the receiver: Linux takes no argument over 128 KiB, and a character has up to 4 bytes. */
const MAX_INLINE = 32_000;

/** Headers of one connection, or that every client writes by itself (RFC 9110, 7.6.1). */
const CONNECTION_HEADERS = new Set(
  'host connection content-length transfer-encoding accept-encoding keep-alive expect te upgrade'.split(' '),
);

/** The headers to send: without those of the connection and, unless they go as received, those of the signature. */
export function headersToSend({ headers, signing }: SnippetInput): HeaderPairs {
  return headers.filter(([name]) => {
    const lower = name.toLowerCase();
    return (
      !CONNECTION_HEADERS.has(lower) &&
      (signing === 'as-received' || !/^webhook-(?:id|timestamp|signature)$/.test(lower))
    );
  });
}

/** The id to sign with: that of the delivery, so that it counts as another attempt. */
export function idToSign({ headers }: SnippetInput): string {
  return headers.find(([name]) => name.toLowerCase() === 'webhook-id')?.[1] ?? 'msg_test';
}

/** Whether the body can be written into the snippet. */
export function isInline({ body, isUtf8 }: SnippetInput): boolean {
  return isUtf8 && body.length <= MAX_INLINE && !body.includes('\0');
}

/**
 * Writes a text that may hold masked parts: each becomes an environment variable that the reader sets.
 *
 * @param text of a URL or header
 * @param quote writes a part that is not masked
 * @param hidden what stands for a masked part
 */
export function withHidden(text: string, quote: (part: string) => string, hidden: string): string[] {
  const parts = text
    .split(MASK)
    .flatMap((part) => [hidden, ...(part === '' ? [] : [quote(part)])])
    .slice(1);
  return parts.length === 0 ? [quote('')] : parts;
}

/** Name of the environment variable for what is hidden in a header, or in the URL. */
export function variableFor(header?: string): string {
  return header === undefined ? 'MAXUN_HOOK_TOKEN' : header.toUpperCase().replaceAll(/[^A-Z0-9]/g, '_');
}

/** The environment variable that holds the secret to sign with. */
export const SECRET_VARIABLE = 'MAXUN_WEBHOOK_SECRET';
