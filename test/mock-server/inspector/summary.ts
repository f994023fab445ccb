import type { DeliverySummary } from '../../../mock-server/api/types.ts';

/** A delivery for the list, as good as can be, with what a test is about. */
export function summary(part: Partial<DeliverySummary> = {}): DeliverySummary {
  return {
    id: '1',
    receivedAt: '2026-11-25T21:00:00.000Z',
    method: 'POST',
    eventType: 'run_completed',
    robotName: 'Test Robot',
    runId: 'run-1',
    shape: 'documented',
    signature: 'valid',
    status: 200,
    responseKind: 'reply',
    expectedStatus: 200,
    misdirected: false,
    attempt: 1,
    attempts: 1,
    duplicate: false,
    contradiction: false,
    issues: 0,
    drift: 0,
    quality: 0,
    late: false,
    bytes: 10,
    level: 'good',
    sentence: 'Exactly as documented.',
    ...part,
  };
}
