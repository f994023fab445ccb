import { afterEach, expect, test, vi } from 'vitest';
import { changesOfMock } from '../../src/cli/mock-archive.ts';

afterEach(() => void vi.unstubAllGlobals());

function streamOf(parts: readonly Uint8Array[]): ReadableStream {
  return new ReadableStream({
    start(controller) {
      for (const part of parts) controller.enqueue(part);
      controller.close();
    },
  });
}

// A socket does not say where a text is cut, so the answer is made here.
test('a change is seen whose event arrives in two parts', async () => {
  const parts = ['event: del', 'ivery\ndata: {}\n\n'].map((part) => new TextEncoder().encode(part));
  vi.stubGlobal('fetch', async () => new Response(streamOf(parts)));
  const changes = changesOfMock('http://127.0.0.1:4400', new AbortController().signal);
  expect(await changes.next()).toEqual({ done: false, value: undefined });
  expect(await changes.next()).toMatchObject({ done: true });
});
