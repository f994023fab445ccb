/**
 * Reads the three headers of Standard Webhooks, and finds them in order or says why not, before anything is computed.
 *
 * @module signature/signed-headers
 */
import type { SignatureErrorCode } from '../errors/index.ts';
import {
  countPaired,
  type HeaderProblem,
  isId,
  secondsOf,
  type SignatureHeaderName,
  type SignedHeaders,
} from './header-fields.ts';
import { findHeadersProblem, type HeadersLike, readHeader } from './headers.ts';
import { MAX_ID, MAX_PAIRED_SIGNATURES, MAX_SIGNATURE, MAX_SIGNATURES } from './limits.ts';

/**
 * Reads the three headers.
 *
 * @param headers the headers of a delivery
 * @returns the three, or the first problem
 */
export function readSignedHeaders(headers: HeadersLike): SignedHeaders | HeaderProblem {
  const id = readHeader(headers, 'webhook-id');
  const time = readHeader(headers, 'webhook-timestamp');
  const signature = readHeader(headers, 'webhook-signature');
  if (id.kind === 'one' && time.kind === 'one' && signature.kind === 'one') {
    const timestamp = secondsOf(time.value);
    const signatures = split(signature.value);
    if (timestamp > 0 && isId(id.value) && signatures !== undefined)
      return { ok: true, id: id.value, time: time.value, timestamp, signatures };
  }
  return findHeaderProblem(headers);
}

function split(signature: string): readonly string[] | undefined {
  if (signature === '' || signature.length > MAX_SIGNATURE) return undefined;
  // Mostly there is one, and splitting costs more than looking for a space.
  if (!signature.includes(' ')) return [signature];
  const signatures = signature.split(' ', MAX_SIGNATURES + 1);
  if (signatures.length > MAX_SIGNATURES || isJoined(signature)) return undefined;
  return countPaired(signatures) > MAX_PAIRED_SIGNATURES ? undefined : signatures;
}

/** Milliseconds of 2001 to 2286. */
const MILLISECONDS = /^[1-9][0-9]{12}$/;

/** Finds the first problem of the three headers, of which at least one cannot be used. */
function findHeaderProblem(headers: HeadersLike): HeaderProblem {
  const unreadable = findHeadersProblem(headers);
  if (unreadable !== undefined) return { ok: false, ...unreadable };
  const values: string[] = [];
  for (const name of NAMES) {
    const value = readOne(headers, name);
    if (typeof value !== 'string') return value;
    values.push(value);
  }
  const [id = '', time = '', signature = ''] = values;
  if (!isId(id)) return problem('ERR_WEBHOOK_HEADER_INVALID', describeId(id));
  const signatures = signature.split(' ', MAX_SIGNATURES + 1);
  if (signature.length > MAX_SIGNATURE) return tooMany(`${signature.length} characters`);
  if (signatures.length > MAX_SIGNATURES) return tooMany(`more than ${MAX_SIGNATURES} signatures`);
  const paired = countPaired(signatures);
  if (paired > MAX_PAIRED_SIGNATURES) return tooMany(`${paired} signatures of v1a`);
  const invalid = problem('ERR_WEBHOOK_TIMESTAMP_INVALID', describeTimestamp(time));
  return MILLISECONDS.test(time) ? { ...invalid, signed: { id, time, signatures } } : invalid;
}

function readOne(headers: HeadersLike, name: SignatureHeaderName): string | HeaderProblem {
  const found = readHeader(headers, name);
  if (found.kind === 'none' || (found.kind === 'one' && found.value === ''))
    return problem('ERR_WEBHOOK_HEADER_MISSING', describeMissing(headers, name));
  if (found.kind === 'one' && !isJoined(found.value)) return found.value;
  return problem(
    'ERR_WEBHOOK_HEADER_INVALID',
    `The header ${name} is there more than once: it must be sent once, whatever a proxy adds.`,
  );
}

/**
 * Whether a value is several: `Headers` and Node join with a comma and a space what was sent more than once, and no
 * value of the three has these.
 */
function isJoined(value: string): boolean {
  return value.includes(', ');
}

const problem = (code: SignatureErrorCode, message: string): HeaderProblem => ({ ok: false, code, message });

const NAMES: readonly SignatureHeaderName[] = ['webhook-id', 'webhook-timestamp', 'webhook-signature'];

function describeMissing(headers: HeadersLike, name: SignatureHeaderName): string {
  const absent = NAMES.filter((each) => readHeader(headers, each).kind === 'none');
  if (absent.length === NAMES.length) {
    const svix = readHeader(headers, 'svix-signature').kind !== 'none';
    if (svix)
      return 'The headers are named svix-*: this sender must name them webhook-*, as the standard does.';
    return (
      'None of the headers webhook-id, webhook-timestamp and webhook-signature is there: the delivery is not signed. ' +
      'A stock Maxun signs nothing: take its deliveries with urlToken(), or put the relay before it.'
    );
  }
  if (absent.length === 0) return `The header ${name} is empty: a signed delivery has a value in it.`;
  return `The header ${absent.join(' and ')} is absent: a signed delivery has all three of ${NAMES.join(', ')}.`;
}

function describeId(id: string): string {
  if (id.length > MAX_ID) return `webhook-id has ${id.length} characters: expected at most ${MAX_ID}.`;
  if (id.includes('.'))
    return "webhook-id has a dot in it: an id must not have one, since '.' separates the parts of what is signed.";
  return 'webhook-id has a space, a control character or one beyond ASCII: expected visible ASCII.';
}

function describeTimestamp(timestamp: string): string {
  const expected = 'expected whole Unix seconds, ten digits';
  if (MILLISECONDS.test(timestamp))
    return `webhook-timestamp is in milliseconds: ${expected}. The sender must divide by 1000 and round down.`;
  if (/^\d{4}-\d{2}-\d{2}/.test(timestamp)) return `webhook-timestamp is a date: ${expected}.`;
  if (/^[1-9][0-9]{9,10}\.[0-9]+$/.test(timestamp))
    return `webhook-timestamp has a fraction: ${expected}. The sender must round down.`;
  if (/^[0-9]+$/.test(timestamp)) return `webhook-timestamp has ${timestamp.length} digits: ${expected}.`;
  return `webhook-timestamp is not a number of plain digits: ${expected}.`;
}

function tooMany(found: string): HeaderProblem {
  return problem(
    'ERR_WEBHOOK_HEADER_INVALID',
    `webhook-signature has ${found}: expected at most ${MAX_SIGNATURES} signatures, ${MAX_PAIRED_SIGNATURES} of them v1a, in ${MAX_SIGNATURE} characters.`,
  );
}
