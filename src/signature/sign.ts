/**
 * Signs deliveries by Standard Webhooks 1.0.0.
 *
 * @module signature/sign
 * @see https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md
 */
import { requireOptions } from '../errors/options.ts';
import type { Pieces } from './hmac.ts';
import { type Key, toKeys } from './keys.ts';
import { contentOf, type RawBody } from './raw-body.ts';
import { isId, isUnixSeconds, type SignatureHeaders } from './header-fields.ts';

/** What is signed besides the body. */
export interface SignedDelivery {
  /** The delivery's id: visible ASCII without a dot, at most 256 characters, the same in every attempt. */
  readonly id: string;
  /** When this attempt is made, in whole Unix seconds. */
  readonly timestamp: number;
}

/** What {@link sign} takes. */
export interface SignOptions extends SignedDelivery {
  /** `whsec_…` or `whsk_…`; a signature is made with each, so that a receiver may have either. */
  readonly secrets: readonly string[];
}

/**
 * Signs one delivery after the other with the same secrets. A body may be given in pieces that follow each other:
 * they are hashed as one, and on Node without being joined. Only where the runtime or a secret needs a promise is one made.
 */
export type Signer = (
  body: RawBody | readonly RawBody[],
  delivery: SignedDelivery,
) => SignatureHeaders | Promise<SignatureHeaders>;

/**
 * Signs a delivery.
 *
 * @param body the very bytes, or the text, that will be sent
 * @param options the delivery's id, the attempt's time, the secrets
 * @returns the three headers to send with it, a signature per secret
 * @throws {TypeError} if a secret cannot be read or is a public key, the id cannot be one, or the body is not raw
 * @throws {RangeError} if the timestamp is not in whole Unix seconds
 * @example
 * ```ts
 * const body = JSON.stringify(event);
 * const timestamp = Math.floor(Date.now() / 1000);
 * const headers = await sign(body, { id: 'msg_1', timestamp, secrets: [secret] });
 * await fetch(url, { method: 'POST', body, headers: { ...headers, 'content-type': 'application/json' } });
 * ```
 */
export async function sign(body: RawBody, options: SignOptions): Promise<SignatureHeaders> {
  return createSigner(options)(body, options);
}

/**
 * Prepares {@link sign} with the same secrets for many deliveries.
 *
 * @param options `secrets`: `whsec_…` or `whsk_…`
 * @throws {TypeError} if there is no secret, or one cannot be read or is a public key
 * @example
 * ```ts
 * const signer = createSigner({ secrets: [secret] });
 * const headers = await signer([head, tail], { id: 'msg_1', timestamp: Math.floor(Date.now() / 1000) });
 * ```
 */
export function createSigner(options: { readonly secrets: readonly string[] }): Signer {
  requireOptions('createSigner', options);
  const keys = signingKeys(options.secrets);
  return (body, { id, timestamp }) => {
    checkDelivery(id, timestamp);
    const prefix = `${id}.${timestamp}.`;
    const pieces = piecesOf(body);
    const headersOf = (signatures: readonly string[]): SignatureHeaders => ({
      'webhook-id': id,
      'webhook-timestamp': String(timestamp),
      'webhook-signature': signatures.join(' '),
    });
    const signatures = keys.map((signWith) => signWith(prefix, pieces));
    if (signatures.every((one) => typeof one === 'string')) return headersOf(signatures);
    return Promise.all(signatures.map(async (one) => one)).then(headersOf);
  };
}

function signingKeys(secrets: readonly string[]): readonly NonNullable<Key['sign']>[] {
  return toKeys(secrets).map(({ sign: signWith }) => {
    if (signWith !== undefined) return signWith;
    throw new TypeError(
      "'whpk_' is a public key, which verifies and cannot sign: sign with 'whsk_' or 'whsec_'.",
    );
  });
}

function checkDelivery(id: string, timestamp: number): void {
  if (typeof id !== 'string' || !isId(id))
    throw new TypeError("The id of a delivery must be 1 to 256 characters of visible ASCII, without '.'.");
  if (isUnixSeconds(timestamp)) return;
  const milliseconds = Number.isInteger(timestamp) && timestamp > 1e11;
  const hint = milliseconds ? ' This is in milliseconds: divide by 1000 and round down.' : '';
  throw new RangeError(`The timestamp must be in whole Unix seconds, ten digits.${hint}`);
}

function piecesOf(body: RawBody | readonly RawBody[]): Pieces {
  const parts: readonly unknown[] = Array.isArray(body) ? body : [body];
  return parts.map((part) => {
    const content = contentOf(part);
    if (content !== undefined) return content;
    throw new TypeError(
      'The body must be the bytes, or the text, that will be sent: stringify once, sign that, and send that.',
    );
  });
}
