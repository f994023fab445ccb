/**
 * The three headers of Standard Webhooks: their names, and which values they may have.
 *
 * @module signature/header-fields
 * @see https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md#webhook-headers-sending-metadata-to-consumers
 */
import type { SignatureErrorCode } from '../errors/index.ts';
import { MAX_ID } from './limits.ts';

/** The three headers, as `sign` makes them. Their names are in lower case. */
export type SignatureHeaders = {
  /** The delivery's id: the same in every attempt. */
  readonly 'webhook-id': string;
  /** When this attempt was signed, in Unix seconds. */
  readonly 'webhook-timestamp': string;
  /** A signature per secret, `version,base64`, by spaces apart. */
  readonly 'webhook-signature': string;
};

/** Names of the three headers. */
export type SignatureHeaderName = keyof SignatureHeaders;

/** The three headers of a delivery, found in order. */
export interface SignedHeaders extends SignedTexts {
  readonly ok: true;
  /** Unix seconds. */
  readonly timestamp: number;
}

/** Why the headers of a delivery cannot be used. */
export interface HeaderProblem {
  readonly ok: false;
  readonly code: SignatureErrorCode;
  /** What was found, what was expected, what to do. */
  readonly message: string;
  /** The headers, where all are there and only the timestamp is in another form. */
  readonly signed?: SignedTexts;
}

/** What was signed besides the body, as texts. */
export interface SignedTexts {
  readonly id: string;
  /** The timestamp as it came. */
  readonly time: string;
  /** `version,base64` each; of any version and form. */
  readonly signatures: readonly string[];
}

/** How a signature of Ed25519 begins. */
export const V1A = 'v1a,';

/** Strict base64 (RFC 4648) of 32 bytes and of 64 bytes: the last digit before the padding has no stray bits. */
const USABLE = /^(?:v1,[A-Za-z0-9+/]{42}[AEIMQUYcgkosw048]=|v1a,[A-Za-z0-9+/]{85}[AQgw]==)$/;

/** Visible ASCII without the dot, which parts the signed content. */
const ID = /^[!-\-/-~]+$/;
const ZERO = 0x30;

/**
 * Whether the version of a signature is known, and its form is right.
 *
 * @param signature `version,base64`
 */
export function isUsable(signature: string): boolean {
  return USABLE.test(signature);
}

/**
 * How many signatures are of Ed25519, by their beginning.
 *
 * @param signatures `version,base64` each
 */
export function countPaired(signatures: readonly string[]): number {
  return signatures.filter((signature) => signature.startsWith(V1A)).length;
}

/**
 * Whether a text can be the id of a delivery.
 *
 * @param id any text
 */
export function isId(id: string): boolean {
  return id.length <= MAX_ID && ID.test(id);
}

/**
 * Whether a number is Unix seconds from 2001 to 5138: whole, of ten or eleven digits.
 *
 * @param timestamp of any kind
 */
export function isUnixSeconds(timestamp: unknown): boolean {
  return Number.isInteger(timestamp) && Number(timestamp) >= 1e9 && Number(timestamp) < 1e11;
}

/**
 * Reads Unix seconds from 2001 to 5138, ten or eleven digits: not so many as milliseconds have.
 *
 * @param time any text
 * @returns the seconds; NaN if it is something else
 */
export function secondsOf(time: string): number {
  if (time.length !== 10 && time.length !== 11) return Number.NaN;
  let seconds = 0;
  for (let index = 0; index < time.length; index += 1) {
    const digit = time.charCodeAt(index) - ZERO;
    if (digit < 0 || digit > 9 || (index === 0 && digit === 0)) return Number.NaN;
    seconds = seconds * 10 + digit;
  }
  return seconds;
}
