/**
 * The request of a case as a delivery, so that it is shown as one.
 *
 * @module mock-server/probe/case-delivery
 */
import type { CaseResult, ReceivedAnswer } from '../../src/probe/index.ts';
import { unsigned } from '../../src/receive/index.ts';
import { detailOf } from '../api/detail.ts';
import type { DeliveryDetail } from '../api/types.ts';
import type { Response } from '../hook/response.ts';
import { KeptDelivery } from '../journal/delivery.ts';
import { createEntry } from '../journal/entry.ts';
import { Interner } from '../journal/subject.ts';
import { createJudge } from '../verdict/judge.ts';

/** A case that was judged, and the bytes of its request. */
export interface JudgedCase {
  readonly result: CaseResult;
  readonly body: Uint8Array;
  /** Milliseconds since 1970. */
  readonly atMs: number;
}

/** The request of a case did not come to this receiver. */
const NOWHERE = { number: 0, inbox: undefined, late: false, misdirected: false };

/**
 * Judges the request of a case as the receiver judges what arrives.
 *
 * @param judged the case
 * @param secrets that the probe signed with
 * @returns `null` where the case sent nothing
 */
export async function deliveryOfCase(
  { result: { id, sent, received }, body, atMs }: JudgedCase,
  secrets: readonly string[],
): Promise<DeliveryDetail | null> {
  if (sent === null) return null;
  const { method, url, headers } = sent;
  const arrival = { receivedAtMs: atMs, method, url, rawHeaders: Object.entries(headers).flat(), body };
  const policy = { strict: false, secrets, auth: unsigned(), maxBodyBytes: Number.MAX_SAFE_INTEGER };
  const judgement = await createJudge({ ...policy, now: () => atMs })(arrival);
  const entry = createEntry(arrival, judgement, { ...NOWHERE, interner: new Interner() });
  entry.response = responseOf(received);
  entry.respondedAfterMs = received?.durationMs;
  const journal = { attemptsAt: () => [entry], deliveriesOfRun: () => [entry] };
  return detailOf(new KeptDelivery(entry, { journal, strict: false }), `probe/cases/${id}/body`);
}

function responseOf(received: ReceivedAnswer | null): Response {
  const { status, headers = {}, body = '', error } = received ?? {};
  if (status === undefined)
    return { kind: error === 'timeout' ? 'hang' : 'close', by: 'endpoint', reply: undefined };
  return { kind: 'reply', by: 'endpoint', reply: { status, headers, body } };
}
