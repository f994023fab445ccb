/**
 * Verification beside the bare HMAC, and verification with parsing and validation beside svix's.
 *
 * @module bench/suites/verify
 */
import { createHmac, createSecretKey, timingSafeEqual } from 'node:crypto';
import { verify as verifyByOctokit } from '@octokit/webhooks-methods';
import { Webhook as StandardWebhook } from 'standardwebhooks';
import { Stripe } from 'stripe';
import { Webhook as SvixWebhook } from 'svix';
import { createVerifier, parseBody, unwrap, validate } from '../../dist/src/index.js';
import { beside, compare, type Row } from '../harness.ts';
import { type Payload, medium, payloads, small } from '../payloads.ts';

const SECRET = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';
const KEY = createSecretKey(SECRET.slice('whsec_'.length), 'base64');
const ID = 'msg_p5jXN8AQM9LWM0D4loKWxJek';

function hmac(head: string, body: Uint8Array): string {
  return createHmac('sha256', KEY).update(head).update(body).digest('base64');
}

function headersFor(body: Uint8Array): Record<string, string> {
  const timestamp = String(Math.floor(Date.now() / 1000));
  return {
    'content-type': 'application/json',
    'webhook-id': ID,
    'webhook-timestamp': timestamp,
    'webhook-signature': `v1,${hmac(`${ID}.${timestamp}.`, body)}`,
  };
}

/** The least that a verification does: two updates, the header's signature, and a comparison in constant time. */
function bareVerifier(body: Uint8Array, headers: Record<string, string>): () => boolean {
  return () => {
    const head = `${headers['webhook-id']}.${headers['webhook-timestamp']}.`;
    const made = createHmac('sha256', KEY).update(head).update(body).digest();
    const found = Buffer.from(headers['webhook-signature']?.slice('v1,'.length) ?? '', 'base64');
    return found.byteLength === made.byteLength && timingSafeEqual(found, made);
  };
}

async function verifyOnly({ name, bytes, text }: Payload): Promise<Row[]> {
  const headers = headersFor(bytes);
  const bare = bareVerifier(bytes, headers);
  const verifier = createVerifier({ secrets: [SECRET] });
  if (!bare() || !(await verifier(bytes, headers)).ok) throw new Error('The benchmark signs wrongly.');
  const github = `sha256=${createHmac('sha256', SECRET).update(text).digest('hex')}`;
  return compare(
    {
      'node:crypto': bare,
      'maxun-webhooks': () => verifier(bytes, headers),
      '@octokit/webhooks-methods': () => verifyByOctokit(SECRET, text, github),
    },
    {
      work: `verify ${name}`,
      limit: 'node:crypto',
      clock: 'cpu',
      targets: { 'maxun-webhooks': { atLeast: name === '1.2 kB' ? 0.85 : 0.97 } },
    },
  );
}

async function verifyAndParse({ name, bytes, text }: Payload): Promise<Row[]> {
  const headers = headersFor(bytes);
  const [svix, standard] = [new SvixWebhook(SECRET), new StandardWebhook(SECRET)];
  const svixHeaders = Object.fromEntries(
    Object.entries(headers).map(([key, value]) => [key.replace('webhook-', 'svix-'), value]),
  );
  const timestamp = headers['webhook-timestamp'] ?? '';
  const stripeHeader = `t=${timestamp},v1=${createHmac('sha256', SECRET).update(`${timestamp}.${text}`).digest('hex')}`;
  const options = { secrets: [SECRET] };
  const bare = bareVerifier(bytes, headers);
  const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
  const verifier = createVerifier(options);
  const rows = await compare(
    {
      'svix, verify + parse': () => svix.verify(text, svixHeaders),
      'maxun-webhooks': async () => {
        const { ok } = await verifier(bytes, headers);
        return ok && validate(parseBody(bytes).value);
      },
      'maxun-webhooks, unwrap': () => unwrap(bytes, headers, options),
      standardwebhooks: () => standard.verify(text, headers),
      // As an Express receiver has it, by its documentation: the raw bytes.
      stripe: () => Stripe.webhooks.constructEvent(bytes, stripeHeader, SECRET, 1e6),
      'HMAC + decode + JSON.parse': () => bare() && (JSON.parse(decoder.decode(bytes)) as unknown),
    },
    {
      work: `verify + parse + validate ${name}`,
      limit: 'svix, verify + parse',
      clock: 'cpu',
      targets: name === '5 MB' ? {} : { 'maxun-webhooks': { atLeast: 2.5 } },
    },
  );
  const promised = { 'HMAC + decode + JSON.parse': 0.9, stripe: 1 };
  return [
    ...rows,
    ...Object.entries(promised).map(([peer, atLeast]) => beside(rows, 'maxun-webhooks', { peer, atLeast })),
  ];
}

const FORGED = `v1,${Buffer.alloc(32, 1).toString('base64')}`;

/** A forged signature beside the right one: a stranger's delivery costs no more than the sender's. */
async function refuse({ name, bytes }: Omit<Payload, 'text'>): Promise<Row[]> {
  const headers = headersFor(bytes);
  const forged = { ...headers, 'webhook-signature': FORGED };
  const verifier = createVerifier({ secrets: [SECRET] });
  const refused = await verifier(bytes, forged);
  if (refused.ok || !(await verifier(bytes, headers)).ok) throw new Error('The benchmark signs wrongly.');
  return compare(
    { verify: () => verifier(bytes, headers), refuse: () => verifier(bytes, forged) },
    {
      work: `refuse ${name}`,
      limit: 'verify',
      ratio: 'cost',
      targets: { refuse: { atMost: 1.1 } },
      clock: 'cpu',
    },
  );
}

/** The largest body that a receiver takes by default. */
const largest = { name: '10 MB', bytes: Buffer.alloc(10_000_000, 'x') };

export async function verifySuite(): Promise<Row[]> {
  const rows: Row[] = [];
  for (const payload of payloads)
    rows.push(...(await verifyOnly(payload)), ...(await verifyAndParse(payload)));
  for (const payload of [small, medium, largest]) rows.push(...(await refuse(payload)));
  return rows;
}
