import { describe, expect, test, vi } from 'vitest';
import { createReceiver, type Claim, type DedupeStore, type OpenClaim, unsigned } from '../../src/index.ts';
import { Claims } from '../../src/receive/claims.ts';
import { STORE_TIMEOUT_MS } from '../../src/receive/limits.ts';
import type { OpenedParts } from '../../src/receive/open.ts';

const parts = {
  identity: { key: 'a', isConclusive: true, isSigned: true },
  eventType: 'webhook_test',
} as unknown as OpenedParts;
const never = new Promise<never>(() => undefined);

function claimsOn(store: Partial<DedupeStore>): Claims {
  const silent = { claim: () => never, commit: () => never, release: () => never };
  return new Claims({ store: { ...silent, ...store }, now: () => 0, leaseMs: 1000, timeoutMs: 20 });
}

describe('a dedupe store that does not answer', () => {
  test.each(['commit', 'release'] as const)('ends its %s with an error', async (how) => {
    const failure = await claimsOn({}).settle(how, { key: 'a', token: 't' });
    expect(failure).toMatchObject({ code: 'ERR_WEBHOOK_STORE_UNAVAILABLE' });
    expect(failure?.message).toContain('within 20 ms');
  });

  test('ends a claim with an error, and gets back what it grants too late', async () => {
    let grant: (claim: Claim) => void = () => undefined;
    let giveBack: (claim: OpenClaim) => void = () => undefined;
    const released = new Promise<OpenClaim>((resolve) => (giveBack = resolve));
    const claims = claimsOn({
      claim: () => new Promise<Claim>((resolve) => (grant = resolve)),
      release: (claim) => giveBack(claim),
    });
    await expect(claims.claim(parts)).rejects.toMatchObject({ code: 'ERR_WEBHOOK_STORE_UNAVAILABLE' });
    grant({ state: 'claimed', token: 'late' });
    expect(await released).toMatchObject({ key: 'a', token: 'late' });
  });

  test('makes the receiver answer 503 with Retry-After', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    const store: DedupeStore = { claim: () => never, commit: () => undefined, release: () => undefined };
    const receiver = createReceiver({ auth: unsigned(), dedupe: store });
    receiver.onError(() => undefined);
    const body = JSON.stringify({
      event_type: 'run_completed',
      timestamp: '2026-01-01T00:00:00Z',
      webhook_id: 'w',
      data: { run_id: 'r' },
    });
    const answering = receiver.handle({
      method: 'POST',
      url: '/',
      headers: { 'content-type': 'application/json' },
      body: Buffer.from(body),
    });
    await vi.advanceTimersByTimeAsync(STORE_TIMEOUT_MS).finally(() => vi.useRealTimers());
    const answer = await answering;
    expect(answer).toMatchObject({ status: 503, headers: { 'retry-after': '5' } });
  });
});
