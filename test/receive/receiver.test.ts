import { describe, expect, test } from 'vitest';
import {
  createReceiver,
  type DedupeStore,
  type ErrorContext,
  memoryDedupe,
  type Receiver,
  type Authenticated,
  type ReceiverOptions,
  unsigned,
  unwrap,
  urlToken,
  type ValidationMode,
  type WebhookError,
} from '../../src/index.ts';
import {
  COMPLETED,
  FAILED,
  FAILED_F,
  FAILED_G,
  now,
  NOW,
  OTHER_SECRET,
  plain,
  SECRET,
  signed,
} from './deliveries.ts';

interface Watched<Mode extends ValidationMode> {
  readonly receiver: Receiver<Mode>;
  readonly errors: { error: WebhookError; context: ErrorContext }[];
}

function watched<Mode extends ValidationMode = 'report'>(
  options: Partial<ReceiverOptions<Mode>> = {},
): Watched<Mode> {
  const auth = options.auth === undefined && options.secrets === undefined ? { secrets: [SECRET] } : {};
  const receiver = createReceiver<Mode>({ now, ...auth, ...options } as Authenticated<ReceiverOptions<Mode>>);
  const errors: Watched<Mode>['errors'] = [];
  receiver.onError((error, context) => errors.push({ error, context }));
  return { receiver, errors };
}

const codes = ({ errors }: Pick<Watched<'report'>, 'errors'>): string[] =>
  errors.map(({ error }) => error.code);

async function settled(): Promise<void> {
  await new Promise((resolve) => {
    setTimeout(resolve, 5);
  });
}

