import { describe, expect, test } from 'vitest';
import { observedExamples } from '#generated/examples.js';
import {
  type Delivery,
  type MockReceiverOptions,
  reply,
  startMockReceiver,
} from '../../../mock-server/index.ts';
import { generateSecret, sign } from '../../../src/signature/index.ts';
import { fixture } from '../../../src/simulate/index.ts';
import { describeDelivery } from '../../../src/cli/mock-report.ts';
import { virtualClock } from '../../../src/clock/virtual-clock.ts';
import { COMPLETED, failure, JSON_TYPE, post } from '../post.ts';

const NOW = 1_800_000_000_000;
const { secret } = await generateSecret();

const FORGED = `v1,${Buffer.alloc(32, 1).toString('base64')}`;

async function receiveAll(
  deliveries: readonly (readonly [payload: unknown, headers?: Record<string, string>])[],
  options: MockReceiverOptions = {},
): Promise<{ deliveries: readonly Delivery[]; statuses: number[] }> {
  await using mock = await startMockReceiver({ clock: virtualClock(NOW), ...options });
  const statuses: number[] = [];
  for (const [payload, headers] of deliveries) {
    statuses.push((await post(mock.url, payload, { ...JSON_TYPE, ...headers })).status);
  }
  return { deliveries: mock.deliveries, statuses };
}

describe('the signature', () => {
  test('is valid, with its id and time', async () => {
    const body = JSON.stringify(COMPLETED);
    const headers = await sign(body, { id: 'msg_1', secrets: [secret], timestamp: NOW / 1000 });
    const { deliveries, statuses } = await receiveAll([[body, { ...headers }]], { secret });
    expect(statuses).toEqual([200]);
    expect(deliveries[0]!.verdict).toMatchObject({
      level: 'good',
      signature: { state: 'valid', id: 'msg_1', timestamp: NOW / 1000 },
      attempt: { key: 'msg_1', source: 'webhook-id' },
    });
  });

  test('is missing: 401, with what to do about stock Maxun', async () => {
    const { deliveries, statuses } = await receiveAll([[COMPLETED]], { secret });
    expect(statuses).toEqual([401]);
    expect(deliveries[0]!.verdict).toMatchObject({
      level: 'bad',
      expectedStatus: 401,
      code: 'ERR_WEBHOOK_HEADER_MISSING',
      signature: { state: 'missing' },
      fix: expect.stringContaining('Stock Maxun signs nothing') as string,
    });
    expect(deliveries[0]!.eventType).toBe('run_completed');
  });

  test('is invalid: the explanation names the mistake, and no text of it holds the secret', async () => {
    const body = JSON.stringify(COMPLETED);
    const headers = await sign(`${body}\n`, { id: 'msg_1', secrets: [secret], timestamp: NOW / 1000 });
    const { deliveries, statuses } = await receiveAll([[body, { ...headers }]], { secret });
    expect(statuses).toEqual([401]);
    const { verdict } = deliveries[0]!;
    expect(verdict.signature).toMatchObject({
      state: 'invalid',
      code: 'ERR_WEBHOOK_SIGNATURE_MISMATCH',
      explanation: { bodyBytes: Buffer.byteLength(body) },
    });
    expect(JSON.stringify(verdict)).not.toContain(secret.slice(6));
  });

  test('is not checked where there is no secret', async () => {
    const { deliveries } = await receiveAll([[COMPLETED]]);
    expect(deliveries[0]!.verdict.signature).toEqual({ state: 'unchecked' });
  });

  test('is not checked of a body that was not read', async () => {
    const headers = await sign('{"more":1}', { id: 'msg_1', secrets: [secret], timestamp: NOW / 1000 });
    const sent = [['{"more":1}', { ...headers }], ['{"more":1}']] as const;
    const { deliveries, statuses } = await receiveAll(sent, { secret, maxBodyBytes: 5 });
    const states = deliveries.map(({ verdict }) => verdict.signature.state);
    expect([statuses, states]).toEqual([
      [413, 413],
      ['unchecked', 'missing'],
    ]);
  });
});

