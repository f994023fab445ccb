import { afterAll, afterEach, expect, test, vi } from 'vitest';

// What is imported from here on signs by WebCrypto, whatever test files before this one have imported.
const CHOICE = '../../src/signature/runtime-hmac.ts';
vi.resetModules();
vi.doMock(CHOICE, () => import('../../src/signature/hmac-web.ts'));
const { hmac } = await import('../../src/signature/runtime-hmac.ts');
const { generateSecret, sign } = await import('../../src/signature/index.ts');
const { runSuites } = await import('./suites/run.ts');

afterAll(() => {
  vi.doUnmock(CHOICE);
  vi.resetModules();
});

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
