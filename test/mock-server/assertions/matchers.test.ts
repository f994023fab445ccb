import { AssertionError } from 'node:assert';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, describe, expect, test as plain } from 'vitest';
import {
  assertMatchesContract,
  assertPassesProbe,
  assertReceived,
  assertReceivedTimes,
  assertRetried,
  assertSignedBy,
} from '../../../mock-server/assertions/index.ts';
import { test } from '../../../mock-server/vitest/index.ts';
import { nodeHandler } from '../../../src/adapters/node.ts';
import { createReceiver, type Receiver, unsigned } from '../../../src/index.ts';
import { generateSecret, sign } from '../../../src/signature/index.ts';
import { COMPLETED, failure, JSON_TYPE, post } from '../post.ts';

const [{ secret }, { secret: other }] = [await generateSecret(), await generateSecret()];

/** The message that a failing assertion has. */
async function messageOf(assertion: () => unknown): Promise<string> {
  try {
    await assertion();
  } catch (error) {
    return (error as Error).message;
  }
  throw new Error('It did not fail.');
}

describe('toMatchContract', () => {
  test('passes for what the contract describes', async ({ mock }) => {
    await post(mock.url, COMPLETED);
    expect(mock.deliveries[0]).toMatchContract();
    expect(COMPLETED).toMatchContract();
    assertMatchesContract(mock.deliveries[0]);
  });

  test('names every issue by its pointer, with the hint', async ({ mock }) => {
    await post(mock.url, failure());
    const [delivery] = mock.deliveries;
    expect(delivery).not.toMatchContract();
    expect(delivery).toMatchContract('observed');
    const message = await messageOf(() => expect(delivery).toMatchContract());
    expect(message).toMatch(/^Delivery #1 \(run_failed\) does not meet the documented contract:\n/);
    expect(message).toContain('/data/runId');
    const ofRunId = message.split('\n').find((line) => line.includes('/data/runId:'));
    expect(ofRunId?.split('the same field in snake_case')).toHaveLength(2);
    expect(await messageOf(() => assertMatchesContract(delivery))).toBe(message);
  });

  test('names the contract that takes what Maxun servers send', async ({ mock }) => {
    await post(mock.url, failure());
    const message = await messageOf(() => expect(mock.deliveries[0]).toMatchContract());
    expect(message.split('\n').at(-1)).toBe(
      "It is failed-run, as Maxun servers send it: the contract 'observed' takes it.",
    );
    const unknown = await messageOf(() => expect({}).toMatchContract());
    expect(unknown).not.toContain('observed');
  });

  test('says of what is not JSON that it is not', async ({ mock }) => {
    await post(mock.url, '{');
    expect(await messageOf(() => expect(mock.deliveries[0]).toMatchContract())).toContain('is not JSON');
  });
});

describe('toBeSignedBy', () => {
  test('checks the signature at the time of arrival', async ({ mock }) => {
    const body = JSON.stringify(COMPLETED);
    const timestamp = Math.floor(Date.now() / 1000);
    await post(mock.url, body, {
      ...JSON_TYPE,
      ...(await sign(body, { id: 'msg_1', secrets: [secret], timestamp })),
    });
    const [delivery] = mock.deliveries;
    expect(delivery).toBeSignedBy(secret);
    expect(delivery).toBeSignedBy([other, secret]);
    expect(delivery).not.toBeSignedBy(other);
    assertSignedBy(delivery!, secret);
    // Thrown at once: a forgotten `await` would let the test pass.
    expect(() => expect(delivery).toBeSignedBy(other)).toThrow('is not signed with that secret');
    const message = await messageOf(() => expect(delivery).toBeSignedBy(other));
    expect(message).toContain('ERR_WEBHOOK_SIGNATURE_MISMATCH');
    expect(message).toContain('signed content: msg_1.');
    expect(message).not.toContain(other.slice(6));
  });

  test('checks the signature of a key pair too', async ({ mock }) => {
    const [pair, stranger] = [await generateSecret({ type: 'v1a' }), await generateSecret({ type: 'v1a' })];
    const body = JSON.stringify(COMPLETED);
    const timestamp = Math.floor(Date.now() / 1000);
    const headers = await sign(body, { id: 'msg_1', secrets: [pair.secret], timestamp });
    await post(mock.url, body, { ...JSON_TYPE, ...headers });
    expect(mock.deliveries[0]).toBeSignedBy(pair.publicKey);
    expect(mock.deliveries[0]).toBeSignedBy(pair.secret);
    expect(mock.deliveries[0]).not.toBeSignedBy(stranger.publicKey);
  });

  test('says that nothing was signed', async ({ mock }) => {
    await post(mock.url, COMPLETED);
    const message = await messageOf(() => assertSignedBy(mock.deliveries[0]!, secret));
    expect(message).toContain('ERR_WEBHOOK_HEADER_MISSING');
  });

  test('is for deliveries', () => {
    expect(() => expect(COMPLETED).toBeSignedBy(secret)).toThrow(TypeError);
  });
});

describe('toHaveReceived', () => {
  test('looks by event type and fields, and lists what came instead', async ({ mock }) => {
    await post(mock.url, failure({ run_id: 'r1' }));
    expect(mock).toHaveReceived();
    expect(mock).toHaveReceived('run_failed', { runId: 'r1' });
    expect(mock).not.toHaveReceived('run_completed');
    expect(mock).toHaveReceivedTimes(1, { eventType: 'run_failed' });
    expect(mock).toHaveReceivedTimes(0, { eventType: 'run_completed' });
    const message = await messageOf(() => expect(mock).toHaveReceived('run_failed', { runId: 'r2' }));
    expect(message).toContain('/data/run_id: expected "r2", found "r1"');
    expect(await messageOf(() => assertReceived(mock, 'run_failed', { runId: 'r2' }))).toBe(message);
    expect(await messageOf(() => assertReceivedTimes(mock, 2))).toContain(
      'was to arrive 2 time(s), and arrived 1 time(s)',
    );
  });

  test('is for receivers and boundaries', async ({ mock }) => {
    using boundary = mock.isolate();
    expect(boundary).not.toHaveReceived();
    expect(() => expect([]).toHaveReceived()).toThrow(TypeError);
  });
});

describe('toHaveBeenRetried', () => {
  test('counts the attempts after the first', async ({ mock }) => {
    await post(mock.url, failure());
    expect(mock.deliveries[0]).not.toHaveBeenRetried();
    await post(mock.url, failure());
    await post(mock.url, failure());
    expect(mock.deliveries[0]).toHaveBeenRetried();
    expect(mock.deliveries[2]).toHaveBeenRetried(2);
    const message = await messageOf(() => assertRetried(mock.deliveries[0]!, 1));
    expect(message).toContain('was to be retried 1 time(s), and was retried 2 time(s)');
    expect(message).toContain('#3 attempt 3');
  });
});

describe('the fixture', () => {
  const strict = test.extend({ mockOptions: { strict: true } });

  strict('starts a receiver with the options that were set', async ({ mock }) => {
    expect((await post(mock.url, failure())).status).toBe(422);
  });

  let last = '';
  test('gives each test a receiver of its own', ({ mock }) => {
    last = mock.url;
  });
  test('and has closed it behind the test', async ({ mock }) => {
    expect(mock.url).not.toBe(last);
    await expect(post(last, COMPLETED)).rejects.toThrow();
  });
});

plain('the functions throw errors of assertion, as every runner shows them', () => {
  expect(() => assertMatchesContract({})).toThrow(AssertionError);
});

describe('toPassProbe', () => {
  const expectation = { secrets: [secret], only: ['signature'] };

  test('passes for an endpoint that verifies', async () => {
    const url = await startHook(createReceiver({ secrets: [secret], silent: true }));
    await expect(url).toPassProbe(expectation);
    await assertPassesProbe(url, expectation);
    expect(await messageOf(() => expect(url).not.toPassProbe(expectation))).toContain('and should not');
  });

  test('lists the failed cases with their fixes', async () => {
    const url = await startHook(createReceiver({ auth: unsigned(), silent: true }));
    const message = await messageOf(() => expect(url).toPassProbe(expectation));
    expect(message).toContain('expected a score of at least 100. Score 60 of 100');
    expect(message).toContain('signature-missing (critical)');
    expect(message).toContain('fix    Verify every delivery');
    expect(await messageOf(() => assertPassesProbe(url, expectation))).toContain('signature-missing');
    await assertPassesProbe(url, { ...expectation, minScore: 60 });
  });

  test('refuses what is not a URL', async () => {
    expect(await messageOf(() => expect(42).toPassProbe())).toContain("takes the endpoint's URL");
  });
});

const servers: Server[] = [];

afterAll(() => {
  for (const server of servers) server.close().closeAllConnections();
});

async function startHook(receiver: Receiver): Promise<string> {
  const server = createServer(nodeHandler(receiver) as RequestListener);
  servers.push(server);
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
}
