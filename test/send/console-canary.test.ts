/** Whatever fails, the console never gets a secret, a token, a password, a header of the caller's or a payload. */
import { expect, it, vi } from 'vitest';
import { memoryQueue } from '../../src/queue/memory.ts';
import { createSender, type Endpoint } from '../../src/send/index.ts';
import { failed, SECRET } from './fixture.ts';
import { httpServer } from './http-server.ts';

const CANARIES = {
  secret: SECRET,
  'bytes of the secret': SECRET.slice('whsec_'.length),
  token: 'token-canary-4711',
  header: 'header-canary-4711',
  'text that the endpoint answers': 'answer-canary-4711',
  'error of a function of the caller': 'thrown-canary-4711',
  payload: 'payload-canary-4711',
};

it('keeps what is confidential off the console', async () => {
  const printed: string[] = [];
  const spies = (['error', 'warn', 'log', 'info', 'debug'] as const).map((method) =>
    vi.spyOn(console, method).mockImplementation((...parts: unknown[]) => void printed.push(parts.join(' '))),
  );
  const { origin } = await httpServer(({ url }, response) => {
    if (url?.startsWith('/lost') === true) response.socket?.destroy();
    else {
      const status = Number(url?.slice(1, 4));
      response
        .writeHead(status, { location: `/${CANARIES.token}` })
        .end(CANARIES['text that the endpoint answers']);
    }
  });
  const throwing = (): never => {
    throw new Error(`${SECRET} ${CANARIES['error of a function of the caller']}`);
  };
  const urls = ['400', '410', '302', '500', '503', 'lost'].map((path) => `${origin}/${path}`);
  const endpoints: Endpoint[] = [...urls, 'http://127.0.0.1:1/'].map((url) => ({
    url: `${url}?token=${CANARIES.token}`,
    secret: SECRET,
    headers: { 'x-key': CANARIES.header },
    schedule: throwing,
  }));
  const queue = memoryQueue();
  const sender = createSender({ queue, allow: ['127.0.0.1'], endpoints: throwing });
  sender.on('delivered', throwing);
  const event = { ...failed, data: { ...failed.data, robot_name: CANARIES.payload } };
  for (const endpoint of [...endpoints, { url: `${origin}/200`, secret: SECRET }])
    await sender.send(endpoint, event);
  await queue.enqueue([{ endpoint: 'unknown', payload: Buffer.from(CANARIES.payload) }]);
  const codes = [
    'STATUS_REFUSED',
    'ENDPOINT_GONE',
    'REDIRECTED',
    'CONNECT_FAILED',
    'CONNECTION_LOST',
    'HANDLER_FAILED',
  ];
  const unprinted = (): string[] => codes.filter((code) => !printed.join().includes(code));
  await expect.poll(unprinted, { timeout: 10_000 }).toEqual([]);
  await sender.close({ drainMs: 0 });
  for (const spy of spies) spy.mockRestore();
  const text = printed.join('\n');
  const shown = Object.entries(CANARIES).filter(([, canary]) => text.includes(canary));
  expect(shown).toEqual([]);
});
