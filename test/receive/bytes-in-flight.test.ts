import { expect, test } from 'vitest';
import { createReceiver, type ReadBody, unsigned } from '../../src/index.ts';
import { COMPLETED, encode, FAILED_F, JSON_HEADERS } from './deliveries.ts';

const BODY = encode(COMPLETED);
const KIB = 1024;

function receiver(maxBytesInFlight = 8 * KIB) {
  return createReceiver({ auth: unsigned(), maxBodyBytes: 4 * KIB, maxBytesInFlight, silent: true });
}

/** A body of which so many bytes have arrived, and which goes on when it is told to. */
function slowBody(bytes: number): { read: ReadBody; finish: (body: Uint8Array) => void } {
  let finish: (body: Uint8Array) => void = () => undefined;
  const whole = new Promise<Uint8Array>((resolve) => {
    finish = resolve;
  });
  const read: ReadBody = (_max, count) => {
    count(bytes);
    return whole;
  };
  return { read, finish: (body) => finish(body) };
}

test('above the total, a delivery is answered 503 with Retry-After, until others are read', async () => {
  const { handle } = receiver();
  const slow = [slowBody(4 * KIB), slowBody(3.5 * KIB)];
  const pending = slow.map(({ read }) => handle({ headers: JSON_HEADERS, body: read }));
  const third = slowBody(KIB);
  const refused = await handle({ headers: JSON_HEADERS, body: third.read });
  expect(refused).toMatchObject({ status: 503, headers: { 'retry-after': '5' } });
  slow[0]?.finish(BODY);
  slow[1]?.finish(encode(FAILED_F));
  for (const answer of await Promise.all(pending)) expect(answer.status).toBe(200);
  const again = slowBody(4 * KIB);
  const answer = handle({ headers: JSON_HEADERS, body: again.read });
  again.finish(BODY);
  expect((await answer).status).toBe(200);
});

test('a reader that goes on after its delivery was given up is stopped', async () => {
  const timed = createReceiver({ auth: unsigned(), bodyTimeoutMs: 10, silent: true });
  let count: (bytes: number) => void = () => undefined;
  const answer = await timed.handle({
    headers: JSON_HEADERS,
    body: (_max, given) => {
      count = given;
      return new Promise(() => undefined);
    },
  });
  expect(answer.status).toBe(408);
  expect(() => count(1)).toThrow(/send again later/);
});

test('the total must hold the largest body', () => {
  expect(() => receiver(4 * KIB - 1)).toThrow(
    'maxBytesInFlight is 4095: expected a whole number of at least 4096.',
  );
});
