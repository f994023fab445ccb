import { request as httpRequest } from 'node:http';
import { createConnection } from 'node:net';
import { describe, expect, test } from 'vitest';
import {
  byEvent,
  byRobot,
  close,
  delay,
  hang,
  malformed,
  type MockReceiver,
  parseScript,
  preset,
  presets,
  redirect,
  reply,
  reset,
  retryAfter,
  type ScriptPart,
  slowBody,
  startMockReceiver,
  when,
} from '../../../mock-server/index.ts';
import { virtualClock } from '../../../src/clock/virtual-clock.ts';
import { COMPLETED, FAILED, failure, JSON_TYPE, post } from '../post.ts';

async function statuses(mock: MockReceiver, count: number, payload: unknown = COMPLETED): Promise<number[]> {
  const found: number[] = [];
  for (let index = 0; index < count; index++) found.push((await post(mock.url, payload)).status);
  return found;
}

/** Everything that a raw connection gives until it ends, or the error that ends it. */
async function raw(mock: MockReceiver): Promise<{ text: string; code?: string }> {
  const { pathname } = new URL(mock.url);
  const socket = createConnection(mock.port, '127.0.0.1');
  socket.write(
    `POST ${pathname} HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: 2\r\n\r\n{}`,
  );
  let text = '';
  socket.setEncoding('latin1').on('data', (chunk: string) => (text += chunk));
  return new Promise((resolve) => {
    socket.on('error', (error: NodeJS.ErrnoException) => resolve({ text, code: error.code ?? '' }));
    socket.on('end', () => resolve({ text }));
  });
}

test('answers in sequence, then as the verdict says', async () => {
  await using mock = await startMockReceiver();
  mock.script(reply(503).times(2), reply(201, { headers: { 'x-mine': 'yes' }, body: { fine: true } }));
  expect(await statuses(mock, 2)).toEqual([503, 503]);
  const third = await post(mock.url, COMPLETED);
  expect([third.status, third.headers.get('x-mine'), await third.json()]).toEqual([
    201,
    'yes',
    { fine: true },
  ]);
  expect(await statuses(mock, 2)).toEqual([200, 200]);
  expect(mock.deliveries.map(({ response }) => response.by)).toEqual([
    'script',
    'script',
    'script',
    'verdict',
    'verdict',
  ]);
  expect(mock.scriptState.steps.map(({ title, used }) => [title, used])).toEqual([
    ['503, 2 times', 2],
    ['201', 1],
  ]);
});

test('always goes on, until the script is taken away', async () => {
  await using mock = await startMockReceiver();
  mock.script(reply(500).always());
  expect(await statuses(mock, 4)).toEqual([500, 500, 500, 500]);
  mock.script();
  expect(await statuses(mock, 1)).toEqual([200]);
});

test.each([
  ['give-up', "'give-up'"],
  [{ type: 'reply', status: 503 }, "{ type: 'reply', status: 503 }"],
  [undefined, 'undefined'],
])('refuses %j, which is not a step, and says what is one', async (part, found) => {
  await using mock = await startMockReceiver();
  const expected = `A step of the script is ${found}: expected reply(503) or its like, preset('give-up')`;
  expect(() => mock.script(part as unknown as ScriptPart)).toThrow(expected);
  expect(mock.scriptState.steps).toEqual([]);
});

test('a name as the script of a new receiver is refused as well', async () => {
  const script = 'give-up' as unknown as ScriptPart[];
  await expect(startMockReceiver({ script })).rejects.toThrow("A step of the script is 'give-up': expected");
});

test('chooses by event type, by robot and by predicate', async () => {
  await using mock = await startMockReceiver();
  mock.script(
    byEvent('run_failed', reply(500)),
    byRobot('prices', reply(418).always()),
    when(({ run }) => run.status === 'odd', reply(409)),
  );
  expect(await statuses(mock, 1)).toEqual([200]);
  expect(await statuses(mock, 2, FAILED)).toEqual([500, 200]);
  expect(await statuses(mock, 1, failure({ robot_name: 'prices' }))).toEqual([418]);
  expect(await statuses(mock, 2, failure({ status: 'odd' }))).toEqual([409, 422]);
});

test('asks to wait, and redirects without following', async () => {
  await using mock = await startMockReceiver();
  mock.script(retryAfter(120, 429), redirect('/elsewhere', 307), redirect());
  const [first, second, third] = [
    await post(mock.url, COMPLETED),
    await post(mock.url, COMPLETED),
    await post(mock.url, COMPLETED),
  ];
  expect([first.status, first.headers.get('retry-after')]).toEqual([429, '120']);
  expect([second.status, second.headers.get('location')]).toEqual([307, '/elsewhere']);
  expect([third.status, third.headers.get('location')]).toEqual([302, new URL(mock.url).pathname]);
});