describe('the token', () => {
  const token = 'a-token-of-24-characters';
  test.each([
    ['', 401],
    ['?token=wrong', 401],
    [`?token=${token}`, 200],
    [`?token=${token}&token=${token}`, 401],
  ])('%s answers %i', async (query, status) => {
    await using mock = await startMockReceiver({ token });
    const url = mock.url.replace(/\?.*/, query);
    expect((await post(url, COMPLETED)).status).toBe(status);
    expect(mock.deliveries[0]!.verdict.expectedStatus).toBe(status);
  });

  test('is in the URL that the receiver names, and in no URL that the API shows', async () => {
    await using mock = await startMockReceiver({ token });
    expect((await post(mock.url, COMPLETED)).status).toBe(200);
    for (const path of ['receiver', 'deliveries/1', 'har', 'deliveries', 'deliveries/1/fixture']) {
      const text = await (await fetch(new URL(`/__mock/${path}`, mock.url))).text();
      expect(text).not.toContain(token);
    }
  });
});

describe('attempts', () => {
  test('are counted, and one after an accepted one is a duplicate', async () => {
    const { deliveries } = await receiveAll([[failure()], [failure()], [failure({ run_id: 'other' })]]);
    const [first, second, third] = deliveries;
    expect(first!.verdict.attempt).toMatchObject({ number: 1, seen: 2, duplicate: false });
    expect(second!.verdict).toMatchObject({
      level: 'notice',
      attempt: { number: 2, seen: 2, duplicate: true, sameBytes: true, sinceLastMs: 0 },
    });
    expect(third!.verdict.attempt).toMatchObject({ number: 1, seen: 1 });
    expect(second!.attempts.map(({ id }) => id)).toEqual(['1', '2']);
  });

  test('after a refused one are no duplicates', async () => {
    const { deliveries, statuses } = await receiveAll([[failure()], [failure()]], { secret });
    expect(statuses).toEqual([401, 401]);
    expect(deliveries[1]!.verdict.attempt).toMatchObject({ number: 2, duplicate: false });
  });

  test('with the same signed id and other bytes are said to differ', async () => {
    const headers = { 'webhook-id': 'msg_9' };
    const { deliveries } = await receiveAll([
      [failure(), headers],
      [failure({ status: 'odd' }), headers],
    ]);
    expect(deliveries[1]!.verdict.attempt).toMatchObject({ number: 2, sameBytes: false, key: 'msg_9' });
  });
});

describe('contradictions', () => {
  test('of the second failure of one run are listed by field', async () => {
    const first = observedExamples['failed-scrape-api'].payload;
    const ids = {
      run_id: first.data.run_id,
      robot_id: first.data.robot_id,
      robot_name: first.data.robot_name,
    };
    const second = failure({ ...ids, error: { message: 'another message' } });
    const { deliveries } = await receiveAll([[first], [{ ...second, webhook_id: first.webhook_id }]]);
    const { contradictions, level, attempt } = deliveries[1]!.verdict;
    const found = contradictions.find(({ field }) => field === 'error.message');
    expect(found).toMatchObject({ deliveryId: '1', later: '"another message"' });
    expect([level, attempt.number]).toEqual(['notice', 1]);
    expect(deliveries[0]!.sameRun.map(({ id }) => id)).toEqual(['2']);
  });

  test('are none between attempts, nor where one event only says more', async () => {
    const { deliveries } = await receiveAll([
      [failure()],
      [failure()],
      [failure({ error: undefined, status: 'failed' })],
    ]);
    expect(deliveries.map(({ verdict }) => verdict.contradictions)).toEqual([[], [], []]);
  });

  test('show that a run cannot both finish and fail', async () => {
    const run_id = 'run-1';
    const done = { ...COMPLETED, data: { ...COMPLETED.data, run_id } };
    const { deliveries } = await receiveAll([[failure({ run_id })], [done]]);
    const fields = deliveries[1]!.verdict.contradictions.map(({ field }) => field);
    expect(fields).toEqual(expect.arrayContaining(['eventType', 'status']));
  });
});

