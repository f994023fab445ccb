/**
 * What the list and later verdicts need of a body. It is computed once and stored with the delivery, so that the list and
 * later deliveries of the same run do not read the body again.
 *
 * @module mock-server/journal/digest
 */
import { type Issue, PayloadError } from '../../src/errors/index.ts';
import { normalize, parseBody } from '../../src/event/index.ts';
import { type Drift, driftOf, validate } from '../../src/validation/index.ts';
import { runFactsOf } from '../verdict/contradictions.ts';
import type { Digest, Entry } from './entry.ts';

/** What is wrong with a payload, and how it differs from the documentation. */
export interface Findings {
  readonly issues: readonly Issue[];
  readonly drift: readonly Drift[];
}

/**
 * The digest of a delivery.
 *
 * @param entry of the delivery
 * @param strict whether deliveries are judged by the documented contract alone
 * @param read gives the parsed body, if it is needed
 */
export function digestOf(entry: Entry, strict: boolean, read = (): unknown => readPayload(entry)): Digest {
  return (entry.digest ??= makeDigest(read(), entry, strict));
}

function makeDigest(payload: unknown, entry: Entry, strict: boolean): Digest {
  const { issues, drift } = findingsIn(payload, entry, strict);
  return { issues: issues.length, drift: drift.length, facts: runFactsOf(normalize(payload)) };
}

/** Parses a body. @returns `undefined` if it is not JSON */
export function readPayload({ body }: Pick<Entry, 'body'>): unknown {
  try {
    return parseBody(body, { maxBodyBytes: Math.max(body.byteLength, 1) }).value;
  } catch (error) {
    if (!(error instanceof PayloadError)) throw error;
    return undefined;
  }
}

/**
 * Compares a payload with the contract.
 *
 * @param payload the parsed body; `undefined` if it is not JSON
 * @param entry of the delivery
 * @param strict whether deliveries are judged by the documented contract alone
 */
export function findingsIn(payload: unknown, { shape }: Pick<Entry, 'shape'>, strict: boolean): Findings {
  if (payload === undefined) return { issues: [], drift: [] };
  const drift = driftOf(payload);
  if (shape !== 'unknown') return { issues: [], drift };
  const result = validate(payload, { contract: strict ? 'documented' : 'any' });
  return { issues: result.ok ? [] : result.issues, drift };
}