describe('faults', () => {
  test('a reset, an early end, and bytes that are no HTTP', async () => {
    await using mock = await startMockReceiver();
    mock.script(reset(), close(), malformed());
    expect(await raw(mock)).toEqual({ text: '', code: 'ECONNRESET' });
    expect(await raw(mock)).toEqual({ text: '' });
    expect((await raw(mock)).text).toMatch(/^HTTP\/1\.1 banana/);
    expect(mock.deliveries.map(({ response }) => [response.kind, response.status])).toEqual([
      ['reset', null],
      ['close', null],
      ['malformed', null],
    ]);
  });

  test('a delay passes on the clock that was given', async () => {
    const clock = virtualClock();
    await using mock = await startMockReceiver({ clock });
    mock.script(delay(5000));
    const answered = post(mock.url, COMPLETED);
    await mock.waitFor('run_completed');
    expect(mock.deliveries[0]!.response).toMatchObject({ kind: 'pending', durationMs: null });
    await clock.advance(5000);
    expect((await answered).status).toBe(200);
    expect(mock.deliveries[0]!.response).toMatchObject({ kind: 'reply', durationMs: 5000 });
  });

  test('a sender that gives up during a delay leaves the delivery unanswered', async () => {
    const clock = virtualClock();
    await using mock = await startMockReceiver({ clock });
    mock.script(reply(200).delay(31_000));
    const { pathname } = new URL(mock.url);
    const request = httpRequest({ port: mock.port, path: pathname, method: 'POST', headers: JSON_TYPE });
    request.on('error', () => undefined).end(JSON.stringify(COMPLETED));
    await mock.waitFor('run_completed');
    const aborted = new Promise<string>((resolve) =>
      mock.onResponded(({ response }) => resolve(response.kind)),
    );
    request.destroy();
    expect(await aborted).toBe('aborted');
  });

  test('a body drips byte by byte', async () => {
    const clock = virtualClock();
    await using mock = await startMockReceiver({ clock });
    mock.script(slowBody({ body: 'ab', intervalMs: 1000 }));
    const response = await post(mock.url, COMPLETED);
    expect([response.status, response.headers.get('content-length')]).toEqual([200, '2']);
    const done = new Promise<string>((resolve) => mock.onResponded(({ response }) => resolve(response.kind)));
    await clock.advance(2000);
    expect([await response.text(), await done]).toEqual(['ab', 'slow-body']);
  });

  test('no answer at all, until the receiver is closed', async () => {
    const mock = await startMockReceiver();
    mock.script(hang());
    const lost = post(mock.url, COMPLETED).catch((error: unknown) => error);
    const delivery = await mock.waitFor('run_completed');
    expect(delivery.response).toMatchObject({ kind: 'hang', status: null });
    await mock.close();
    expect(await lost).toBeInstanceOf(TypeError);
  });
});

describe('presets', () => {
  test.each(presets.map(({ name }) => name))('%s can be set by name and by its steps', async (name) => {
    await using mock = await startMockReceiver();
    mock.script(...parseScript({ preset: name }));
    const byName = mock.scriptState;
    mock.script(...parseScript({ steps: presets.find((each) => each.name === name)?.steps }));
    expect(mock.scriptState).toEqual(byName);
    expect(byName.steps.length).toBeGreaterThan(0);
  });

  test('a redirect swallows the body of a sender that follows as axios does', async () => {
    await using mock = await startMockReceiver({ script: [preset('redirect-swallows-body')] });
    const { status, redirected } = await fetch(mock.url, { method: 'POST', headers: JSON_TYPE, body: '{}' });
    expect([status, redirected]).toEqual([200, true]);
    expect(mock.deliveries.map(({ method, body }) => [method, body.byteLength])).toEqual([
      ['POST', 2],
      ['GET', 0],
    ]);
  });
});

test.each([
  [{}, 'A script is'],
  [{ preset: 'none' }, 'Unknown preset none'],
  [[{ action: { type: 'explode' } }], 'steps/0/action/type'],
  [[{ action: { type: 'reply', status: 99 } }], 'steps/0/action/status: found 99, expected a value >= 200'],
  [[{ action: { type: 'reply', status: '200' } }], 'steps/0/action/status'],
  [
    [{ action: { type: 'reply', status: 200, headers: { 'x-a': 'b\r\nc: d' } } }],
    'is not allowed in an HTTP header',
  ],
  [[{ action: { type: 'redirect', location: '\r\n' } }], 'is not allowed in an HTTP header'],
  [[{ action: { type: 'default-reply' }, times: 0 }], 'steps/0/times: found 0'],
  [[{ action: { type: 'default-reply' }, delayMs: -1 }], 'steps/0/delayMs: found -1'],
  [[{ action: { type: 'default-reply' }, when: { predicate: true } }], 'steps/0/when/predicate'],
  [Array.from({ length: 1001 }, () => ({ action: { type: 'default-reply' } })), 'at most 1000'],
])('refuses what is not a script: %#', (value, message) => {
  expect(() => parseScript(value)).toThrow(message);
});
