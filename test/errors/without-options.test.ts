/** Calls by JavaScript, where no type objects. */
import { describe, expect, it } from 'vitest';
import { generateHandlers } from '../../src/codegen/index.ts';
import { postgresDedupe } from '../../src/dedupe/postgres.ts';
import * as core from '../../src/index.ts';
import { catchUp, maxunApi } from '../../src/maxun-api/index.ts';
import { postgresQueue } from '../../src/queue/postgres/index.ts';
import { startRelay } from '../../src/relay/index.ts';
import { createSender, createSendWebhook } from '../../src/send/index.ts';
import { simulateMaxun } from '../../src/simulate/index.ts';

type Call = (options: unknown) => unknown;
const calls = {
  createReceiver: core.createReceiver,
  unwrap: (options) => core.unwrap('{}', {}, options as never),
  verify: (options) => core.verify('{}', {}, options as never),
  createVerifier: core.createVerifier,
  createSigner: core.createSigner,
  createSender,
  createSendWebhook,
  maxunApi,
  catchUp,
  simulateMaxun,
  startRelay,
  postgresQueue,
  postgresDedupe,
  generateHandlers,
} as Record<string, Call>;

describe.each(Object.entries(calls))('%s', (_name, call) => {
  it.each([undefined, null, 5])('with %s as its options says so', async (options) => {
    const called = async (): Promise<unknown> => call(options);
    await expect(called()).rejects.toThrow(TypeError);
    await expect(called()).rejects.toThrow(`are ${String(options)}: expected an object.`);
  });
});
