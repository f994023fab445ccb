import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, test } from 'vitest';
import { type Arrival, ReadBudget, readArrival } from '../../../mock-server/hook/read-arrival.ts';

/** Reads one request with a budget, and answers with what became of it. */
async function read(budget: ReadBudget, body: RequestInit['body']): Promise<Pick<Arrival, 'unread'>> {
  const server = createServer((request, response) => {
    const options = { maxBodyBytes: 1000, budget, now: () => 0, url: '/' };
    void readArrival(request, options).then(({ unread }) => response.end(JSON.stringify({ unread })));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const init = { method: 'POST', body: body ?? null, duplex: 'half' } as RequestInit;
  const answer = (await (await fetch(`http://127.0.0.1:${port}`, init)).json()) as Pick<Arrival, 'unread'>;
  server.close();
  server.closeAllConnections();
  return answer;
}

test('bodies that would not fit into the memory together are refused with 503, until others are read', async () => {
  const budget = new ReadBudget(1500);
  expect(budget.reserve(1000)).toBe(true);
  expect(await read(budget, 'x'.repeat(600))).toMatchObject({ unread: { expectedStatus: 503 } });
  expect(await read(budget, 'x'.repeat(400))).toEqual({});
  budget.release(1000);
  expect(await read(budget, 'x'.repeat(600))).toEqual({});
});

test('a body without a length counts as much as the limit', async () => {
  const stream = (): ReadableStream => new Blob(['{}']).stream();
  expect(await read(new ReadBudget(999), stream())).toMatchObject({ unread: { expectedStatus: 503 } });
  expect(await read(new ReadBudget(1000), stream())).toEqual({});
});
