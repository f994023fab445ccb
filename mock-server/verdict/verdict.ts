/**
 * Computes the whole verdict on a delivery from its journal entry.
 *
 * @module mock-server/verdict/verdict
 */
import type { Issue } from '../../src/errors/index.ts';
import { identify } from '../../src/event/index.ts';
import { readHeader } from '../../src/signature/index.ts';
import type { Drift } from '../../src/validation/index.ts';
import { memberOf } from '../../src/validation/pointer.ts';
import type * as api from '../api/types.ts';
import { type Entry, rawHeadersOf } from '../journal/entry.ts';
import { fixFor, levelOf, sentenceFor } from './messages.ts';

/** What a verdict is computed from. */
export interface VerdictGrounds {
  readonly entry: Entry;
  /** The parsed body; `undefined` if it is not JSON. */
  readonly payload: unknown;
  readonly duplicateKeys: readonly string[];
  readonly issues: readonly Issue[];
  readonly drift: readonly Drift[];
  readonly contradictions: readonly api.Contradiction[];
  /** All attempts at the same delivery, oldest first. */
  readonly attempts: readonly Entry[];
}

/** Computes the verdict. */
export function verdictOf(grounds: VerdictGrounds): api.Verdict {
  const { entry, payload, duplicateKeys, issues, drift, contradictions, attempts } = grounds;
  const { expectedStatus, shape, code, refusal, quality } = entry;
  const counts = {
    issues: issues.length,
    drift: drift.length,
    contradictions: contradictions.length,
  };
  const signature = signatureOf(entry);
  const ageMs = ageOf(entry, payload);
  const fix = fixFor({
    entry,
    duplicateKeys,
    contradictions,
    issues: issues.length,
    explanation: signature.explanation,
  });
  return {
    level: levelOf(entry, counts),
    sentence: sentenceFor(entry, counts),
    ...(fix === undefined ? {} : { fix }),
    expectedStatus,
    shape,
    issues,
    drift,
    ...(refusal === undefined ? {} : { refusal }),
    ...(code === undefined ? {} : { code }),
    signature,
    duplicateKeys,
    attempt: attemptOf(entry, payload, attempts),
    ...(ageMs === undefined ? {} : { ageMs }),
    contradictions,
    quality,
  };
}

function signatureOf(entry: Entry): api.SignatureVerdict {
  const { signature: state, code, explanation } = entry;
  if (explanation !== undefined) {
    return {
      state,
      ...(code === undefined ? {} : { code }),
      explanation: JSON.parse(explanation) as api.SignatureExplanation,
    };
  }
  if (state !== 'valid') return { state };
  const rawHeaders = rawHeadersOf(entry);
  const [id, timestamp] = [readHeader(rawHeaders, 'webhook-id'), readHeader(rawHeaders, 'webhook-timestamp')];
  return {
    state,
    ...(id.kind === 'one' ? { id: id.value } : {}),
    ...(timestamp.kind === 'one' ? { timestamp: Number(timestamp.value) } : {}),
  };
}

function attemptOf(entry: Entry, payload: unknown, attempts: readonly Entry[]): api.AttemptVerdict {
  const { attempt: number, duplicate, keySource: source, body, receivedAtMs } = entry;
  const key = source === 'webhook-id' ? entry.key : identify(payload).subject;
  const seen = attempts.at(-1)?.attempt ?? number;
  const previous = attempts[attempts.lastIndexOf(entry) - 1];
  const since =
    previous === undefined
      ? {}
      : { sameBytes: body.equals(previous.body), sinceLastMs: receivedAtMs - previous.receivedAtMs };
  return { number, seen, duplicate, ...since, key, source };
}

function ageOf({ receivedAtMs }: Entry, payload: unknown): number | undefined {
  const timestamp = memberOf(payload, 'timestamp');
  const sent = typeof timestamp === 'string' ? Date.parse(timestamp) : Number.NaN;
  return Number.isNaN(sent) ? undefined : receivedAtMs - sent;
}
