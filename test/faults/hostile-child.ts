/**
 * Gives one entry point one hostile body after the other, of as many bytes as it is told. Prints the CPU time of each, and the most memory of all,
 * as JSON.
 *
 * @module test/faults/hostile-child
 */
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startMockReceiver } from '../../mock-server/index.ts';
import { nodeHandler } from '../../src/adapters/node.ts';
import { validateCommand } from '../../src/cli/commands/validate.ts';
import {
  createReceiver,
  driftOf,
  explain,
  identify,
  normalize,
  parseBody,
  sign,
  unsigned,
  unwrap,
  validate,
  verify,
} from '../../src/index.ts';

/** What the child measured. */
export interface Measured {
  /** CPU time in milliseconds, by the name of the body. */
  readonly cpuMs: Readonly<Record<string, number>>;
  /** The largest resident set, in megabytes. */
  readonly rssMb: number;
}

const [, , entryPoint = '', bytes] = process.argv;
/** Bytes of a body, less the event around it. */
const SIZE = Number(bytes) - 1_000;
const SECRETS = ['whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLwSw'];

/** A text of {@link SIZE} that repeats a part. */
function filled(head: string, part: string, tail: string): Buffer {
  const room = SIZE - head.length - tail.length;
  return Buffer.concat([
    Buffer.from(head),
    Buffer.alloc(room - (room % part.length), part),
    Buffer.from(tail),
  ]);
}

/** An object of so many bytes, each of whose keys is another: 14 bytes a member. */
function objectOf(bytes: number, part = 0): string {
  const member = (index: number): string => `"k${String(part * 1e6 + index).padStart(8, '0')}":0`;
  return `{${Array.from({ length: Math.floor(bytes / 14) - 1 }, (_, index) => member(index)).join(',')}}`;
}

const NESTED = 100;
const HOSTILE: Readonly<Record<string, () => Buffer>> = {
  'deep at its start': () => filled('['.repeat(4_000), '0,', `0${']'.repeat(4_000)}`),
  'nothing but opening brackets': () => Buffer.alloc(SIZE, '['),
  'as many brackets as are not scanned': () => filled('[', `[],${' '.repeat(30)}`, '0]'),
  'one long key': () => filled('{"', 'k', '":1}'),
  'different keys in one object': () => Buffer.from(objectOf(SIZE)),
  'different keys in objects of 10,000': () =>
    Buffer.from(`[${Array.from({ length: SIZE / 140_000 }, (_, at) => objectOf(140_000, at)).join(',')}]`),
  'one key again and again': () => filled('{', '"x":1,', '"x":1}'),
  'one key again and again below long keys': () =>
    filled(`${`{"${'k'.repeat(1_400)}":`.repeat(NESTED)}{`, '"x":1,', `"x":1${'}'.repeat(NESTED + 1)}`),
  'numbers out of range': () => filled('[', '1e999,', '1e999]'),
};

/** The body as a member of an event: what checks only the envelope does not refuse it. */
function inEvent(body: Buffer): Buffer {
  const head =
    '{"event_type":"run_completed","timestamp":"2026-11-23T21:56:05Z","webhook_id":"w","data":{"run_id":"r","robot_id":"b","extracted_data":';
  return Buffer.concat([Buffer.from(head), body, Buffer.from('}}')]);
}

/** Made one after the other: together they would take more memory than what is measured. */
const BODIES: readonly (readonly [name: string, make: () => Buffer])[] = [
  ['4 MB of line ends, alone', () => Buffer.alloc(4_000_000, '\n')],
  ['nothing but opening brackets, alone', () => Buffer.alloc(SIZE, '[')],
  ...Object.entries(HOSTILE).map(([name, make]) => [name, () => inEvent(make())] as const),
];

async function listening(handler: RequestListener): Promise<string> {
  const server = createServer(handler).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
}

async function post(url: string, body: Buffer): Promise<void> {
  const headers = { 'content-type': 'application/json' };
  // A body that is refused may not be read to its end: its connection is closed.
  await fetch(url, { method: 'POST', headers, body: new Uint8Array(body) }).then(
    (response) => response.text(),
    () => undefined,
  );
}

/** Parses a body; a body that is refused is well treated. */
function parsed(body: Buffer): unknown {
  try {
    return parseBody(body).value;
  } catch {
    return undefined;
  }
}

function parsedBare(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString());
  } catch {
    return undefined;
  }
}

type Use = (body: Buffer) => unknown;

async function signed(body: Buffer): Promise<Record<string, string>> {
  const timestamp = Math.floor(Date.now() / 1000);
  return { ...(await sign(body, { id: 'msg_1', timestamp, secrets: SECRETS })) };
}

/** The entry points of the core, the mock receiver's hook and the command line. */
const ENTRIES: Readonly<Record<string, () => Promise<Use> | Use>> = {
  // Parsing millions of open brackets takes a gigabyte: such a body is measured against nothing.
  'JSON.parse': () => (body) => (body.includes('['.repeat(10_000)) ? undefined : parsedBare(body)),
  verify: () => async (body) =>
    verify(
      body,
      { ...(await signed(body)), 'webhook-signature': `v1,${'A'.repeat(43)}=` },
      { secrets: SECRETS },
    ),
  explain: () => async (body) =>
    explain(body, await signed(Buffer.from('another body')), { secrets: SECRETS }),
  unwrap: () => async (body) =>
    unwrap(body, await signed(body), { secrets: SECRETS, validation: 'strict' }).catch(() => undefined),
  validate: () => (body) => {
    const value = parsed(body);
    return [validate(value), validate(value, { contract: 'any' }), driftOf(value)].length;
  },
  normalize: () => (body) => {
    const value = parsed(body);
    return [normalize(value).repairs.length, identify(value).key];
  },
  'the receiver of node:http': async () => {
    const receiver = createReceiver({ auth: unsigned(), silent: true })
      .onAny(({ run }) => void run)
      .onDrift(() => undefined)
      .onQuality(() => undefined);
    const url = await listening(nodeHandler(receiver));
    return (body) => post(url, body);
  },
  'the mock receiver': async () => {
    const { url } = await startMockReceiver({ maxDeliveries: 1 });
    return (body) => post(url, body);
  },
  'the command validate': () => {
    const folder = mkdtempSync(join(tmpdir(), 'maxun-hostile-'));
    process.on('exit', () => rmSync(folder, { recursive: true }));
    return async (body) => {
      const file = join(folder, 'body.json');
      writeFileSync(file, body);
      await validateCommand(file, { contract: 'any', json: false }).catch((error: unknown) => {
        // There is nothing to read in one of them.
        if (!(error instanceof TypeError)) throw error;
      });
    };
  },
};

/** Only the result is printed. */
const print = process.stdout.write.bind(process.stdout);
process.stdout.write = () => true;
process.stderr.write = () => true;

const use = await ENTRIES[entryPoint]?.();
if (use === undefined) process.exit(2);
const cpuMs: Record<string, number> = {};
for (const [name, make] of BODIES) {
  const body = make();
  const before = process.cpuUsage();
  await use(body);
  const { user, system } = process.cpuUsage(before);
  cpuMs[name] = Math.round((user + system) / 1_000);
}
const measured: Measured = { cpuMs, rssMb: process.resourceUsage().maxRSS / 1_000 };
print(JSON.stringify(measured), () => process.exit());
