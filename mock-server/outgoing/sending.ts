/**
 * Sends what the page asks for: a delivery once more, or a fixture.
 *
 * @module mock-server/outgoing/sending
 */
import { randomUUID } from 'node:crypto';
import { type Clock, wallTime } from '../../src/clock/clock.ts';
import { readHeader, sign } from '../../src/signature/index.ts';
import { memberOf } from '../../src/validation/pointer.ts';
import type { SendResult, Signing } from '../api/types.ts';
import type { Delivery } from '../journal/delivery.ts';
import { handedOn } from './forward.ts';
import type { OutgoingClient } from './client.ts';
import { brokenBody, payloadOfFixture } from './fixtures.ts';

/** What sending works with. */
export interface SendingContext {
  readonly clock: Clock;
  /** The receiver's own secrets. */
  readonly secrets: readonly string[];
  /** Where to, if nothing else is said. */
  readonly hookUrl: string;
  /** Reaches the receiver's own hook. */
  readonly toHook: OutgoingClient;
  /** Reaches what the address guard lets through. */
  readonly toOthers: OutgoingClient;
}

/**
 * Sends a delivery once more.
 *
 * @param delivery what arrived
 * @param request a `ReplayRequest`
 * @param context secrets, clients
 * @returns what the endpoint answered
 * @throws {TypeError} if the request is none
 */
export async function replay(
  delivery: Delivery,
  request: unknown,
  context: SendingContext,
): Promise<SendResult> {
  const signing = signingOf(request, ['as-received', 'sign', 'unsigned'], 'as-received');
  const received = handedOn(delivery.rawHeaders);
  const id = readHeader(received, 'webhook-id');
  const known = id.kind === 'one' ? id.value : undefined;
  const rawHeaders = signing === 'as-received' ? received : withoutSignature(received);
  const { body } = delivery;
  const signature = signing === 'sign' ? await signed(body, { id: known, request, context }) : [];
  return dispatch({ request, context, rawHeaders: [...rawHeaders, ...signature], body });
}

/**
 * Sends a fixture, a payload or a text.
 *
 * @param request a `SendRequest`
 * @param context secrets, clients
 * @returns what the endpoint answered
 * @throws {TypeError} if the request is none
 */
export async function sendFixture(request: unknown, context: SendingContext): Promise<SendResult> {
  const hasSecret = context.secrets.length > 0 || memberOf(request, 'secret') !== undefined;
  const signing = signingOf(request, ['sign', 'unsigned'], hasSecret ? 'sign' : 'unsigned');
  const body = bodyOf(request, context.clock);
  const signature = signing === 'sign' ? await signed(body, { id: undefined, request, context }) : [];
  // As stock Maxun's axios names itself.
  const rawHeaders = ['content-type', 'application/json', 'user-agent', 'axios/1.7.0', ...signature];
  return dispatch({ request, context, rawHeaders, body });
}

function signingOf(request: unknown, known: readonly Signing[], otherwise: Signing): Signing {
  const given = memberOf(request, 'signing') ?? otherwise;
  const signing = known.find((name) => name === given);
  if (signing === undefined) throw new TypeError(`signing: expected ${known.join(', ')}.`);
  return signing;
}

async function signed(
  body: Uint8Array,
  { id, request, context }: { id: string | undefined; request: unknown; context: SendingContext },
): Promise<string[]> {
  const secret = textOf(request, 'secret') ?? context.secrets[0];
  if (secret === undefined) throw new TypeError('secret: there is none to sign with; give one.');
  const timestamp = Math.floor(wallTime(context.clock) / 1000);
  const headers = await sign(body, { id: id ?? `msg_${randomUUID()}`, secrets: [secret], timestamp });
  return Object.entries<string>(headers).flat();
}

function withoutSignature(rawHeaders: readonly string[]): string[] {
  return rawHeaders.filter((_, index) => !/^webhook-/i.test(rawHeaders[index - (index % 2)] ?? ''));
}

async function dispatch({
  request,
  context: { hookUrl, toHook, toOthers },
  ...outgoing
}: {
  request: unknown;
  context: SendingContext;
  rawHeaders: readonly string[];
  body: Uint8Array;
}): Promise<SendResult> {
  const url = textOf(request, 'url');
  const isHook = url === undefined || url === hookUrl;
  return (isHook ? toHook : toOthers).send({ ...outgoing, method: 'POST', url: url ?? hookUrl });
}

function bodyOf(request: unknown, clock: Clock): Uint8Array {
  const body = textOf(request, 'body');
  if (body !== undefined) return Buffer.from(body);
  const [name, fault] = [textOf(request, 'fixture'), textOf(request, 'fault')];
  if (fault !== undefined) return brokenBody(fault, name, clock);
  const payload = memberOf(request, 'payload') ?? payloadOfFixture(name, clock);
  for (const [path, value] of Object.entries(memberOf(request, 'set') ?? {})) put(payload, path, value);
  return Buffer.from(JSON.stringify(payload));
}

/** Puts a value at a dotted path, making what is missing on the way. */
function put(root: unknown, path: string, value: unknown): void {
  const keys = path.split('.');
  const last = keys.pop() ?? '';
  let parent = root;
  for (const key of keys) {
    if (memberOf(parent, key) === undefined) define(parent, { key, value: {}, path });
    parent = memberOf(parent, key);
  }
  define(parent, { key: last, value, path });
}

function define(parent: unknown, { key, value, path }: { key: string; value: unknown; path: string }): void {
  if (typeof parent !== 'object' || parent === null || key === '') {
    throw new TypeError(`set: there is no place ${path} in the payload.`);
  }
  // Defined, not assigned: `__proto__` is a key like any other.
  Object.defineProperty(parent, key, { value, enumerable: true, writable: true, configurable: true });
}

function textOf(request: unknown, key: string): string | undefined {
  const value = memberOf(request, key);
  if (value === undefined || typeof value === 'string') return value;
  throw new TypeError(`${key}: expected a text.`);
}
