/**
 * Judges a delivery, and says what to answer.
 *
 * @module mock-server/answer
 */
import { PayloadError } from '../src/errors/index.ts';
import { statusOf } from '../src/receive/index.ts';
import { driftOf, validate } from '../src/validation/index.ts';
import { parseBody } from '../src/event/index.ts';
import type { Verdict } from './journal.ts';

/**
 * Judges the bytes of a delivery.
 *
 * @param body the exact bytes
 * @param strict refuse what does not meet the documented contract, not only what is of no known shape
 * @returns 200, 422 with issues, or 400 for what is no JSON
 */
export function judge(body: Uint8Array, strict: boolean): Verdict {
  try {
    const { value: payload } = parseBody(body);
    const result = validate(payload, { contract: strict ? 'documented' : 'any' });
    const drift = driftOf(payload);
    if (result.ok) return { status: 200, shape: result.shape, issues: [], drift };
    return { status: 422, shape: 'unknown', issues: result.issues, drift };
  } catch (error) {
    if (!(error instanceof PayloadError)) throw error;
    return refusal(error);
  }
}

/**
 * The verdict on a body that cannot even be read.
 *
 * @param error why
 */
export function refusal({ code, message }: PayloadError): Verdict {
  return { status: statusOf(code), shape: 'unknown', issues: [], drift: [], refusal: message };
}

/**
 * The JSON that a verdict is answered with: short, and nothing of what was sent.
 *
 * @param verdict the verdict
 */
export function answerOf({ status, shape, issues, drift, refusal: reason }: Verdict): string {
  if (status === 200) return JSON.stringify({ ok: true, shape, drift: drift.length });
  const list = issues.map(({ path, kind, expected, hint }) => ({ path, kind, expected, hint }));
  return JSON.stringify({ ok: false, error: reason ?? 'The payload is of no known shape.', issues: list });
}