describe('a handler', () => {
  test('gets the event, the run, the id and the raw delivery', async () => {
    const { receiver } = watched();
    const seen: unknown[] = [];
    receiver.on('run_completed', ({ event, run, id, shape, eventType, signedAt, delivery, signal }) => {
      seen.push({
        event,
        runId: run.id,
        id,
        shape,
        eventType,
        signedAt,
        body: delivery.body,
        aborted: signal.aborted,
      });
    });
    const request = await signed(COMPLETED);
    expect(await receiver.handle(request)).toMatchObject({ status: 200, body: '{"ok":true}' });
    expect(seen).toEqual([
      {
        event: COMPLETED,
        runId: COMPLETED.data.run_id,
        id: 'msg_1',
        shape: 'documented',
        eventType: 'run_completed',
        signedAt: NOW / 1000,
        body: request.body,
        aborted: false,
      },
    ]);
  });

  test('is called in the order of registration, those of any event last, each after the one before', async () => {
    const { receiver } = watched();
    const calls: string[] = [];
    const slow = (name: string) => async (): Promise<void> => {
      await settled();
      calls.push(name);
    };
    receiver.onAny(slow('any'));
    receiver.on(['run_completed', 'run_failed'], slow('first'));
    receiver.on('run_completed', () => calls.push('second'));
    receiver.onOther(slow('other'));
    await receiver.handle(await signed(COMPLETED));
    expect(calls).toEqual(['first', 'second', 'any']);
  });

  test.each([
    [
      'an unknown event type',
      { event_type: 'run_paused', timestamp: 'x', webhook_id: 'w', data: { run_id: 'r' } },
    ],
    ['an unknown shape', { event_type: 'run_completed', webhook_id: 'w', data: { run_id: 7 } }],
    ['an event that nobody registered for', FAILED],
    ['what is no object', [1]],
  ])('of other deliveries gets %s', async (_name, payload) => {
    const { receiver } = watched();
    const calls: string[] = [];
    receiver.on('run_completed', () => calls.push('own'));
    receiver.onOther(({ event }) => calls.push(JSON.stringify(event)));
    expect((await receiver.handle(await signed(payload))).status).toBe(200);
    expect(calls).toEqual([JSON.stringify(payload)]);
  });

  test.each([
    [
      'throws',
      () => {
        throw new Error('db-password');
      },
    ],
    ['rejects', async () => Promise.reject(new Error('db-password'))],
    [
      'throws what is no error',
      () => {
        throw undefined as unknown;
      },
    ],
  ])('that %s leaves the delivery unclaimed, and tells the sender nothing', async (_name, fail) => {
    const { receiver, errors } = watched();
    let calls = 0;
    receiver.on('run_completed', () => (++calls === 1 ? fail() : undefined));
    const request = await signed(COMPLETED);
    const answer = await receiver.handle(request);
    expect(answer.status).toBe(500);
    expect(JSON.stringify(answer)).not.toContain('db-password');
    expect(errors[0]?.error.code).toBe('ERR_WEBHOOK_HANDLER_FAILED');
    expect(errors[0]?.context).toMatchObject({ status: 500, id: 'msg_1', eventType: 'run_completed' });
    expect((await receiver.handle(request)).status).toBe(200);
    expect(calls).toBe(2);
  });

  test('that hangs is given up at its deadline, told so, and called again on the next attempt', async () => {
    const watch = watched({ handlerTimeoutMs: 20 });
    const { receiver } = watch;
    const reasons: unknown[] = [];
    let calls = 0;
    receiver.on('run_completed', async ({ signal }) => {
      if (++calls > 1) return undefined;
      signal.addEventListener('abort', () => reasons.push(signal.reason));
      return new Promise(() => undefined);
    });
    const request = await signed(COMPLETED);
    expect(await receiver.handle(request)).toMatchObject({ status: 503, headers: { 'retry-after': '5' } });
    expect(reasons).toMatchObject([{ code: 'ERR_WEBHOOK_HANDLER_TIMEOUT' }]);
    expect(codes(watch)).toEqual(['ERR_WEBHOOK_HANDLER_TIMEOUT']);
    expect((await receiver.handle(request)).status).toBe(200);
  });

  test('that was not reached before the deadline is not called afterwards', async () => {
    const { receiver } = watched({ handlerTimeoutMs: 10 });
    const calls: string[] = [];
    let finish: (() => void) | undefined;
    receiver.on(
      'run_completed',
      async () =>
        new Promise<void>((resolve) => {
          finish = resolve;
        }),
    );
    receiver.on('run_completed', () => calls.push('late'));
    await receiver.handle(await signed(COMPLETED));
    finish?.();
    await settled();
    expect(calls).toEqual([]);
  });
});

describe('a repeated delivery', () => {
  test('is answered 503 with Retry-After while it is handled, and 200 afterwards, and handled once', async () => {
    const watch = watched();
    const { receiver } = watch;
    let calls = 0;
    let finish: (() => void) | undefined;
    receiver.on('run_completed', async () => {
      calls++;
      return new Promise<void>((resolve) => {
        finish = resolve;
      });
    });
    const request = await signed(COMPLETED);
    const first = receiver.handle(request);
    await settled();
    expect(await receiver.handle(request)).toMatchObject({ status: 503, headers: { 'retry-after': '5' } });
    expect(codes(watch)).toEqual(['ERR_WEBHOOK_DELIVERY_IN_PROGRESS']);
    finish?.();
    expect((await first).status).toBe(200);
    expect(await receiver.handle(request)).toMatchObject({
      status: 200,
      body: '{"ok":true,"duplicate":true}',
    });
    expect(calls).toBe(1);
  });

  test('of a hundred at once is handled once', async () => {
    const { receiver } = watched();
    let calls = 0;
    receiver.on('run_completed', async () => {
      calls++;
      await settled();
    });
    const request = await signed(COMPLETED);
    const answers = await Promise.all(Array.from({ length: 100 }, async () => receiver.handle(request)));
    expect(calls).toBe(1);
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    expect(answers.filter(({ status }) => status === 503)).toHaveLength(99);
  });

  test('that is not signed is known by its event type and run, whichever webhook sent it', async () => {
    const { receiver } = watched({ auth: unsigned() });
    const ids: string[] = [];
    receiver.onAny(({ id }) => ids.push(id));
    await receiver.handle(plain(COMPLETED));
    expect((await receiver.handle(plain(COMPLETED))).body).toContain('duplicate');
    const another = await receiver.handle(plain({ ...COMPLETED, webhook_id: 'another' }));
    expect(another.body).toContain('duplicate');
    expect(ids).toHaveLength(1);
  });

  test('that says nothing of itself is handled each time', async () => {
    const { receiver } = watched({ auth: unsigned() });
    let calls = 0;
    receiver.onOther(() => calls++);
    for (let n = 0; n < 2; n++) expect((await receiver.handle(plain({ any: 1 }))).status).toBe(200);
    expect(calls).toBe(2);
  });
});

