/** Calls by JavaScript, where no type objects. */
import { describe, expect, it } from 'vitest';
import { startMockReceiver } from '../../mock-server/index.ts';
import { generateHandlers } from '../../src/codegen/index.ts';
import { postgresDedupe } from '../../src/dedupe/postgres.ts';
import * as core from '../../src/index.ts';
import { catchUp, maxunApi } from '../../src/maxun-api/index.ts';
import { postgresQueue } from '../../src/queue/postgres/index.ts';
import { probeEndpoint } from '../../src/probe/index.ts';
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

const SECRET = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';

it.each<{ name: string; call: Call; options: object; instead: string }>([
  {
    name: 'startMockReceiver',
    call: startMockReceiver as Call,
    options: { secrets: [SECRET] },
    instead: 'give `secret`',
  },
  {
    name: 'startMockReceiver',
    call: startMockReceiver as Call,
    options: { basicAuth: 'a:b' },
    instead: 'give `auth: basicAuth(',
  },
  {
    name: 'simulateMaxun',
    call: simulateMaxun as Call,
    options: { url: 'http://127.0.0.1:1', secrets: [SECRET] },
    instead: 'give `secret`',
  },
  {
    name: 'probeEndpoint',
    call: async (options) => probeEndpoint('http://127.0.0.1:1', options as object),
    options: { secret: SECRET },
    instead: 'give `secrets`',
  },
])('$name says which option is meant', async ({ name, call, options, instead }) => {
  const called = async (): Promise<unknown> => call(options);
  await expect(called()).rejects.toThrow(TypeError);
  await expect(called()).rejects.toThrow(`${name} has no option ${Object.keys(options).at(-1)}: ${instead}`);
});

describe.each(Object.entries(calls))('%s', (_name, call) => {
  it.each([undefined, null, 5])('with %s as its options says so', async (options) => {
    const called = async (): Promise<unknown> => call(options);
    await expect(called()).rejects.toThrow(TypeError);
    await expect(called()).rejects.toThrow(`are ${String(options)}: expected an object.`);
  });
});
