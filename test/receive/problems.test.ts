import { describe, expect, test, vi } from 'vitest';
import {
  createReceiver,
  type IncomingDelivery,
  type Authenticated,
  type ReceiverOptions,
  unsigned,
  urlToken,
} from '../../src/index.ts';
import {
  COMPLETED,
  encode,
  FAILED_F,
  FAILED_G,
  now,
  OTHER_SECRET,
  plain,
  SECRET,
  signed,
} from './deliveries.ts';

const TOKEN = 'a-token-that-nobody-guesses';

function logged(options: Partial<ReceiverOptions> = {}) {
  const lines: string[] = [];
  const logger = {
    warn: (line: string) => lines.push(`warn ${line}`),
    error: (line: string) => lines.push(`error ${line}`),
  };
  const receiver = createReceiver({
    now,
    logger,
    ...(options.auth ? {} : { secrets: [SECRET] }),
    ...options,
  } as Authenticated<ReceiverOptions>);
  return { receiver, lines };
}

describe('nobody listens, so it is printed', () => {
  test('why a delivery was refused, and what to do', async () => {
    const { receiver, lines } = logged();
    await receiver.handle(await signed(COMPLETED, { secret: OTHER_SECRET }));
    expect(lines).toHaveLength(1);
    expect(lines[0]).toMatch(
      /^warn maxun-webhooks: A delivery was answered 401\. ERR_WEBHOOK_SIGNATURE_MISMATCH: Signature mismatch: .*Check/,
    );
  });

  test('each kind once, then counted', async () => {
    let time = now();
    const { receiver, lines } = logged({ now: () => time });
    for (let n = 0; n < 5; n++) await receiver.handle(await signed(COMPLETED, { secret: OTHER_SECRET }));
    await receiver.handle({ ...(await signed(COMPLETED)), method: 'GET' });
    expect(lines).toHaveLength(2);
    expect(lines[1]).toMatch(
      /Method GET is not allowed: webhooks are sent by POST\. .*give the webhook the final URL/,
    );
    time += 60_000;
    await receiver.handle(await signed(COMPLETED, { secret: OTHER_SECRET, at: time }));
    expect(lines[2]).toContain('(4 more since');
  });

  test('what a handler threw, and where', async () => {
    const { receiver, lines } = logged();
    receiver.onAny(() => {
      throw new TypeError('orders is undefined');
    });
    await receiver.handle(await signed(COMPLETED));
    expect(lines[0]).toMatch(
      /^error .*answered 500.*HANDLER_FAILED.* Cause: TypeError: orders is undefined \(at .*problems\.test\.ts/,
    );
  });

  test('that no handler took an event, a payload of unknown shape, a second failure', async () => {
    const { receiver, lines } = logged({ auth: unsigned() });
    receiver.on('run_failed', () => undefined);
    for (const payload of [
      COMPLETED,
      { event_type: 'run_completed' },
      { event_type: 'x\n\u001b[31m' },
      FAILED_G,
      FAILED_F,
    ]) {
      expect((await receiver.handle(plain(payload))).status).toBe(200);
    }
    expect(lines).toHaveLength(3);
    expect(lines[0]).toContain(
      `"run_completed" was answered 200 and dropped: register receiver.on('run_completed'`,
    );
    expect(lines[1]).toContain('whose payload has no known shape');
    expect(lines[2]).toContain('contradictory failure');
  });

  test('by console, as long as no logger is given', async () => {
    const warn = vi.spyOn(console, 'warn').mockReturnValue();
    await createReceiver({ secrets: [SECRET], now }).handle(plain(COMPLETED));
    expect(warn).toHaveBeenCalledOnce();
    expect(warn.mock.calls[0]?.[0]).toContain('the delivery is not signed');
    warn.mockRestore();
  });

  test('without bodies, secrets and tokens, and on one line', async () => {
    const bad = { event_type: 'run_completed', data: { status: 'private words\nof the payload' } };
    const { receiver, lines } = logged({ validation: 'strict' });
    await receiver.handle(await signed(bad));
    await receiver.handle({ ...(await signed(COMPLETED)), body: encode('private words of the payload') });
    const tokened = logged({ auth: urlToken('token', TOKEN) });
    await tokened.receiver.handle({ ...plain(COMPLETED), url: `/hook?token=${TOKEN}x` });
    await tokened.receiver.handle({ ...plain('{ private words'), url: `/hook?token=${TOKEN}` });
    const all = [...lines, ...tokened.lines];
    expect(all).toHaveLength(4);
    expect(all.join('')).not.toMatch(/private words|a-token-that|whsec_MfKQ|\n/);
    expect(all[0]).toContain('422');
  });
});

describe('it is not printed', () => {
  const forged = async (): Promise<IncomingDelivery> => signed(COMPLETED, { secret: OTHER_SECRET });

  test('where onError takes it', async () => {
    const { receiver, lines } = logged();
    await receiver.onError(() => undefined).handle(await forged());
    expect(lines).toEqual([]);
  });

  test('where onOther or onAny takes an event', async () => {
    for (const method of ['onOther', 'onAny'] as const) {
      const { receiver, lines } = logged();
      await receiver[method](() => undefined).handle(await signed(COMPLETED));
      expect(lines).toEqual([]);
    }
  });

  test('where it is switched off', async () => {
    const { receiver, lines } = logged({ silent: true });
    await receiver.handle(await forged());
    await receiver.handle(await signed(COMPLETED));
    expect(lines).toEqual([]);
  });
});

test('a listener that throws is printed, and changes nothing', async () => {
  const { receiver, lines } = logged();
  receiver.onError(() => {
    throw new Error('my listener');
  });
  expect((await receiver.handle(await signed(COMPLETED, { secret: OTHER_SECRET }))).status).toBe(401);
  await vi.waitFor(
    () => expect(lines[0]).toContain('A listener (onError, onDrift or onQuality) failed'),
    20_000,
  );
});
