import { describe, expect, test, vi } from 'vitest';
import { createReceiver, type Run, type RunCompleter, unsigned } from '../../src/index.ts';
import { memoryQueue } from '../../src/send/index.ts';
import { COMPLETED, FAILED_F, now, plain, SECRET, signed } from './deliveries.ts';

const ABORTED = {
  ...COMPLETED,
  event_type: 'run_aborted',
  data: { ...COMPLETED.data, run_id: 'run-9', status: 'aborted' },
};

describe('an event that is trusted already', () => {
  test('goes to the handlers, and its webhook that comes later is a duplicate', async () => {
    const seen: unknown[] = [];
    const receiver = createReceiver({ auth: unsigned() }).on('run_completed', ({ source, receivedAt, run }) =>
      seen.push([source, receivedAt, run.id]),
    );
    const accepted = await receiver.accept(COMPLETED, { source: 'catch-up', receivedAt: 7 });
    expect(accepted.status).toBe('handled');
    expect(seen).toEqual([['catch-up', 7, COMPLETED.data.run_id]]);
    expect((await receiver.handle(plain(COMPLETED))).body).toContain('duplicate');
    expect(await receiver.accept(COMPLETED, { source: 'catch-up' })).toEqual({
      ...accepted,
      status: 'duplicate',
    });
  });

  const run = { ...FAILED_F.data, run_id: COMPLETED.data.run_id };
  const failed = { ...FAILED_F, data: run };
  const aborted = { ...ABORTED, data: { ...ABORTED.data, run_id: run.run_id } };
  describe.each(['with an inbox', 'with a dedupe store'])(
    'about the end of a run, in a signed receiver %s',
    (how) => {
      const start = () => {
        const seen: string[] = [];
        const inbox = how === 'with an inbox' ? memoryQueue() : undefined;
        const receiver = createReceiver({ secrets: [SECRET], now, ...(inbox && { inbox }) })
          .onAny(({ eventType, source }) => seen.push(`${source} ${eventType}`))
          .onConflict(({ first }) => seen.push(`conflict with ${first}`));
        const idle = async (): Promise<string[]> => {
          await vi.waitFor(async () => expect((await inbox?.stats())?.waiting ?? 0).toBe(0), 20_000);
          await inbox?.close();
          return seen;
        };
        return { receiver, idle };
      };

      test.each([COMPLETED, failed, aborted])(
        'makes every later webhook of it a duplicate',
        async (event) => {
          const { receiver, idle } = start();
          await receiver.accept(event, { source: 'catch-up' });
          for (const [number, late] of [COMPLETED, failed].entries()) {
            const answer = await receiver.handle(await signed(late, { id: `msg_${number}` }));
            expect(answer).toMatchObject({ status: 200, body: expect.stringContaining('duplicate') });
          }
          expect(await idle()).toEqual([`catch-up ${event.event_type}`]);
        },
      );

      test.each([COMPLETED, failed])('is a duplicate if its webhook has arrived', async (event) => {
        const { receiver, idle } = start();
        await receiver.handle(await signed(event));
        const fetched =
          event === failed ? { ...failed, data: { ...run, error: { message: 'the log' } } } : event;
        expect(await receiver.accept(fetched, { source: 'catch-up' })).toMatchObject({ status: 'duplicate' });
        expect(await idle()).toEqual([`webhook ${event.event_type}`]);
      });

      test('is handled if the webhook told of another end, and once only', async () => {
        const { receiver, idle } = start();
        await receiver.handle(await signed(COMPLETED));
        await receiver.accept(aborted, { source: 'catch-up' });
        expect(await receiver.accept(aborted, { source: 'catch-up' })).toMatchObject({ status: 'duplicate' });
        expect(await idle()).toEqual(['webhook run_completed', 'catch-up run_aborted']);
      });
    },
  );

  test.each(['strict', 'report', 'off'] as const)(
    'that says a run was aborted goes to onOther, or to its own handler, in mode %s',
    async (validation) => {
      const seen: unknown[] = [];
      const others = createReceiver({ auth: unsigned(), validation }).onOther(({ run }) =>
        seen.push(run.status),
      );
      await others.accept(ABORTED, { source: 'catch-up' });
      const own = createReceiver({ auth: unsigned(), validation })
        .on('run_aborted', ({ run }) => seen.push(run.id))
        .onOther(() => seen.push('other'));
      await own.accept(ABORTED, { source: 'catch-up' });
      expect(seen).toEqual(['aborted', 'run-9']);
    },
  );

  test('rejects with what is wrong with it, or with its handlers', async () => {
    const receiver = createReceiver({ auth: unsigned(), validation: 'strict', silent: true }).onOther(() => {
      throw new Error('no');
    });
    const options = { source: 'catch-up' } as const;
    await expect(receiver.accept({}, options)).rejects.toMatchObject({ code: 'ERR_WEBHOOK_PAYLOAD_INVALID' });
    await expect(receiver.accept(ABORTED, options)).rejects.toMatchObject({
      code: 'ERR_WEBHOOK_HANDLER_FAILED',
    });
    await expect(receiver.accept([] as object, options)).rejects.toThrow(TypeError);
  });
});

describe('a completer', () => {
  const handle = async (completeRun: (run: Run) => Promise<Run>, handlerTimeoutMs = 10_000) => {
    const runs: Run[] = [];
    const receiver = createReceiver({ auth: unsigned(), complete: { completeRun }, handlerTimeoutMs })
      .on('run_completed', ({ run }) => runs.push(run))
      .onOther(({ run }) => runs.push(run));
    return { receiver, runs };
  };

  test('gives the run that handlers get, once', async () => {
    const { receiver, runs } = await handle(async (run) => ({ ...run, markdown: 'from the API' }));
    expect((await receiver.handle(plain(COMPLETED))).status).toBe(200);
    expect(runs).toMatchObject([{ markdown: 'from the API' }]);
  });

  test('is asked for a run that was caught up on, too: the API leaves out what only its row has', async () => {
    const { receiver, runs } = await handle(async (run) => ({ ...run, document: { Total: 1 } }));
    await receiver.accept(COMPLETED, { source: 'catch-up' });
    expect(runs[0]?.document).toEqual({ Total: 1 });
  });

  test('is told how the receiver reads dates', async () => {
    const asked: unknown[] = [];
    const completeRun: RunCompleter['completeRun'] = async (run, { signal, ...dates }) => {
      asked.push(dates, signal.aborted);
      return run;
    };
    const receiver = createReceiver({
      auth: unsigned(),
      complete: { completeRun },
      timeZone: 'Europe/Berlin',
    });
    await receiver.onOther(() => undefined).handle(plain(COMPLETED));
    expect(asked).toEqual([{ timeZone: 'Europe/Berlin' }, false]);
  });

  test.each<[name: string, completeRun: () => Promise<Run>]>([
    ['fails', async () => Promise.reject(new Error('down'))],
    ['hangs', async () => new Promise(() => undefined)],
  ])('that %s costs the completion, not the event', async (_name, completeRun) => {
    const { receiver, runs } = await handle(completeRun, 600);
    expect((await receiver.handle(plain(COMPLETED))).status).toBe(200);
    expect(runs[0]?.repairs).toContainEqual(expect.objectContaining({ kind: 'not-completed' }));
  });

  test('without its function is a mistake of the caller', () => {
    expect(() => createReceiver({ auth: unsigned(), complete: {} as never })).toThrow(/completeRun/);
  });
});
