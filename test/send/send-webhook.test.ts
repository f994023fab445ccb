import { afterEach, describe, expect, it } from 'vitest';
import { observedExamples } from '#generated/examples.js';
import { createSendWebhook, type MaxunWebhook } from '../../src/send/send-webhook.ts';
import { createSender } from '../../src/send/durable-sender.ts';
import { verify } from '../../src/signature/index.ts';
import { bench, cleanUp, closeLater, failed, listen, SECRET } from './fixture.ts';
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
      webhook(server.origin, { id: 'odd', retryAttempts: -1 }),
    ];
    const sendWebhook = createSendWebhook({ sender, webhooksOf });
    const error: unknown = await sendWebhook('r', 'run_failed', failed.data).catch(
      (reason: unknown) => reason,
    );
    expect(error).toBeInstanceOf(AggregateError);
    expect((error as AggregateError).errors.map(String)).toEqual([
      expect.stringContaining('webhook "bad": '),
      expect.stringContaining('webhook "odd": '),
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
    await sendWebhook('r', 'run_completed', { text: 'cut \ud83d', count: Number.NaN });
    await until('delivered', 1);
    expect(JSON.parse(server.requests[0]?.body ?? '').data).toEqual({ text: 'cut \ufffd', count: null });
    // Stock Maxun could not send that either: what is emitted is what the sender found, not how the repair failed.
    await expect(sendWebhook('r', 'run_completed', { id: 1n })).rejects.toMatchObject({
      code: 'ERR_WEBHOOK_PAYLOAD_INVALID',
    });
  });
});
