/**
 * Receives a delivery: reads, judges and keeps it, then responds as the script, the forward endpoint or the verdict decides.
 *
 * @module mock-server/hook/receive
 */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { type Clock, wallTime } from '../../src/clock/clock.ts';
import type { BytesInFlight } from '../../src/receive/bytes-in-flight.ts';
import type { Inboxes } from '../inbox/inboxes.ts';
import type { Delivery } from '../journal/delivery.ts';
import type { Destination } from '../journal/entry.ts';
import type { Journal } from '../journal/journal.ts';
import type { Forward } from '../outgoing/forward.ts';
import { type Connection, pause, perform, type Performed, send } from '../script/perform.ts';
import type { Step } from '../script/step.ts';
import type { Judge, Judgement } from '../verdict/judge.ts';
import { type Arrival, readArrival } from './read-arrival.ts';
import { type ReplyGrounds, replyTo, type Response } from './response.ts';

/** What the hook works with. */
export interface HookContext {
  readonly clock: Clock;
  readonly journal: Journal;
  readonly judge: Judge;
  readonly inboxes: Inboxes;
  readonly forward: Forward;
  readonly maxBodyBytes: number;
  readonly bytesInFlight: BytesInFlight;
  /** Called with a delivery that arrived after its inbox, or the receiver, was closed. */
  onLate(delivery: Delivery): void;
  /** Whether the receiver was closed. */
  isClosed(): boolean;
  /** Deliveries that are being received. */
  readonly inFlight: Set<Promise<void>>;
}

/** The address of a delivery, and the context. */
export interface ReceiveOptions {
  readonly destination: Destination;
  readonly context: HookContext;
}

interface Received {
  readonly arrival: Arrival;
  readonly grounds: ReplyGrounds;
  readonly connection: Connection;
  readonly destination: Destination;
}

/**
 * Receives one delivery.
 *
 * @param request whose body nobody has read
 * @param response to answer on
 * @param options the address of the delivery, and the context
 */
export async function receive(
  request: IncomingMessage,
  response: ServerResponse,
  options: ReceiveOptions,
): Promise<void> {
  const { inFlight } = options.context;
  const receiving = receiveOne(request, response, options);
  inFlight.add(receiving);
  try {
    await receiving;
  } finally {
    inFlight.delete(receiving);
  }
}

async function receiveOne(
  request: IncomingMessage,
  response: ServerResponse,
  { destination: address, context }: ReceiveOptions,
): Promise<void> {
  const { clock, journal, judge, inboxes, maxBodyBytes, bytesInFlight } = context;
  const arrival = await readArrival(request, { maxBodyBytes, bytesInFlight, now: () => wallTime(clock) });
  const { url } = arrival;
  const destination = { ...address, late: address.late || context.isClosed() };
  const judgement = { ...(await judge(arrival)), ...(destination.misdirected ? wrongPath(url) : {}) };
  const delivery = journal.add(arrival, judgement, destination);
  if (destination.late) context.onLate(delivery);
  const inbox = inboxes.inboxOf(destination);
  inbox?.waiting.arrived(delivery);
  const step = inbox?.steps.next(delivery);
  const connection = { response, clock, hookUrl: url };
  const grounds = groundsOf(judgement, destination);
  const responding = respond({ arrival, grounds, connection, destination }, step, context);
  // A plain response is recorded in the same tick, so that a test that waits for the delivery sees the response.
  const responded = responding instanceof Promise ? await responding : responding;
  journal.responded(delivery, responded, wallTime(clock) - arrival.receivedAtMs);
}

function wrongPath(url: string): Partial<Judgement> {
  const path = url.replace(/\?.*$/s, '').slice(0, 100);
  const refusal = `The path ${path} is not the path of the hook: register the URL exactly as the receiver shows it.`;
  return { expectedStatus: 404, code: undefined, refusal };
}

/** Does not tell a stranger where the hook is, or what was found. */
function groundsOf(judgement: Judgement, { late, misdirected }: Destination): ReplyGrounds {
  if (late) return { ...NOTHING, expectedStatus: 410, refusal: 'This inbox was closed: its test is over.' };
  if (misdirected)
    return { ...NOTHING, expectedStatus: 404, refusal: 'Not found: there is nothing at this path.' };
  return judgement;
}

const NOTHING = { shape: 'unknown', code: undefined, explanation: undefined, issues: [] } as const;

function respond(
  received: Received,
  step: Step | undefined,
  context: HookContext,
): Response | Promise<Response> {
  if (step === undefined) return respondUnscripted(received, context);
  const { delayMs = 0 } = step;
  return delayMs > 0 ? respondLater({ received, step, delayMs }, context) : follow(received, step, context);
}

async function respondLater(
  { received, step, delayMs }: { received: Received; step: Step; delayMs: number },
  context: HookContext,
): Promise<Response> {
  if (!(await pause(delayMs, received.connection)))
    return { kind: 'aborted', by: 'script', reply: undefined };
  return follow(received, step, context);
}

function follow(received: Received, { action }: Step, context: HookContext): Response | Promise<Response> {
  if (action.type === 'default-reply') return respondUnscripted(received, context);
  const performed = perform(action, received.connection);
  return performed instanceof Promise ? performed.then(byScript) : byScript(performed);
}

function byScript({ kind, reply }: Performed): Response {
  return { kind, by: 'script', reply };
}

function respondUnscripted(
  { arrival, grounds, connection: { response }, destination: { late, misdirected } }: Received,
  { forward }: HookContext,
): Response | Promise<Response> {
  // A body that was not read whole is not forwarded: the signature would not match it.
  if (forward.isOn && !late && !misdirected && arrival.unread === undefined) {
    return forward.forward(arrival, response);
  }
  const reply = replyTo(grounds);
  const { kind } = send(response, reply);
  return { kind, by: 'verdict', reply: kind === 'aborted' ? undefined : reply };
}
