/**
 * Reads the three headers of Standard Webhooks, and finds them in order or not, before anything is computed.
 *
 * @module signature/signed-headers
 */
import { countPaired, type HeaderProblem, isId, secondsOf, type SignedHeaders } from './header-fields.ts';
import { findHeaderProblem, isJoined } from './header-problem.ts';
import { type HeadersLike, readHeader } from './headers.ts';
import { MAX_PAIRED_SIGNATURES, MAX_SIGNATURE, MAX_SIGNATURES } from './limits.ts';

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
