/**
 * One event to a hundred endpoints: checked, turned into JSON and signed as `sendAll` and its attempts do, beside a
 * hundred bare HMACs of the body. Ids, storage and HTTP are in the suites of the sender and the queue.
 *
 * @module bench/suites/fan-out
 */
import { createHmac, createSecretKey } from 'node:crypto';
import { prepareEvent } from '../../src/send/payload/event-body.ts';
import { createSigner } from '../../src/signature/index.ts';
import { compare, type Row } from '../harness.ts';
import { medium, type Payload, small } from '../payloads.ts';
import { SECRET } from '../servers/by-hand.ts';

const KEY = createSecretKey(SECRET.slice('whsec_'.length), 'base64');
const ENDPOINTS = Array.from({ length: 100 }, (_, index) => ({
  id: `endpoint-${index}`,
  idText: `"endpoint-${index}"`,
}));
const LIMIT = '100 bare HMACs';

function hmac(body: Buffer, id: string, timestamp: number): string {
  return createHmac('sha256', KEY).update(`${id}.${timestamp}.`).update(body).digest('base64');
}

async function fanOut({ name, text, bytes }: Payload): Promise<Row[]> {
  const event = JSON.parse(text) as { event_type: string; data: object };
  const { webhook_id: _, ...unaddressed } = event as typeof event & { webhook_id: string };
  const signer = createSigner({ secrets: [SECRET] });
  const seconds = (): number => Math.floor(Date.now() / 1000);
  const contenders = {
    [LIMIT]: () => ENDPOINTS.map(({ id }) => hmac(bytes, id, seconds())),
    'maxun-webhooks': () => {
      const options = { contract: 'any', now: Date.now(), maxBodyBytes: 1e8 } as const;
      const prepared = prepareEvent(unaddressed, options);
      // On Node, signing by HMAC gives values: as an attempt, this waits for nothing.
      return ENDPOINTS.map(({ id, idText }) =>
        signer(prepared.bodyFor(idText), { id, timestamp: seconds() }),
      );
    },
    'by hand, serialised each time': () =>
      ENDPOINTS.map(({ id }) => {
        return hmac(Buffer.from(JSON.stringify({ ...event, webhook_id: id })), id, seconds());
      }),
  };
  return compare(contenders, {
    work: `fan out ${name} to 100 endpoints`,
    limit: LIMIT,
    targets: { 'maxun-webhooks': { atLeast: 0.9 } },
    clock: 'cpu',
  });
}

export async function fanOutSuite(): Promise<Row[]> {
  return [...(await fanOut(small)), ...(await fanOut(medium))];
}
