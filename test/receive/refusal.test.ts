/** What a stranger's delivery may cost: a refusal costs what verification costs, and nothing more. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { describe, expect, test } from 'vitest';
import { createReceiver, type SignatureExplanation } from '../../src/index.ts';
import { COMPLETED, now, NOW, OTHER_SECRET, SECRET, signed } from './deliveries.ts';

/** 64 kB that are 230 MB when they are indented. */
const HOSTILE = `${'['.repeat(4000)}${'0,'.repeat(28_000)}0${']'.repeat(4000)}`;
const FORGED = `v1,${Buffer.alloc(32, 1).toString('base64')}`;
const FORGED_PAIRED = `v1a,${Buffer.alloc(64, 1).toString('base64')}`;

interface Explained {
  readonly message: string;
  readonly explanation: SignatureExplanation | undefined;
  readonly ms: number;
}

/** Lets a receiver refuse a delivery, and asks for the explanation. */
async function refused(body: Uint8Array | string, headers: Record<string, string>): Promise<Explained> {
  const found: Explained[] = [];
  const receiver = createReceiver({ secrets: [SECRET], now }).onError(async ({ message }, { explain }) => {
    const start = performance.now();
    const explanation = await explain();
    found.push({ message, explanation, ms: performance.now() - start });
  });
  expect((await receiver.handle({ body, headers })).status).toBe(401);
  await expect.poll(() => found).toHaveLength(1);
  return found[0]!;
}

describe('signing headers', () => {
  test.each<[string, (good: Record<string, string>) => Record<string, string | undefined>, string]>([
    ['missing', () => ({ 'webhook-signature': undefined }), 'HEADER_MISSING'],
    ['with an id that has a dot', () => ({ 'webhook-id': 'a.b' }), 'HEADER_INVALID'],
    ['with a time in milliseconds', () => ({ 'webhook-timestamp': String(NOW) }), 'TIMESTAMP_INVALID'],
    ['301 s old', () => ({ 'webhook-timestamp': String(NOW / 1000 - 301) }), 'TIMESTAMP_TOO_OLD'],
    ['301 s in the future', () => ({ 'webhook-timestamp': String(NOW / 1000 + 301) }), 'TIMESTAMP_TOO_NEW'],
    [
      'without a signature of a known form',
      () => ({ 'webhook-signature': 'v1,x v2,y' }),
      'SIGNATURE_INVALID',
    ],
    [
      'with 5 signatures of v1a',
      () => ({ 'webhook-signature': Array(5).fill(FORGED_PAIRED).join(' ') }),
      'HEADER_INVALID',
    ],
  ])('%s are refused before the body is read', async (_name, change, code) => {
    const codes: string[] = [];
    const receiver = createReceiver({ secrets: [SECRET], now }).onError((error) => codes.push(error.code));
    const { headers } = await signed(COMPLETED);
    let reads = 0;
    const body = (): Uint8Array => new Uint8Array(++reads);
    const answer = await receiver.handle({ headers: { ...headers, ...change(headers) }, body });
    expect({ status: answer.status, reads, codes }).toEqual({
      status: 401,
      reads: 0,
      codes: [`ERR_WEBHOOK_${code}`],
    });
  });
});

describe('the explanation for a listener', () => {
  test('has guesses only where it is asked for', async () => {
    const { body, headers } = await signed(COMPLETED);
    const [, base64 = ''] = headers['webhook-signature']?.split(',') ?? [];
    const hex = Buffer.from(base64, 'base64').toString('hex');
    const both = { ...headers, 'webhook-signature': `${FORGED} ${hex}` };
    const { message, explanation } = await refused(body, both);
    expect(message).toMatch(/^Signature mismatch/);
    expect(message).not.toContain('signature-form');
    expect(explanation?.guesses).toMatchObject([{ name: 'signature-form', matched: true }]);
    expect(explanation?.message).toContain('signature-form');
  });

  test('is absent where the error is not about a signature', async () => {
    const explanations: unknown[] = [];
    const receiver = createReceiver({ secrets: [SECRET], now }).onError(async (_, { explain }) => {
      explanations.push(await explain());
    });
    const { body, headers } = await signed(COMPLETED);
    await receiver.handle({ body, headers: { ...headers, 'content-type': 'text/plain' } });
    await expect.poll(() => explanations).toEqual([undefined]);
  });

  test('of a delivery that was refused unread is the one of its error', async () => {
    const { body, headers } = await signed(COMPLETED, { at: NOW - 301_000 });
    const { message, explanation } = await refused(body, headers);
    expect(explanation).toMatchObject({ message, bodyBytes: 0, guesses: [], secrets: [] });
  });

  test.each<[string, string]>([
    ['64 kB that would be 230 MB when indented', HOSTILE],
    ['10 MB of numbers', `[${'0,'.repeat(5_000_000)}0]`],
    ['60 kB of empty lists', `[${'[],'.repeat(20_000)}0]`],
  ])('takes some milliseconds and leaves guesses out for %s', async (_name, body) => {
    const { headers } = await signed(COMPLETED, { secret: OTHER_SECRET });
    const { explanation, ms } = await refused(body, headers);
    expect(explanation?.untried).not.toEqual([]);
    // Some 5 ms are promised; the rest is for a machine that is busy with other tests.
    expect(ms).toBeLessThan(4_000);
  });
});

/** A receiver in a process of its own, whose heap is small. */
const SERVER = `
  import { createServer } from 'node:http';
  import { createReceiver } from '${new URL('../../src/index.ts', import.meta.url).href}';
  import { nodeHandler } from '${new URL('../../src/adapters/node.ts', import.meta.url).href}';
  const receiver = createReceiver({ secrets: ['${SECRET}'] }).onError((_, { explain }) => explain?.());
  const server = createServer(nodeHandler(receiver)).listen(0, '127.0.0.1', () => console.log(server.address().port));
`;

test(
  'one forged delivery does not take a receiver with a heap of 256 MB down',
  { timeout: 30_000 },
  async () => {
    const flags = ['--max-old-space-size=256', '--import=tsx', '--input-type=module'];
    const child = spawn(process.execPath, [...flags, '--eval', SERVER], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    try {
      const [port] = (await once(createInterface(child.stdout), 'line')) as [string];
      const timestamp = String(Math.floor(Date.now() / 1000));
      const headers = {
        'content-type': 'application/json',
        'webhook-id': 'msg_1',
        'webhook-timestamp': timestamp,
        'webhook-signature': FORGED,
      };
      const signal = AbortSignal.timeout(10_000);
      for (let n = 0; n < 3; n++) {
        const request = { method: 'POST', body: HOSTILE, headers, signal };
        const start = performance.now();
        expect((await fetch(`http://127.0.0.1:${port}`, request)).status).toBe(401);
        // It took 5 s, and more on a busy machine.
        expect(performance.now() - start).toBeLessThan(4_000);
      }
      expect(child.exitCode).toBeNull();
    } finally {
      child.kill();
    }
  },
);
