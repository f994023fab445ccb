import { afterEach, describe, expect, it, vi } from 'vitest';
import { observedExamples } from '#generated/examples.js';
import type { MaxunWebhook } from '../../src/send/maxun-webhook.ts';
import { createSendWebhook } from '../../src/send/send-webhook.ts';
import { createSender } from '../../src/send/durable-sender.ts';
import { verify } from '../../src/signature/index.ts';
import { bench, cleanUp, closeLater, failed, later, listen, SECRET } from './fixture.ts';
import { OK, status } from './raw-server.ts';

afterEach(cleanUp);

function webhook(origin: string, settings: Partial<MaxunWebhook> = {}): MaxunWebhook {
  return {
    id: 'webhook-1',
    url: `${origin}/maxun`,
    events: ['run_completed', 'run_failed'],
    active: true,
    retryAttempts: 3,
    retryDelay: 5,
    timeout: 30,
    ...settings,
  };
}

describe('createSendWebhook', () => {
  it.each(Object.entries(observedExamples))(
    'sends what stock Maxun sends, in the shape %s',
    async (_shape, { payload }) => {
      const { clock, sender, server, until } = await bench();
      const sendWebhook = createSendWebhook({
        sender,
        webhooksOf: () => [webhook(server.origin, { events: [payload.event_type] })],
      });
      await sendWebhook('robot', payload.event_type, payload.data);
      await until('delivered', 1);
      expect(JSON.parse(server.requests[0]?.body ?? '')).toEqual({
        event_type: payload.event_type,
        timestamp: new Date(clock.now()).toISOString(),
        webhook_id: 'webhook-1',
        data: payload.data,
      });
      expect(server.requests[0]?.headers).not.toHaveProperty('webhook-signature');
    },
  );

  it('sends to the active webhooks of the robot that name the event, and signs where there is a secret', async () => {
    const { clock, sender, server, until } = await bench();
    const asked: string[] = [];
    const sendWebhook = createSendWebhook({
      sender,
      webhooksOf: async (robotId) => {
        asked.push(robotId);
        return [
          webhook(server.origin, { id: 'signed', secret: SECRET }),
          webhook(server.origin, { id: 'inactive', active: false }),
          webhook(server.origin, { id: 'dotted', events: ['run.failed'] }),
        ];
      },
    });
    await sendWebhook('robot-9', 'run_failed', failed.data);
    await until('delivered', 1);
    expect(asked).toEqual(['robot-9']);
    const [request] = server.requests;
    expect(JSON.parse(request?.body ?? '').webhook_id).toBe('signed');
    const options = { secrets: [SECRET], now: () => clock.now() };
    expect(await verify(request?.body ?? '', request?.headers ?? {}, options)).toMatchObject({ ok: true });
  });

  it('does nothing for a robot without webhooks', async () => {
    const { sender } = await bench();
    for (const none of [null, undefined, []]) {
      await createSendWebhook({ sender, webhooksOf: () => none })('robot', 'run_failed', failed.data);
    }
    expect(await sender.stats()).toMatchObject({ waiting: 0, inFlight: 0 });
  });

  it('tries again as the webhook says: 5 s, then 10 s, then no more', async () => {
    const { clock, sender, server, until, emitted } = await bench({
      script: (socket) => socket.write(status(500)),
    });
    await createSendWebhook({ sender, webhooksOf: () => [webhook(server.origin)] })(
      'r',
      'run_failed',
      failed.data,
    );
    await until('attempt', 1);
    expect(emitted.attempt[0]?.nextAttemptAt).toBe(clock.now() + 5_000);
    await clock.advance(5_000);
    await until('attempt', 2);
    expect(emitted.attempt[1]?.nextAttemptAt).toBe(clock.now() + 10_000);
    await clock.advance(10_000);
    await until('dead', 1);
  });

  it('tells of the next attempt in whole milliseconds, whatever the jitter', async () => {
    const { sender, server, until, emitted } = await bench({ script: (socket) => socket.write(status(500)) });
    const schedule = () => 1000.25;
    await createSendWebhook({ sender, webhooksOf: () => [webhook(server.origin)], schedule })(
      'r',
      'run_failed',
      failed.data,
    );
    await until('attempt', 1);
    expect(emitted.attempt[0]?.nextAttemptAt).toSatisfy(Number.isSafeInteger);
  });

  it('delivers the backlog after a restart by what webhooksOf says then, and gives up what has no webhook any more', async () => {
    const made = await bench({ deliver: false });
    const { clock, queue, server } = made;
    const webhooks = new Map([
      ['stays', [webhook(server.origin, { id: 'a' })]],
      ['is deleted', [webhook(server.origin, { id: 'b' })]],
      ['is switched off', [webhook(server.origin, { id: 'c' })]],
    ]);
    const webhooksOf = (robotId: string) => webhooks.get(robotId);
    const before = createSendWebhook({ sender: made.sender, webhooksOf });
    for (const robotId of webhooks.keys()) await before(robotId, 'run_failed', failed.data);
    webhooks.delete('is deleted');
    webhooks.set('is switched off', [webhook(server.origin, { id: 'c', active: false })]);
    const sender = createSender({ queue, clock, allow: ['127.0.0.0/8'] });
    closeLater(sender, clock);
    const { until, emitted } = listen(sender);
    createSendWebhook({ sender, webhooksOf });
    await until('delivered', 1);
    await until('dead', 2);
    expect(emitted.delivered[0]?.endpoint).toBe('a');
    expect(new Set(emitted.dead.map(({ endpoint }) => endpoint))).toEqual(new Set(['b', 'c']));
  });

  it('tells of each attempt whose webhook it was at, after a restart too', async () => {
    const made = await bench({
      deliver: false,
      script: (socket, n) => socket.write(n === 1 ? status(500) : OK),
    });
    const { clock, queue, server } = made;
    const webhooksOf = (robotId: string) => [webhook(server.origin, { id: `${robotId}-webhook` })];
    const before = createSendWebhook({ sender: made.sender, webhooksOf });
    await before('a', 'run_failed', failed.data);
    await before('b', 'run_failed', failed.data);
    const sender = createSender({ queue, clock, random: () => 0, allow: ['127.0.0.0/8'] });
    closeLater(sender, clock);
    const { until } = listen(sender);
    const called: unknown[] = [];
    createSendWebhook({
      sender,
      webhooksOf,
      onAttempt: async (robotId, webhookId, { outcome, startedAt }) => {
        called.push({ robotId, webhookId, outcome, startedAt });
        throw new Error('the database of the robots is down');
      },
    });
    const startedAt = clock.now();
    await until('delivered', 1);
    await clock.advance(5_000);
    await until('delivered', 2);
    const of = (robotId: string) => ({ robotId, webhookId: `${robotId}-webhook` });
    await until('problem', 3);
    expect(called).toHaveLength(3);
    expect(called.slice(0, 2)).toEqual(
      expect.arrayContaining([
        { ...of('a'), outcome: 'retry', startedAt },
        { ...of('b'), outcome: 'delivered', startedAt },
      ]),
    );
    expect(called[2]).toEqual({ ...of('a'), outcome: 'delivered', startedAt: startedAt + 5_000 });
  });

  it('sends what stock Maxun sends of a scraped page, a misconfigured webhook beside or not', async () => {
    const { sender, server, until } = await bench();
    const webhooksOf = () => [webhook('ftp://example.com', { id: 'bad' }), webhook(server.origin)];
    const sendWebhook = createSendWebhook({ sender, webhooksOf });
    await expect(sendWebhook('r', 'run_completed', { text: 'cut \ud83d' })).rejects.toThrow('"bad"');
    await until('delivered', 1);
    expect(JSON.parse(server.requests[0]?.body ?? '')).toMatchObject({ data: { text: 'cut \ufffd' } });
  });

  it('does not let a misconfigured webhook hold up the others, and tells of it', async () => {
    const { sender, server, until } = await bench();
    const webhooksOf = () => [
      webhook(server.origin, { id: 'good' }),
      webhook('ftp://example.com', { id: 'bad' }),
      webhook('http://10.0.0.1/hook', { id: 'private' }),
    ];
    const sendWebhook = createSendWebhook({ sender, webhooksOf });
    const error: unknown = await sendWebhook('r', 'run_failed', failed.data).catch(
      (reason: unknown) => reason,
    );
    expect(error).toBeInstanceOf(AggregateError);
    expect((error as Error).message).toMatch(/^2 webhooks .*: webhook "bad": .+; webhook "private": /);
    expect((error as AggregateError).errors.map(String)).toEqual([
      expect.stringContaining('webhook "bad": '),
      expect.stringContaining('webhook "private": '),
    ]);
    await until('delivered', 1);
    const one = createSendWebhook({ sender, webhooksOf: () => webhooksOf().slice(0, 2) });
    await expect(one('r', 'run_failed', failed.data)).rejects.toMatchObject({
      code: 'ERR_WEBHOOK_ENDPOINT_INVALID',
      message: expect.stringMatching(/^webhook "bad": /),
    });
    await until('delivered', 2);
  });

  it('sends what scraped pages hold as stock Maxun does, where strict JSON would refuse it', async () => {
    const { sender, server, until } = await bench({ script: (socket) => socket.write(OK) });
    const sendWebhook = createSendWebhook({ sender, webhooksOf: () => [webhook(server.origin)] });
    await sendWebhook('r', 'run_completed', { text: 'cut \ud83d', 'key \ud83d': 1, count: Number.NaN });
    await until('delivered', 1);
    expect(JSON.parse(server.requests[0]?.body ?? '').data).toEqual({
      text: 'cut \ufffd',
      'key \ufffd': 1,
      count: null,
    });
    // Stock Maxun could not send that either: what is emitted is what the sender found, not how the repair failed.
    await expect(sendWebhook('r', 'run_completed', { id: 1n })).rejects.toMatchObject({
      code: 'ERR_WEBHOOK_PAYLOAD_INVALID',
    });
  });
});

