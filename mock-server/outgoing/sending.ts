/**
 * Sends the requests of the page: a delivery again, or a fixture.
 *
 * @module mock-server/outgoing/sending
 */
import { randomUUID } from 'node:crypto';
import { type Clock, wallTime } from '../../src/clock/clock.ts';
import { readHeader, sign } from '../../src/signature/index.ts';
import { fixture } from '../../src/simulate/index.ts';
import { applyEdits, editAt } from '../../src/simulate/payload-edits.ts';
import { maskUrl } from '../api/masking.ts';
import type { ReplayRequest, SendRequest, SendResult } from '../api/types.ts';
import type { Delivery } from '../journal/delivery.ts';
import { type OutgoingClient, sendResultOf } from './client.ts';
import { brokenBody, fixtureName } from './fixtures.ts';
import { withoutHopByHop } from './forward.ts';

/** The context of a request to send. */
export interface SendingContext {
  readonly clock: Clock;
  /** The receiver's own secrets. */
  readonly secrets: readonly string[];
  /** Where to, if the request names no URL. */
  readonly hookUrl: string;
  /** Reaches the receiver's own hook. */
  readonly toHook: OutgoingClient;
  /** Reaches what the address guard lets through. */
  readonly toOthers: OutgoingClient;
}

/**
 * Sends a delivery again.
 *
 * @param delivery what arrived
 * @param request how
 * @param context secrets, clients
 * @returns the response of the endpoint
 * @throws {TypeError} if the body was not read whole, or there is no secret to sign with
 */
export async function replay(
  delivery: Delivery,
  request: ReplayRequest,
  context: SendingContext,
): Promise<SendResult> {
  if (!delivery.isComplete) {
    throw new TypeError('The body of this delivery was not read whole, so it cannot be sent again.');
  }
  const { signing = 'as-received' } = request;
  const received = withoutHopByHop(delivery.rawHeaders);
  const id = readHeader(received, 'webhook-id');
  const known = id.kind === 'one' ? id.value : undefined;
  const rawHeaders = signing === 'as-received' ? received : withoutSignature(received);
  const { body, method } = delivery;
  const signature = signing === 'sign' ? await signed(body, { id: known, request, context }) : [];
  return dispatch({ request, context, method, rawHeaders: [...rawHeaders, ...signature], body });
}

/**
 * Sends a fixture, a payload or a text.
 *
 * @param request what and how
 * @param context secrets, clients
 * @returns the response of the endpoint
 * @throws {TypeError} if the fixture is unknown, or a secret to sign with is missing
 * @throws {RangeError} if the payload cannot have a field at a place of `set`
 */
export async function sendFixture(request: SendRequest, context: SendingContext): Promise<SendResult> {
  const hasSecret = context.secrets.length > 0 || request.secret !== undefined;
  const { signing = hasSecret ? 'sign' : 'unsigned' } = request;
  const body = bodyOf(request, context.clock);
  const signature = signing === 'sign' ? await signed(body, { id: undefined, request, context }) : [];
  // The user agent of stock Maxun's axios.
  const rawHeaders = ['content-type', 'application/json', 'user-agent', 'axios/1.7.0', ...signature];
  return dispatch({ request, context, method: 'POST', rawHeaders, body });
}

async function signed(
  body: Uint8Array,
  { id, request, context }: { id: string | undefined; request: ReplayRequest; context: SendingContext },
): Promise<string[]> {
  const secret = request.secret ?? context.secrets[0];
  if (secret === undefined) throw new TypeError('secret: signing needs a secret, and none was given.');
  const timestamp = Math.floor(wallTime(context.clock) / 1000);
  const headers = await sign(body, { id: id ?? `msg_${randomUUID()}`, secrets: [secret], timestamp });
  return Object.entries<string>(headers).flat();
}

function withoutSignature(rawHeaders: readonly string[]): string[] {
  return rawHeaders.filter((_, index) => !/^webhook-/i.test(rawHeaders[index - (index % 2)] ?? ''));
}

async function dispatch({
  request: { url },
  context: { hookUrl, toHook, toOthers },
  ...outgoing
}: {
  request: { readonly url?: string };
  context: SendingContext;
  method: string;
  rawHeaders: readonly string[];
  body: Uint8Array;
}): Promise<SendResult> {
  const target = url ?? hookUrl;
  const exchange = await (target === hookUrl ? toHook : toOthers).send({ ...outgoing, url: target });
  return sendResultOf(maskUrl(target), exchange);
}

function bodyOf({ body, fixture: name, fault, payload, set = {} }: SendRequest, clock: Clock): Uint8Array {
  if (body !== undefined) return Buffer.from(body);
  if (fault !== undefined) return brokenBody(fault, name, clock);
  const edits = Object.entries(set).map(([place, value]) => editAt(place, value));
  const value = applyEdits(payload ?? fixture(fixtureName(name), undefined, { clock }), edits);
  return Buffer.from(JSON.stringify(value));
}
