import { runInNewContext } from 'node:vm';
import { describe, expect, test, vi } from 'vitest';
import { createReceiver, type DedupeStore, unsigned, type WebhookErrorCode } from '../../src/index.ts';
import { COMPLETED, encode, JSON_HEADERS } from './deliveries.ts';

const BYTES = encode(COMPLETED);

/** Waits like a promise, and is none: as a query builder, or the callable stand-in of a remote call. */
function thenable<T>(promise: Promise<T>, kind: object = {}): Promise<T> {
  const get = (_target: object, name: string | symbol): unknown =>
    name === 'then' ? promise.then.bind(promise) : undefined;
  return new Proxy(kind, { get }) as Promise<T>;
}

describe('a body', () => {
  test.each<[string, () => Promise<Uint8Array>]>([
    ['a thenable', () => thenable(Promise.resolve(BYTES))],
    [
      "another realm's promise",
      () => runInNewContext('Promise.resolve(bytes)', { bytes: BYTES }) as Promise<Uint8Array>,
    ],
  ])('may come by %s', async (_name, body) => {
    const receiver = createReceiver({ auth: unsigned() });
    expect((await receiver.handle({ headers: JSON_HEADERS, body })).status).toBe(200);
  });
});

test('a handler is awaited that returns a function with a then, as a remote call of Workers is', async () => {
  const codes: WebhookErrorCode[] = [];
  const call = thenable(Promise.reject(new Error('the other side failed')), () => undefined);
  const receiver = createReceiver({ auth: unsigned() })
    .onAny(() => call)
    .onError(({ code }) => codes.push(code));
  expect((await receiver.handle({ headers: JSON_HEADERS, body: BYTES })).status).toBe(500);
  expect(codes).toEqual(['ERR_WEBHOOK_HANDLER_FAILED']);
});

describe('a claim', () => {
  test.each([undefined, null, 'OK', 1, {}, { state: 'Claimed' }])(
    'that is %j is a fault of the store, never news',
    async (claim) => {
      for (const given of [claim, Promise.resolve(claim), thenable(Promise.resolve(claim))]) {
        const handler = vi.fn();
        const codes: WebhookErrorCode[] = [];
        const dedupe = { claim: () => given, commit: vi.fn(), release: vi.fn() } as unknown as DedupeStore;
        const receiver = createReceiver({ auth: unsigned(), dedupe })
          .onAny(handler)
          .onError(({ code }) => codes.push(code));
        expect((await receiver.handle({ headers: JSON_HEADERS, body: BYTES })).status).toBe(503);
        expect(codes).toEqual(['ERR_WEBHOOK_STORE_UNAVAILABLE']);
        expect(handler).not.toHaveBeenCalled();
      }
    },
  );
});

describe('an answer is there all the same', () => {
  test('where the runtime refuses to wait for what goes on after it', async () => {
    const receiver = createReceiver({ auth: unsigned() }).onError(() => undefined);
    const waitUntil = (): never => {
      throw new Error('the request is over');
    };
    expect((await receiver.handle({ headers: JSON_HEADERS, body: '{', waitUntil })).status).toBe(400);
  });

  test('where what a handler throws cannot be printed', async () => {
    const printed = vi.spyOn(console, 'error').mockImplementation((error: unknown) => {
      if (error instanceof Error) throw new Error('the cause has a hostile util.inspect.custom');
    });
    const receiver = createReceiver({ auth: unsigned() }).onAny(() => {
      throw new Error('mine');
    });
    expect((await receiver.handle({ headers: JSON_HEADERS, body: BYTES })).status).toBe(500);
    expect(printed).toHaveBeenLastCalledWith(expect.stringContaining('ERR_WEBHOOK_HANDLER_FAILED'));
    printed.mockRestore();
  });
});