test('the age is measured from the envelope’s timestamp', async () => {
  const timestamp = new Date(NOW - 90_000).toISOString();
  const { deliveries } = await receiveAll([
    [{ ...COMPLETED, timestamp }],
    [{ ...COMPLETED, timestamp: 'soon' }],
  ]);
  expect(deliveries.map(({ verdict }) => verdict.ageMs)).toEqual([90_000, undefined]);
});

test('keys that occur twice are pointed at', async () => {
  const text = JSON.stringify(COMPLETED).replace('{', '{"event_type":"run_failed",');
  const { deliveries } = await receiveAll([[text]]);
  expect(deliveries[0]!.verdict.duplicateKeys).toEqual(['/event_type']);
});

test('a GET on the hook says that a redirect swallowed the body', async () => {
  await using mock = await startMockReceiver();
  expect((await fetch(mock.url)).status).toBe(405);
  const { verdict } = mock.deliveries[0]!;
  expect(verdict).toMatchObject({ code: 'ERR_WEBHOOK_METHOD_NOT_ALLOWED', level: 'bad' });
  expect(verdict.refusal).toContain('redirect');
});

test('what is refused for its type is shown all the same', async () => {
  await using mock = await startMockReceiver();
  expect((await post(mock.url, 'plain', { 'content-type': 'text/plain' })).status).toBe(415);
  expect(mock.deliveries[0]!.text).toBe('plain');
});

test('a delivery prints as its row', async () => {
  const { deliveries } = await receiveAll([[COMPLETED]]);
  expect(JSON.parse(JSON.stringify(deliveries[0]))).toMatchObject({
    id: '1',
    shape: 'documented',
    status: 200,
  });
});

describe('each thing is said once', () => {
  const sentencesOf = (verdict: Delivery['verdict']): string[] =>
    [
      verdict.sentence,
      verdict.fix,
      verdict.refusal,
      verdict.signature.explanation?.message,
      ...verdict.issues.map(({ message }) => message),
      ...verdict.contradictions.map(({ message }) => message),
    ].filter((text) => text !== undefined);

  test.each<[string, unknown, Record<string, string>, MockReceiverOptions]>([
    ['not signed, and of no shape', { event_type: 'run.completed' }, {}, { secret }],
    [
      'wrongly signed',
      COMPLETED,
      { 'webhook-id': 'a', 'webhook-timestamp': String(NOW / 1000), 'webhook-signature': 'v1,x' },
      { secret },
    ],
    ['not JSON', '{', {}, {}],
    ['sent as a form', 'a=b', { 'content-type': 'application/x-www-form-urlencoded' }, {}],
    ['of no shape', { event_type: 'run.completed' }, {}, {}],
  ])('%s', async (...[, payload, headers, options]) => {
    const { deliveries } = await receiveAll([[payload, headers]], options);
    const texts = sentencesOf(deliveries[0]!.verdict);
    for (const text of texts) {
      expect(texts.filter((other) => other.includes(text.replace(/\.$/, '')))).toEqual([text]);
    }
  });

  test('and the payload is judged although the signature is bad', async () => {
    const [good, bad] = (await receiveAll([[COMPLETED], [{ event_type: 'run.completed' }]], { secret }))
      .deliveries;
    expect(good!.verdict).toMatchObject({ expectedStatus: 401, shape: 'documented', issues: [] });
    expect(good!.verdict.sentence).toBe('Expected status 401: not signed; as documented.');
    expect(bad!.verdict.issues.length).toBeGreaterThan(0);
    expect(bad!.verdict.sentence).toMatch(
      /^Expected status 401: not signed; \d+ issues?, none of the accepted shapes\.$/,
    );
  });

  test('and what is refused is not advised on as if it were accepted', async () => {
    const forged = {
      'webhook-id': 'a',
      'webhook-timestamp': String(NOW / 1000),
      'webhook-signature': FORGED,
    };
    const events = [{ run_id: 'r1' }, { run_id: 'r1', status: 'odd' }].map(failure);
    const { deliveries } = await receiveAll([[events[0]], [events[1], forged]], { secret });
    const { contradictions, fix } = deliveries[1]!.verdict;
    expect([contradictions.length, fix]).toEqual([1, undefined]);
  });

  test('what is expected and what was sent are two things', async () => {
    const { deliveries } = await receiveAll([[COMPLETED]], { script: [reply(503)] });
    expect(deliveries[0]).toMatchObject({
      verdict: { expectedStatus: 200, level: 'good' },
      response: { by: 'script', status: 503 },
      summary: { expectedStatus: 200, status: 503 },
    });
  });
});

