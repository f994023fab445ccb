/**
 * A relay in SQLite, from the request to the endpoint, beside an inbox, from the request to the handler. The endpoint is another
 * process.
 *
 * @module bench/suites/relay
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startRelay } from '../../dist/src/relay/index.js';
import type { Row } from '../harness.ts';
import { startServer } from '../load.ts';
import { SECRET } from '../servers/by-hand.ts';
import { endToEnd, withInbox } from './inbox.ts';

const work = 'relay, beside an inbox';

export async function relaySuite(): Promise<Row[]> {
  const inbox = await withInbox(endToEnd);
  const relay = await relayRate();
  return [
    { work, contender: 'inbox, to the handler', figure: `${Math.round(inbox)}/s` },
    {
      work,
      contender: 'relay, to the endpoint',
      figure: `${Math.round(relay)}/s`,
      ratio: relay / inbox,
      target: { atLeast: 0.6 },
    },
  ];
}

async function relayRate(): Promise<number> {
  const store = await mkdtemp(join(tmpdir(), 'maxun-bench-'));
  const endpoint = await startServer('sink');
  const to = { url: `http://127.0.0.1:${endpoint.port}/hook`, secret: SECRET, concurrency: 50 };
  const relay = await startRelay({ to, store, open: true, port: 0, allow: ['127.0.0.1'] });
  let arrived = 0;
  relay.sender.on('delivered', () => void arrived++);
  try {
    return await endToEnd(relay.receiver, () => arrived);
  } finally {
    await relay.close();
    endpoint.stop();
    await rm(store, { recursive: true });
  }
}