describe('a webhook that a 410 disabled', () => {
  async function disabledWebhook(settings: Partial<MaxunWebhook> = {}) {
    const gone = { is: true };
    const made = await bench({ script: (socket) => socket.write(gone.is ? status(410) : OK) });
    const current = { webhook: webhook(made.server.origin, settings) };
    const sendWebhook = createSendWebhook({ sender: made.sender, webhooksOf: () => [current.webhook] });
    await sendWebhook('r', 'run_failed', failed.data);
    await made.until('disabled', 1);
    await vi.waitFor(async () => expect(await made.sender.disabled()).toHaveLength(1), 20_000);
    gone.is = false;
    const send = () => sendWebhook('r', 'run_failed', failed.data);
    return { ...made, current, send };
  }

  it('stays disabled while its owner changes nothing', async () => {
    const { send, sender } = await disabledWebhook({ updatedAt: '2020-01-01T00:00:00.000Z' });
    await send();
    expect(await sender.disabled()).toHaveLength(1);
    expect(await sender.stats()).toMatchObject({ disabled: 2 });
  });

  it.each<[string, (webhook: MaxunWebhook) => MaxunWebhook]>([
    ['URL', (one) => ({ ...one, url: `${one.url}/new` })],
    ['updatedAt', (one) => ({ ...one, updatedAt: '2020-01-02T00:00:00.000Z' })],
    ['updatedAt as a Date', (one) => ({ ...one, updatedAt: new Date() })],
  ])(
    'is enabled at the next event after its %s has changed, and its backlog is sent',
    async (_name, change) => {
      const { send, current, until } = await disabledWebhook({ updatedAt: '2020-01-01T00:00:00.000Z' });
      current.webhook = change(current.webhook);
      await send();
      await until('delivered', 2);
    },
  );

  it('is enabled after it was switched off and on', async () => {
    const { send, current, sender, until } = await disabledWebhook();
    current.webhook = { ...current.webhook, active: false };
    await send();
    expect(await sender.disabled()).toHaveLength(1);
    current.webhook = { ...current.webhook, active: true };
    await send();
    await until('delivered', 2);
  });

  it('is enabled after a restart, where updatedAt is later than the 410', async () => {
    const { clock, queue, current, sender: first } = await disabledWebhook();
    const sender = createSender({ queue, clock, allow: ['127.0.0.0/8'], deliver: false, silent: true });
    const sendWebhook = createSendWebhook({ sender, webhooksOf: () => [current.webhook] });
    current.webhook = { ...current.webhook, updatedAt: new Date(clock.now() - 1_000).toISOString() };
    await sendWebhook('r', 'run_failed', failed.data);
    expect(await first.disabled()).toHaveLength(1);
    const again = createSendWebhook({ sender, webhooksOf: () => [current.webhook] });
    current.webhook = { ...current.webhook, updatedAt: new Date(clock.now() + 1_000).toISOString() };
    await again('r', 'run_failed', failed.data);
    expect(await first.disabled()).toEqual([]);
  });

  it('is not enabled where an operator disabled it', async () => {
    const { sender, server } = await bench();
    await sender.disable('webhook-1', 'asked for by its owner');
    let url = `${server.origin}/a`;
    const sendWebhook = createSendWebhook({ sender, webhooksOf: () => [webhook(server.origin, { url })] });
    await sendWebhook('r', 'run_failed', failed.data);
    url = `${server.origin}/b`;
    await sendWebhook('r', 'run_failed', failed.data);
    expect(await sender.disabled()).toHaveLength(1);
  });

  it('is not disabled by a 410 of the URL that it had before', async () => {
    const { sender, server, until, emitted } = await bench({
      script: (socket, n) => {
        if (n === 1) waiting.push(() => socket.write(status(410)));
        else socket.write(OK);
      },
    });
    const waiting: (() => unknown)[] = [];
    let url = `${server.origin}/old`;
    const sendWebhook = createSendWebhook({ sender, webhooksOf: () => [webhook(server.origin, { url })] });
    await sendWebhook('r', 'run_failed', failed.data);
    await vi.waitFor(() => expect(waiting).toHaveLength(1), 20_000);
    url = `${server.origin}/new`;
    await sendWebhook('r', 'run_failed', failed.data);
    for (const respond of waiting) respond();
    await until('attempt', 1);
    expect(emitted.attempt[0]).toMatchObject({ status: 410, outcome: 'retry' });
    expect(emitted.disabled).toEqual([]);
  });
});

