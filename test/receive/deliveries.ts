/**
 * Deliveries for tests of the receiver: signed, or as stock Maxun sends them.
 */
import type {
  FailedRunEvent,
  FailedScrapeApiEvent,
  RunCompletedEvent,
  RunFailedEvent,
} from '#generated/events.js';
import { documentedExamples, observedExamples } from '#generated/examples.js';
import { type HeadersLike, sign } from '../../src/signature/index.ts';

/** Vector A of the reference libraries' own tests. */
export const SECRET = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';

/** Another secret, that no receiver of the tests knows. */
export const OTHER_SECRET = 'whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD';

/** The time of every test that has a clock of its own: 2026-11-23T21:56:05Z, in milliseconds. */
export const NOW = 1_795_471_365_000;

export const now = (): number => NOW;

export const COMPLETED: RunCompletedEvent = documentedExamples.run_completed.payload;
export const FAILED: RunFailedEvent = documentedExamples.run_failed.payload;

/** Shape F, as it follows a shape G for the same run. */
export const FAILED_F: FailedRunEvent = observedExamples['failed-run'].payload;

/** Shape G of the run of {@link FAILED_F}. */
export const FAILED_G: FailedScrapeApiEvent = {
  ...observedExamples['failed-scrape-api'].payload,
  webhook_id: FAILED_F.webhook_id,
  data: { ...observedExamples['failed-scrape-api'].payload.data, run_id: FAILED_F.data.run_id },
};

export const encode = (value: unknown): Uint8Array =>
  new TextEncoder().encode(typeof value === 'string' ? value : JSON.stringify(value));

export const JSON_HEADERS = { 'content-type': 'application/json' } as const;

export interface SignedRequest {
  readonly body: Uint8Array;
  readonly headers: Record<string, string>;
}

/** A signed delivery, ready for a receiver or for a socket. */
export async function signed(
  payload: unknown,
  { id = 'msg_1', secret = SECRET, at = NOW }: { id?: string; secret?: string; at?: number } = {},
): Promise<SignedRequest> {
  const body = encode(payload);
  const headers = await sign(body, { id, secrets: [secret], timestamp: Math.floor(at / 1000) });
  return { body, headers: { ...JSON_HEADERS, ...headers } };
}

/** A delivery as stock Maxun sends it. */
export function plain(payload: unknown): { body: Uint8Array; headers: HeadersLike } {
  return { body: encode(payload), headers: JSON_HEADERS };
}