describe('the two contradictory failures of a run', () => {
  test.each(['unsigned', 'signed'])(
    'are one event, and the second is a conflict, where they are %s',
    async (how) => {
      const { receiver } = watched(how === 'signed' ? {} : { auth: unsigned() });
      const handled: unknown[] = [];
      const conflicts: unknown[] = [];
      receiver.on('run_failed', ({ shape }) => handled.push(shape));
      receiver.onConflict(({ shape, first }) =>
        conflicts.push({ shape, first: JSON.parse(first) as unknown }),
      );
      const requestOf = async (payload: unknown, id: string): Promise<ReturnType<typeof plain>> =>
        how === 'signed' ? signed(payload, { id }) : plain(payload);
      const requests = [await requestOf(FAILED_G, 'msg_g'), await requestOf(FAILED_F, 'msg_f')];
      for (const request of requests) {
        expect(await receiver.handle(request)).toMatchObject({ status: 200, body: '{"ok":true}' });
      }
      for (const request of requests) {
        expect((await receiver.handle(request)).body).toBe('{"ok":true,"duplicate":true}');
      }
      expect(handled).toEqual(['failed-scrape-api']);
      const { type, message } = FAILED_G.data.error;
      expect(conflicts).toEqual([{ shape: 'failed-run', first: ['failed', type, message] }]);
    },
  );

  test('do not overtake each other: the second waits until the first is handled', async () => {
    const { receiver } = watched();
    let finish: (() => void) | undefined;
    receiver.on(
      'run_failed',
      async () =>
        new Promise<void>((resolve) => {
          finish = resolve;
        }),
    );
    const first = receiver.handle(await signed(FAILED_G, { id: 'msg_g' }));
    await settled();
    const second = await signed(FAILED_F, { id: 'msg_f' });
    expect((await receiver.handle(second)).status).toBe(503);
    finish?.();
    await first;
    expect(await receiver.handle(second)).toMatchObject({ status: 200, body: '{"ok":true}' });
  });
});

