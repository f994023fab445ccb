/** The database goes away in mid-work and comes back on the same port; the process with the queue lives on. */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { documentedExamples } from '#generated/examples.js';
import { StoreError } from '../../src/errors/index.ts';
import { postgresQueue } from '../../src/queue/postgres/index.ts';
import { createSender, type Sender } from '../../src/send/index.ts';
import { startServer, type TestServer } from '../postgres/server.ts';

const event = documentedExamples.run_completed.payload;
const SECRET = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';

describe('the server of the queue in Postgres', () => {
  let database: TestServer;
  let receiver: Server;
  let sender: Sender;
  let arrived: Map<string, number>;
  const problems = new Set<string>();

  beforeAll(async () => {
    database = await startServer();
  });
  afterAll(() => database.stop());
  beforeEach(async () => {
    arrived = new Map();
    receiver = createServer((request, response) => {
      const id = String(request.headers['webhook-id']);
      arrived.set(id, (arrived.get(id) ?? 0) + 1);
      setTimeout(() => response.end(), Math.random() * 10);
    });
    await new Promise<void>((resolve) => {
      receiver.listen(0, '127.0.0.1', resolve);
    });
    const onProblem = ({ code }: { readonly code: string }): void => void problems.add(code);
    const queue = await postgresQueue({ connectionString: database.url, onProblem });
    sender = createSender({ queue, allow: ['127.0.0.1'], concurrency: 20 });
  });
  afterEach(async () => {
    await sender.close();
    receiver.closeAllConnections();
    receiver.close();
  });

  const send = async (): Promise<string> => {
    const url = `http://127.0.0.1:${(receiver.address() as AddressInfo).port}/`;
    return (await sender.send({ url, secret: SECRET }, event)).id;
  };

  it.each([
    ['is shut down', false, 1],
    ['crashes, twice', true, 2],
  ])(
    'loses nothing that was acknowledged, and is used again by itself, when it %s',
    async (_name, crash, rounds) => {
      const acknowledged = new Set<string>();
      const refused: unknown[] = [];
      const production = { isOn: true };
      const produce = async (): Promise<void> => {
        while (production.isOn) {
          await send().then(
            (id) => acknowledged.add(id),
            (error: unknown) => refused.push(error),
          );
          await new Promise((resolve) => setTimeout(resolve, 2));
        }
      };
      const producers = Promise.all(Array.from({ length: 8 }, produce));
      for (let round = 1; round <= rounds; round += 1) {
        const before = { arrived: arrived.size, acknowledged: acknowledged.size };
        await until(() => arrived.size >= before.arrived + 100);
        await database.stop({ keep: true, crash });
        await expect(send()).rejects.toMatchObject({ code: 'ERR_WEBHOOK_STORE_UNAVAILABLE' });
        await database.start();
        await until(() => acknowledged.size >= before.acknowledged + 200);
      }
      production.isOn = false;
      await producers;
      await until(() => [...acknowledged].every((id) => arrived.has(id)));
      await expect.poll(() => sender.stats(), { timeout: 30_000 }).toMatchObject({ waiting: 0, inFlight: 0 });
      expect(refused.length).toBeGreaterThan(0);
      expect(refused.filter((error) => !(error instanceof StoreError))).toEqual([]);
      // What was under way when the database went is tried again at most.
      const repeated = [...arrived.values()].filter((times) => times > 1).length;
      expect(repeated).toBeLessThanOrEqual(rounds * 20);
      expect([...problems]).toEqual(['ERR_WEBHOOK_STORE_UNAVAILABLE']);
    },
  );
});

async function until(test: () => boolean): Promise<void> {
  while (!test()) await new Promise((resolve) => setTimeout(resolve, 10));
}