describe('settings of a webhook', () => {
  it.each<Partial<Record<keyof MaxunWebhook, unknown>>>([
    { retryAttempts: 2.5 },
    { retryAttempts: -1 },
    { retryAttempts: '3' },
    { retryAttempts: 'many' },
    { retryAttempts: 1e9 },
    { retryDelay: -1 },
    { retryDelay: '2' },
    { retryDelay: 'soon' },
    { timeout: '1' },
    { timeout: -5 },
    { timeout: 'long' },
    { timeout: 1e9 },
  ])('%j does not reject an event, and is reported once if it is not used as it is', async (settings) => {
    const { sender, server, until, emitted } = await bench();
    const one = webhook(server.origin, settings as Partial<MaxunWebhook>);
    const sendWebhook = createSendWebhook({ sender, webhooksOf: () => [one] });
    await sendWebhook('r', 'run_failed', failed.data);
    await sendWebhook('r', 'run_failed', failed.data);
    await until('delivered', 2);
    const [[name, value] = []] = Object.entries(settings);
    const isAsItIs = ['3', '2', '1'].includes(String(value));
    expect(emitted.problem.map(({ message }) => message)).toEqual(
      isAsItIs ? [] : [expect.stringMatching(`^webhook "webhook-1" of robot "r": ${name} is .*: .* is used`)],
    );
  });

  it.each<[string, unknown]>([
    ['undefined', undefined],
    ['null', null],
    ['a text', 'run_failed_too'],
  ])('the others get the event where one has %s as its events', async (_name, events) => {
    const { sender, server, until, emitted } = await bench();
    const webhooks = [
      webhook(server.origin, { id: 'bad', events } as never),
      webhook(server.origin),
      null as never,
    ];
    const sendWebhook = createSendWebhook({ sender, webhooksOf: () => webhooks });
    await sendWebhook('r', 'run_failed', failed.data);
    await until('delivered', 1);
    expect(emitted.problem.map(({ message }) => message)).toEqual([
      expect.stringMatching(/^webhook "bad" of robot "r": events is .*: it gets no event/),
    ]);
  });

  it('a name that Maxun never sends is reported once, with the one that is meant', async () => {
    const { sender, server, emitted } = await bench();
    const dotted = webhook(server.origin, { events: ['run.completed', 'run_failed', 'nonsense'] });
    const sendWebhook = createSendWebhook({ sender, webhooksOf: () => [dotted] });
    for (const event of ['run_completed', 'run_failed', 'run_completed'])
      await sendWebhook('r', event, failed.data);
    expect(emitted.problem.map(({ message }) => message)).toEqual([
      expect.stringMatching(/"run\.completed".*write run_completed/),
      expect.stringMatching(/"nonsense".*run_completed and run_failed/),
    ]);
  });

  it('secrets may come from elsewhere, later', async () => {
    const { clock, sender, server, until } = await bench();
    const secretsOf = async ({ id }: MaxunWebhook) => (id === 'webhook-1' ? SECRET : undefined);
    await createSendWebhook({ sender, webhooksOf: () => [webhook(server.origin)], secretsOf })(
      'r',
      'run_failed',
      failed.data,
    );
    await until('delivered', 1);
    const [{ body, headers } = { body: '', headers: {} }] = server.requests;
    expect(await verify(body, headers, { secrets: [SECRET], now: () => clock.now() })).toMatchObject({
      ok: true,
    });
  });
});

describe('without a logger', () => {
  it('a name that resolves to a refused address is printed at the first attempt, with what to do', async () => {
    const print = vi.spyOn(console, 'error').mockReturnValue();
    later(() => print.mockRestore());
    const { sender, until } = await bench({ silent: false, allow: [], resolve: async () => ['10.0.0.7'] });
    const webhooksOf = () => [webhook('http://n8n.internal')];
    const sendWebhook = createSendWebhook({ sender, webhooksOf, onAttempt: () => undefined });
    await sendWebhook('r', 'run_failed', failed.data);
    await until('attempt', 1);
    expect(print.mock.calls).toEqual([
      [
        expect.stringMatching(
          /ERR_WEBHOOK_ADDRESS_REFUSED: delivery msg_\S+ .*n8n\.internal.*10\.0\.0\.7.*"allow"/,
        ),
      ],
    ]);
  });
});