describe('what is refused', () => {
  test('looks the same, whatever makes it not authentic', async () => {
    const good = await signed(COMPLETED);
    const { receiver, errors } = watched();
    const bad = [
      { ...good, headers: { 'content-type': 'application/json' } },
      { ...good, headers: { ...good.headers, 'webhook-id': 'a.b' } },
      { ...good, headers: { ...good.headers, 'webhook-timestamp': '1e9' } },
      { ...good, headers: { ...good.headers, 'webhook-signature': 'v1' } },
      await signed(COMPLETED, { secret: OTHER_SECRET }),
      await signed(COMPLETED, { at: NOW - 301_000 }),
      await signed(COMPLETED, { at: NOW + 301_000 }),
      { ...good, body: new TextEncoder().encode('{}') },
    ];
    const answers = new Set<string>();
    for (const request of bad) answers.add(JSON.stringify(await receiver.handle(request)));
    expect([...answers].map((text): unknown => JSON.parse(text))).toMatchObject([
      { status: 401, body: '{"ok":false,"error":"The delivery is not authentic."}' },
    ]);
    expect(new Set(errors.map(({ error }) => error.code)).size).toBeGreaterThan(5);
  });

  test('is 422 in strict mode, with the issues for the listener alone', async () => {
    const { receiver, errors } = watched({ validation: 'strict' });
    const answer = await receiver.handle(await signed(FAILED_F));
    expect(answer).toMatchObject({
      status: 422,
      body: '{"ok":false,"error":"The payload does not match the contract."}',
    });
    expect(errors[0]?.error).toMatchObject({
      code: 'ERR_WEBHOOK_PAYLOAD_INVALID',
      issues: expect.arrayContaining([expect.objectContaining({ path: '/data/robotId' })]) as unknown,
    });
  });

  test.each([
    [405, { method: 'GET' }],
    [415, { headers: {} }],
    [415, { headers: { 'content-type': 'text/plain' } }],
    [415, { headers: { 'content-type': 'application/json', 'content-encoding': 'gzip' } }],
    [413, { headers: { 'content-type': 'application/json', 'content-length': '10485761' } }],
  ])('is answered %i by its head alone: %j', async (status, head) => {
    const { receiver } = watched();
    let reads = 0;
    const body = (): Uint8Array => new Uint8Array(++reads);
    const headers = { 'content-type': 'application/json' };
    expect((await receiver.handle({ headers, body, ...head })).status).toBe(status);
    expect(reads).toBe(0);
  });

  test('is a body that does not arrive in time', async () => {
    const watch = watched({ bodyTimeoutMs: 10 });
    const body = async (): Promise<Uint8Array> => new Promise(() => undefined);
    const { headers } = await signed(COMPLETED);
    expect((await watch.receiver.handle({ headers, body })).status).toBe(408);
    expect(codes(watch)).toEqual(['ERR_WEBHOOK_BODY_TIMEOUT']);
  });

  test('is a parsed object in place of the raw body, as a fault of this server', async () => {
    const watch = watched();
    const { headers } = await signed(COMPLETED);
    expect((await watch.receiver.handle({ headers, body: COMPLETED as never })).status).toBe(500);
    expect(codes(watch)).toEqual(['ERR_WEBHOOK_BODY_NOT_RAW']);
  });
});

describe('a token in the URL', () => {
  const OLD = 'an-old-token-of-24-chars';
  const NEW = 'a-new-token-of-24-chars!';
  test.each([
    [200, `/hook?token=${OLD}`],
    [200, `https://example.com/hook?a=b&token=${encodeURIComponent(NEW)}#x`],
    [200, `/hook?%74oken=${NEW.replace('!', '%21').replace('a', '%61')}`],
    [401, '/hook'],
    [401, '/hook?token='],
    [401, `/hook?token=${OLD}x`],
    [401, `/hook?token=${OLD.slice(1)}`],
    [401, `/hook?token=${OLD}&token=${OLD}`],
    [401, `/hook?TOKEN=${OLD}`],
    [401, `/hook#?token=${OLD.toUpperCase()}`],
  ])('is answered %i at %s', async (status, url) => {
    const { receiver, errors } = watched({ auth: urlToken('token', [OLD, NEW]) });
    expect((await receiver.handle({ ...plain(COMPLETED), url })).status).toBe(status);
    expect(JSON.stringify(errors)).not.toContain(OLD);
  });

  test('and a signature are both needed where both are asked for', async () => {
    const { receiver } = watched({ secrets: [SECRET], auth: urlToken('token', OLD) });
    const url = `/?token=${OLD}`;
    expect((await receiver.handle({ ...plain(COMPLETED), url })).status).toBe(401);
    expect((await receiver.handle(await signed(COMPLETED))).status).toBe(401);
    expect((await receiver.handle({ ...(await signed(COMPLETED)), url })).status).toBe(200);
  });
});

