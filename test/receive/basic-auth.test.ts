import { describe, expect, test } from 'vitest';
import {
  type Authenticated,
  basicAuth,
  createReceiver,
  type ReceiverOptions,
  unwrap,
} from '../../src/index.ts';
import { startMockReceiver } from '../../mock-server/index.ts';
import { fixture, simulateMaxun } from '../../src/simulate/index.ts';
import { COMPLETED, JSON_HEADERS, plain } from './deliveries.ts';

const PASSWORD = 'p@ss word/ü: of 20+';
const OLD = 'the-password-before-it';

const basic = (credentials: string): string => `Basic ${Buffer.from(credentials).toString('base64')}`;

async function statusFor(
  authorization: string | undefined,
  options: Authenticated<ReceiverOptions> = { auth: basicAuth('maxun', [PASSWORD, OLD]) },
): Promise<number> {
  const receiver = createReceiver({ ...options, silent: true });
  const headers = authorization === undefined ? JSON_HEADERS : { ...JSON_HEADERS, authorization };
  return (await receiver.handle({ ...plain(COMPLETED), headers })).status;
}

describe('user and password', () => {
  test.each<[name: string, status: number, authorization: string | undefined]>([
    ['as they are', 200, basic(`maxun:${PASSWORD}`)],
    ['percent-encoded, as axios up to 1.13 leaves them', 200, basic(`maxun:${encodeURIComponent(PASSWORD)}`)],
    ['of the password before', 200, basic(`maxun:${OLD}`)],
    ['with the scheme in other letters', 200, basic(`maxun:${OLD}`).replace('Basic', 'bAsIC ')],
    ['without a header', 401, undefined],
    ['of another user', 401, basic(`other:${PASSWORD}`)],
    ['of another password', 401, basic(`maxun:${PASSWORD}x`)],
    ['without a password', 401, basic('maxun:')],
    ['of another scheme', 401, `Bearer ${PASSWORD}`],
    ['that are not base64', 401, 'Basic ***'],
    ['that are not UTF-8', 401, `Basic ${Buffer.from([0xff, 0x3a, 0xff]).toString('base64')}`],
    ['that are huge', 401, basic(`maxun:${'x'.repeat(10_000)}`)],
  ])('%s: %i', async (_name, status, authorization) => {
    expect(await statusFor(authorization)).toBe(status);
  });

  test('may be copied from the URL into the option', async () => {
    const auth = basicAuth('maxun', encodeURIComponent(PASSWORD));
    expect(await statusFor(basic(`maxun:${PASSWORD}`), { auth })).toBe(200);
  });

  test('authenticate unwrap', async () => {
    const headers = { ...JSON_HEADERS, authorization: basic(`maxun:${OLD}`) };
    const { eventType } = await unwrap(plain(COMPLETED).body, headers, { auth: basicAuth('maxun', OLD) });
    expect(eventType).toBe('run_completed');
  });

  test.each([
    [() => basicAuth('', OLD), TypeError],
    [() => basicAuth('a:b', OLD), TypeError],
    [() => basicAuth('maxun', []), TypeError],
    [() => basicAuth('maxun', undefined as never), TypeError],
    [() => basicAuth('maxun', 'short'), RangeError],
  ])('that cannot be used are a mistake of the caller', (make, error) => {
    expect(make).toThrow(error);
  });

  test("reach the mock receiver in the URL of a stock Maxun's webhook", async () => {
    await using mock = await startMockReceiver({ auth: basicAuth('maxun', PASSWORD) });
    const url = new URL(mock.url);
    [url.username, url.password] = ['maxun', PASSWORD];
    await using maxun = simulateMaxun({ webhooks: [{ url: url.href }, { url: mock.url, retryAttempts: 1 }] });
    const deliveries = await maxun.send(fixture('extract-run'));
    expect(deliveries.map(({ attempts }) => attempts[0]?.status)).toEqual([200, 401]);
  });
});
