import { describe, expect, it } from 'vitest';
import { documentedExamples, observedExamples } from '#generated/examples.js';
import { createReceiver, identify, type Run, unsigned, validate } from '../../src/index.ts';
import { eventOf, type RelayedDelivery } from '../../src/relay/event.ts';
import { relaySettings, type RelayOptions } from '../../src/relay/options.ts';
import type { AnyEvent } from '../../src/send/index.ts';
import { JSON_HEADERS, NOW } from '../receive/deliveries.ts';

const to = { url: 'http://127.0.0.1/', unsigned: true } as const;

/** The event that is sent for a payload. */
async function sent(
  payload: unknown,
  options: Partial<RelayOptions> = {},
  complete?: (run: Run) => Run,
): Promise<AnyEvent> {
  const settings = relaySettings({ to, store: 'none', open: true, ...options });
  let event: AnyEvent | undefined;
  const completer = complete && { completeRun: async (run: Run) => complete(run) };
  const receiver = createReceiver({
    auth: unsigned(),
    now: () => NOW,
    ...(completer && { complete: completer }),
  }).onAny((delivery: RelayedDelivery) => {
    event = eventOf(delivery, { ...settings, complete: completer });
  });
  await receiver.handle({ headers: JSON_HEADERS, body: JSON.stringify(payload) });
  if (event === undefined) throw new Error('no event');
  return event;
}

const observed = Object.entries(observedExamples);

describe('the event that a relay sends', () => {
  it.each(observed.filter(([shape]) => shape !== 'webhook-test'))(
    'is documented for a payload of shape %s, and says the same of its run',
    async (_shape, { payload }) => {
      const event = await sent(payload);
      expect(validate(event)).toMatchObject({ ok: true });
      expect(identify(event).key).toBe(identify(payload).key);
      expect(event).toMatchObject({ timestamp: payload.timestamp, webhook_id: payload.webhook_id });
    },
  );

  it.each(Object.entries(documentedExamples))(
    'is as it came for a documented %s',
    async (_type, { payload }) => {
      expect(await sent(payload)).toEqual(payload);
    },
  );

  it('is as it came where the contract has no such event, or the form as received is wanted', async () => {
    const test = observedExamples['webhook-test'].payload;
    expect(await sent(test)).toEqual(test);
    const { payload } = observedExamples['extract-run'];
    expect(await sent(payload, { format: 'received' })).toEqual(payload);
    const odd = { ...payload, data: { ...payload.data, status: 'aborted' } };
    expect(await sent(odd)).toEqual(odd);
  });

  it('has what the run has besides the documented fields, and names what was filled in', async () => {
    const { data: page } = await sent(observedExamples['scrape-run-ui'].payload);
    const { markdown, finishedAt } = observedExamples['scrape-run-ui'].payload.data;
    expect(page).toMatchObject({ markdown, metadata: {}, assumed: ['/started_at'] });
    expect(page).toHaveProperty('started_at', new Date(`${finishedAt} UTC`).toISOString());
    const { data: failed } = await sent(observedExamples['failed-scrape-api'].payload);
    expect(failed).toMatchObject({
      error: { type: 'ConversionError', stack: '' },
      assumed: ['/error/stack'],
    });
  });

  it('has rows of texts, and a user with a number', async () => {
    const { payload } = observedExamples['extract-run'];
    const captured_lists = { rows: [{ a: null, b: 1, c: { d: ['e'] }, __proto__: null, f: 'g' }] };
    const data = {
      ...payload.data,
      metadata: { browser_id: 'b', user_id: '17' },
      extracted_data: { ...payload.data.extracted_data, captured_lists },
    };
    expect((await sent({ ...payload, data })).data).toMatchObject({
      metadata: { browser_id: 'b', user_id: 17 },
      extracted_data: { captured_lists: { rows: [{ a: '', b: '1', c: '{"d":["e"]}', f: 'g' }] } },
    });
  });

  it('has what was completed', async () => {
    const { payload } = observedExamples['document-run'];
    const complete = (run: Run): Run => ({ ...run, lists: { found: [{ a: 'b' }] } });
    expect((await sent(payload, {}, complete)).data).toMatchObject({
      extracted_data: { captured_lists: { found: [{ a: 'b' }] } },
    });
  });

  it.each([[[1]], ['text'], [{ robot_id: 'r', data: [] }], [{ event_type: 'run_completed' }]])(
    'has %j as its payload, which is not an event',
    async (payload) => {
      const event = await sent(payload);
      const type = (payload as { event_type?: string }).event_type ?? 'unknown';
      expect(event).toEqual({ event_type: type, timestamp: new Date(NOW).toISOString(), data: { payload } });
    },
  );

  it('has no stack trace and no user where they are redacted, in any form', async () => {
    const redact = ['error.stack', 'user_id'] as const;
    const failed = observedExamples['failed-run'].payload;
    const columns = {
      extracted_data: { captured_lists: { list: [{ user_id: 'column', stack: 'column' }] } },
    };
    const cause = { message: 'c', stack: 'SECRET-STACK', cause: { errors: [{ stack: 'SECRET-STACK' }] } };
    const error = { message: 'm', type: 't', stack: 'SECRET-STACK', cause };
    const metadata = { user_id: 'SECRET-USER', userId: 'SECRET-USER', browser_id: 'b' };
    const data = { ...failed.data, ...columns, error, metadata, 'error.stack': 'SECRET-STACK' };
    for (const payload of [
      { ...failed, data },
      { ...documentedExamples.run_failed.payload, data },
      { event_type: 'else', data },
      { error, metadata, user_id: 'SECRET-USER', data: [{ user_id: 'column' }] },
    ])
      for (const format of ['documented', 'received'] as const) {
        const text = JSON.stringify(await sent(payload, { format, redact }));
        expect(text).not.toContain('SECRET');
      }
    expect(await sent({ ...failed, data }, { redact })).toMatchObject({
      data: { error: { message: 'm', stack: '[redacted]' }, metadata: { browserId: 'b' } },
    });
    const kept = JSON.stringify(await sent({ ...failed, data }, { format: 'received', redact }));
    expect(kept).toContain('{"user_id":"column","stack":"column"}');
    expect(validate(await sent({ ...failed, data: { ...failed.data, error } }, { redact })).ok).toBe(true);
  });
});