test('an optional field that is absent is not a difference, anywhere', async () => {
  const { deliveries } = await receiveAll([[COMPLETED]]);
  const { verdict, summary } = deliveries[0]!;
  expect([verdict.drift, summary.drift, verdict.sentence]).toEqual([[], 0, 'As documented.']);
});

describe('a delivery is judged once', () => {
  test('and a later one of its run does not read its body again', async () => {
    await using mock = await startMockReceiver();
    await post(mock.url, failure({ run_id: 'r1', status: 'failed' }));
    const [first] = mock.deliveries;
    const row = first!.summary;
    // What would be read again is gone.
    first!.body.fill(0x20);
    await post(mock.url, failure({ run_id: 'r1', status: 'odd' }));
    expect(mock.deliveries[1]!.verdict.contradictions).toMatchObject([
      { field: 'status', earlier: '"failed"' },
    ]);
    expect(mock.deliveries[0]!.summary).toMatchObject({ drift: row.drift, issues: row.issues });
  });

  test('21 large ones of one run are listed and opened within the time of reading each twice', async () => {
    await using mock = await startMockReceiver();
    const page = Array.from({ length: 20_000 }, (_, index) => ({ index, text: 'x'.repeat(60) }));
    for (let index = 0; index < 21; index++) {
      await post(mock.url, failure({ run_id: 'r1', status: `s${index}`, captured_lists: { page } }));
    }
    const start = performance.now();
    for (const { summary } of mock.deliveries) expect(summary.runId).toBe('r1');
    expect(mock.deliveries.at(-1)!.verdict.contradictions).toHaveLength(1);
    // A promise with a wide margin: it took 74 s.
    expect(performance.now() - start).toBeLessThan(20_000);
  });
});

test('the quality of a run is judged by the earlier ones of its robot', async () => {
  const runs = ['$1', '$2', '$3', '$4', null].map((Price): [unknown] => [
    fixture('extract-run', {
      data: {
        extracted_data: { captured_lists: { Products: Array.from({ length: 12 }, () => ({ Price })) } },
      },
    }),
  ]);
  const { deliveries } = await receiveAll(runs);
  const qualities = deliveries.map(({ verdict }) => verdict.quality);
  const unusual = ['The list "Products": the column "Price" is empty in 12 of 12 rows.'];
  expect(qualities.filter((quality) => quality.length > 0)).toEqual([unusual]);
  expect(deliveries.map(({ summary }) => [summary.level, summary.quality])).toEqual([
    ...Array.from({ length: 4 }, () => ['good', 0]),
    ['notice', 1],
  ]);
  const { sentence, fix } = deliveries.at(-1)!.verdict;
  expect([sentence, fix]).toEqual([
    expect.stringMatching(/; unusual for its robot in 1 way\.$/),
    expect.stringContaining('Open the site'),
  ]);
  expect(describeDelivery(deliveries.at(-1)!)).toMatch(/unusual .*the column "Price" is empty/);
});