describe('listeners', () => {
  test('of errors may throw or reject, and nothing comes of it', async () => {
    const receiver = createReceiver({ auth: unsigned() });
    const calls: string[] = [];
    receiver.onError(() => {
      throw new Error('first');
    });
    receiver.onError(async () => Promise.reject(new Error('second')));
    receiver.onError(({ code }) => calls.push(code));
    expect(
      (await receiver.handle({ body: '{', headers: { 'content-type': 'application/json' } })).status,
    ).toBe(400);
    await settled();
    expect(calls).toEqual(['ERR_WEBHOOK_BODY_NOT_JSON']);
  });

  test('of drift are told after the answer, of both contracts', async () => {
    const { receiver } = watched();
    const paths: string[] = [];
    const counters = receiver.countDrift();
    receiver.onDrift(({ drift, shape }) => {
      paths.push(
        shape,
        ...drift.documented.map(({ path }) => path),
        ...drift.observed.map(({ path }) => path),
      );
    });
    await receiver.handle(await signed(FAILED_F, { id: 'msg_f' }));
    await receiver.handle(await signed(FAILED, { id: 'msg_d' }));
    expect(paths).toEqual([]);
    await settled();
    expect(paths).toContain('failed-run');
    expect(paths).toContain('/data/robotId');
    expect(counters.deliveries).toBe(2);
    expect(counters.list()).toContainEqual({
      contract: 'documented',
      path: '/data/robotId',
      kind: 'missing',
      count: 1,
    });
  });

  test.each(['on', 'onOther', 'onAny', 'onDrift', 'onConflict', 'onError', 'countDrift'] as const)(
    '%s is refused once a delivery has come',
    async (method) => {
      const { receiver } = watched();
      await receiver.handle(await signed(COMPLETED));
      const handler = (): undefined => undefined;
      const register = {
        on: () => receiver.on('run_failed', handler),
        countDrift: () => receiver.countDrift(),
      };
      const call =
        method === 'on' || method === 'countDrift' ? register[method] : () => receiver[method](handler);
      expect(call).toThrow(TypeError);
    },
  );

  test('work that goes on after the answer is given to the runtime', async () => {
    const { receiver } = watched();
    const drifted: string[] = [];
    receiver.onDrift(({ shape }) => drifted.push(shape));
    const work: Promise<void>[] = [];
    await receiver.handle({ ...(await signed(FAILED_F)), waitUntil: (promise) => work.push(promise) });
    await Promise.all(work);
    expect(drifted).toEqual(['failed-run']);
  });
});

describe('the dedupe store', () => {
  const failing = (method: keyof DedupeStore): DedupeStore => {
    const store = memoryDedupe();
    return {
      claim: (key, options) => store.claim(key, options),
      commit: (claim) => store.commit(claim),
      release: (claim) => store.release(claim),
      [method]: async () => Promise.reject(new Error('redis-password')),
    };
  };

  test.each([
    ['claim', 503, 0],
    ['commit', 200, 1],
    ['release', 500, 1],
  ] as const)('that fails at %s leads to %i, typed', async (method, status, calls) => {
    const watch = watched({ dedupe: failing(method) });
    let called = 0;
    watch.receiver.on('run_completed', () => {
      called++;
      if (method === 'release') throw new Error('handler');
    });
    const answer = await watch.receiver.handle(await signed(COMPLETED));
    expect(answer.status).toBe(status);
    expect(answer.body).not.toContain('password');
    expect(called).toBe(calls);
    expect(codes(watch)).toContain('ERR_WEBHOOK_STORE_UNAVAILABLE');
  });
});

