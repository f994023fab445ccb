import { afterEach, expect, test, vi } from 'vitest';
import { hmac } from '../../src/signature/runtime-hmac.ts';
import { generateSecret, sign } from '../../src/signature/index.ts';
import { runSuites } from './suites/run.ts';

vi.mock('../../src/signature/runtime-hmac.ts', () => import('../../src/signature/hmac-web.ts'));

test("is WebCrypto's", () => {
  expect(hmac.name).toBe('web');
});

afterEach(() => {
  vi.unstubAllGlobals();
});

test('a runtime without Ed25519 is told so, as misuse', async () => {
  const { secret } = await generateSecret({ type: 'v1a' });
  const importKey = (): Promise<never> => Promise.reject(new DOMException('no', 'NotSupportedError'));
  vi.stubGlobal('crypto', { subtle: { importKey } });
  const options = { id: 'msg_1', timestamp: 1_614_265_330, secrets: [secret] };
  await expect(sign('{}', options)).rejects.toThrow(/has no Ed25519: use secrets of version v1/);
});

test('a page without WebCrypto is told so, as misuse', async () => {
  const { secret } = await generateSecret();
  vi.stubGlobal('crypto', {});
  const options = { id: 'msg_1', timestamp: 1_614_265_330, secrets: [secret] };
  await expect(sign('{}', options)).rejects.toThrow(/serve the page over https/);
});

runSuites();
