/**
 * A POST verified, parsed and handled, beside the same app doing it by hand; 32 connections.
 *
 * @module bench/suites/receive
 */
import { createHmac, createSecretKey } from 'node:crypto';
import { documentedExamples } from '../../generated/examples.js';
import type { Row } from '../harness.ts';
import { compareServers, type RequestMaker } from '../load.ts';
import { small } from '../payloads.ts';
import { SECRET } from '../servers/by-hand.ts';

const KEY = createSecretKey(SECRET.slice('whsec_'.length), 'base64');
const RUN_ID = documentedExamples.run_completed.payload.data.run_id;
let last = 0;

const make: RequestMaker = () => {
  const id = `msg_${process.pid}_${++last}`;
  // A run ends once: each delivery tells of another one.
  const body = Buffer.from(small.text.replace(RUN_ID, id));
  const timestamp = String(Math.floor(Date.now() / 1000));
  const signature = createHmac('sha256', KEY).update(`${id}.${timestamp}.`).update(body).digest('base64');
  const headers = {
    'content-type': 'application/json',
    'webhook-id': id,
    'webhook-timestamp': timestamp,
    'webhook-signature': `v1,${signature}`,
  };
  return { body, headers };
};

export async function receiveSuite(): Promise<Row[]> {
  const rows: Row[] = [];
  for (const [framework, atLeast] of [
    ['node:http', 0.9],
    ['Express', 0.95],
    ['Fastify', 0.95],
    ['Hono', 0.95],
  ] as const) {
    rows.push(
      ...(await compareServers({
        work: `receive ${small.name}`,
        servers: [`${framework} by hand`, framework],
        make,
        targets: { [framework]: { atLeast } },
      })),
    );
  }
  return rows;
}

/** The mock receiver beside a bare server that verifies, parses and keeps. */
export async function mockSuite(): Promise<Row[]> {
  return compareServers({
    work: `mock receiver, ${small.name}`,
    servers: ['node:http, verified and kept by hand', 'mock receiver'],
    make,
    targets: { 'mock receiver': { atLeast: 0.5 } },
  });
}