describe('options', () => {
  test.each([
    [{}, /authenticated.*secrets.*urlToken.*unsigned/],
    [{ secrets: [SECRET], auth: unsigned() }, /contradict/],
    [{ secrets: [] }, /secret/],
    [{ secrets: [undefined] }, /secret/],
    [{ auth: unsigned(), validation: 'lax' }, /'strict', 'report' or 'off'/],
    [{ secrets: null }, /Nothing says how deliveries are authenticated/],
    [{ auth: null }, /Nothing says how deliveries are authenticated/],
    [{ secrets: null, auth: null }, /Nothing says how deliveries are authenticated/],
    [{ secrets: '' }, /secrets must be an array/],
    [{ secrets: 0 }, /secrets must be an array/],
    [{ secrets: false }, /secrets must be an array/],
    [{ secrets: '', auth: urlToken('token', 'a-token-of-16-chars') }, /secrets must be an array/],
    [{ auth: '' }, /auth is "": expected urlToken\(…\), basicAuth\(…\) or unsigned\(\)/],
    [{ auth: 5 }, /auth is 5: expected urlToken/],
    [{ auth: {} }, /auth is an object: expected urlToken/],
    [{ auth: unsigned }, /auth is a function: expected urlToken/],
    [{ auth: unsigned(), now: 5 }, /now is 5: expected a function/],
  ])('%j are misuse, of unwrap too', async (given, message) => {
    const options = given as unknown as Authenticated<ReceiverOptions>;
    const create = (): unknown => createReceiver(options);
    expect(create).toThrow(TypeError);
    expect(create).toThrow(message);
    const error = await unwrap(JSON.stringify(COMPLETED), {}, options).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(TypeError);
    expect(error).toHaveProperty('message', expect.stringMatching(message));
  });

  test.each([
    [{ dedupe: 5 }, /dedupe is 5: expected memoryDedupe\(\), or what sqliteDedupe/],
    [{ dedupe: Promise.resolve(memoryDedupe()) }, /dedupe is an object: expected .* await it/],
    [{ complete: {} }, /complete is an object: expected maxunApi/],
    [{ logger: 5 }, /logger is 5: expected an object with the functions warn and error/],
    [{ logger: { log: () => undefined } }, /logger is an object: expected/],
    [{ robotSchemas: 5 }, /robotSchemas is not an object: give schemas/],
  ])('%j are misuse of createReceiver', (given, message) => {
    const options = { auth: unsigned(), ...given } as unknown as Authenticated<ReceiverOptions>;
    const create = (): unknown => createReceiver(options);
    expect(create).toThrow(TypeError);
    expect(create).toThrow(message);
  });

  test.each(['maxBodyBytes', 'handlerTimeoutMs', 'bodyTimeoutMs', 'toleranceSeconds'])(
    '%s is never off',
    (name) => {
      for (const value of [0, -1, Number.NaN, Infinity, '300', null]) {
        expect(() => createReceiver({ secrets: [SECRET], [name]: value })).toThrow(RangeError);
        expect(() => createReceiver({ auth: unsigned(), [name]: value })).toThrow(RangeError);
      }
    },
  );

  test('a time zone that nobody knows is said at once', () => {
    expect(() => createReceiver({ auth: unsigned(), timeZone: 'Mars/Olympus' })).toThrow(RangeError);
  });

  test('an event type that the mode does not have is misuse', () => {
    const receiver = createReceiver({ auth: unsigned(), validation: 'strict' });
    expect(() => receiver.on('webhook_test' as never, () => undefined)).toThrow(/run_completed.*onOther/);
    expect(() => receiver.on([], () => undefined)).toThrow(TypeError);
    expect(() =>
      createReceiver({ auth: unsigned(), validation: 'off' }).on('run.paused', () => undefined),
    ).not.toThrow();
  });

  test.each([
    [() => urlToken('', 'a-token-of-16-chars'), TypeError],
    [() => urlToken('token', ''), TypeError],
    [() => urlToken('token', undefined as never), TypeError],
    [() => urlToken('token', []), TypeError],
    [() => urlToken('token', 5 as never), TypeError],
    [() => urlToken('token', 'short'), RangeError],
  ])('a token that protects nothing is misuse', (make, type) => {
    expect(make).toThrow(type);
  });
});
