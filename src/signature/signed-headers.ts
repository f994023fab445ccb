/**
 * The three headers of Standard Webhooks: read, and found in order or not, before anything is computed.
 *
 * @module signature/signed-headers
 * @see https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md#webhook-headers-sending-metadata-to-consumers
 */
import type { SignatureErrorCode } from '../errors/index.ts';
import { type HeadersLike, readHeader } from './headers.ts';

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

/** Longest id that is taken: the ids of known senders have some thirty characters. */
const MAX_ID = 256;
/** Longest `webhook-signature`, and the most signatures in it: a rotation needs two, v1a beside v1 four. */
const MAX_SIGNATURE = 4096;
const MAX_SIGNATURES = 16;

/** Visible ASCII without the dot, which parts the signed content. */
const ID = /^[!-\-/-~]+$/;
/** Unix seconds from 2001 to 5138: not so many digits as milliseconds have. */
const TIMESTAMP = /^[1-9][0-9]{9,10}$/;
const MILLISECONDS = /^[1-9][0-9]{12}$/;

/**
 * Whether a text can be the id of a delivery.
 *
 * @param id any text
 */
export function isId(id: string): boolean {
  return id.length <= MAX_ID && ID.test(id);
}

/**
 * Whether a number can be the timestamp of a delivery.
 *
 * @param timestamp Unix seconds
 */
export function isTimestamp(timestamp: number): boolean {
  return typeof timestamp === 'number' && TIMESTAMP.test(String(timestamp));
}

/**
 * Reads the three headers.
 *
 * @param headers the headers of a delivery
 * @returns the three, or the first problem
 */
export function readSignedHeaders(headers: HeadersLike): SignedHeaders | HeaderProblem {
  const id = readOne(headers, 'webhook-id');
  if (typeof id !== 'string') return id;
  const time = readOne(headers, 'webhook-timestamp');
  if (typeof time !== 'string') return time;
  const signature = readOne(headers, 'webhook-signature');
  if (typeof signature !== 'string') return signature;
  if (!isId(id)) return problem('ERR_WEBHOOK_HEADER_INVALID', describeId(id));
  if (signature.length > MAX_SIGNATURE) return tooMany(`${signature.length} characters`);
  // Mostly there is one, and splitting costs more than looking for a space.
  const signatures = signature.includes(' ') ? signature.split(' ', MAX_SIGNATURES + 1) : [signature];
  if (signatures.length > MAX_SIGNATURES) return tooMany(`more than ${MAX_SIGNATURES} signatures`);
  if (TIMESTAMP.test(time)) return { ok: true, id, time, timestamp: Number(time), signatures };
  const invalid = problem('ERR_WEBHOOK_TIMESTAMP_INVALID', describeTimestamp(time));
  return MILLISECONDS.test(time) ? { ...invalid, signed: { id, time, signatures } } : invalid;
}

function readOne(headers: HeadersLike, name: SignatureHeaderName): string | HeaderProblem {
  const found = readHeader(headers, name);
  if (found.kind === 'none' || (found.kind === 'one' && found.value === ''))
    return problem('ERR_WEBHOOK_HEADER_MISSING', describeMissing(headers, name));
  // No value of the three has a comma before a space: this is how `Headers` and Node join what was sent twice.
  if (found.kind === 'many' || found.value.includes(', '))
    return problem(
      'ERR_WEBHOOK_HEADER_INVALID',
      `The header ${name} is there more than once: it has to be sent once, whatever a proxy adds.`,
    );
  return found.value;
}

const problem = (code: SignatureErrorCode, message: string): HeaderProblem => ({ ok: false, code, message });

const NAMES: readonly SignatureHeaderName[] = ['webhook-id', 'webhook-timestamp', 'webhook-signature'];

function describeMissing(headers: HeadersLike, name: SignatureHeaderName): string {
  const absent = NAMES.filter((each) => readHeader(headers, each).kind === 'none');
  if (absent.length === NAMES.length) {
    const svix = readHeader(headers, 'svix-signature').kind !== 'none';
    if (svix)
      return 'The headers are named svix-*: this sender has to name them webhook-*, as the standard does.';
    return (
      'None of the headers webhook-id, webhook-timestamp and webhook-signature is there: the delivery is not signed. ' +
      'A stock Maxun signs nothing: take its deliveries with urlToken(), or put the relay before it.'
    );
  }
  if (absent.length === 0) return `The header ${name} is empty: a signed delivery has a value in it.`;
  return `The header ${absent.join(' and ')} is absent: a signed delivery has all three of ${NAMES.join(', ')}.`;
}

function describeId(id: string): string {
  if (id.length > MAX_ID) return `webhook-id has ${id.length} characters: at most ${MAX_ID} are taken.`;
  if (id.includes('.'))
    return "webhook-id has a dot in it: an id may have none, since '.' parts the signed content.";
  return 'webhook-id has a space, a control character or one beyond ASCII in it: only visible ASCII is taken.';
}

function describeTimestamp(timestamp: string): string {
  const expected = 'expected whole Unix seconds, ten digits';
  if (MILLISECONDS.test(timestamp))
    return `webhook-timestamp is in milliseconds: ${expected}. The sender has to divide by 1000 and round down.`;
  if (/^\d{4}-\d{2}-\d{2}/.test(timestamp)) return `webhook-timestamp is a date: ${expected}.`;
  if (/^[1-9][0-9]{9,10}\.[0-9]+$/.test(timestamp))
    return `webhook-timestamp has a fraction: ${expected}. The sender has to round down.`;
  if (/^[0-9]+$/.test(timestamp)) return `webhook-timestamp has ${timestamp.length} digits: ${expected}.`;
  return `webhook-timestamp is no number of plain digits: ${expected}.`;
}

function tooMany(found: string): HeaderProblem {
  return problem(
    'ERR_WEBHOOK_HEADER_INVALID',
    `webhook-signature has ${found}: at most ${MAX_SIGNATURES} signatures in ${MAX_SIGNATURE} characters are taken.`,
  );
}
