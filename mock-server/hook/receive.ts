/**
 * Receives a delivery: reads, judges and keeps it, then answers as the script, the endpoint behind, or the verdict says.
 *
 * @module mock-server/hook/receive
 */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { type Clock, wallTime } from '../../src/clock/clock.ts';
import type { Boundaries } from '../inbox/isolated-inboxes.ts';
import type { Delivery } from '../journal/delivery.ts';
import type { Forward } from '../outgoing/forward.ts';
import { ABORTED, BY_VERDICT, type GivenAnswer, type Grounds, replyOf } from './response.ts';
import type { Destination } from '../journal/entry.ts';
import type { Journal } from '../journal/journal.ts';
import type { Arrival, Judge } from '../verdict/judge.ts';
import { readArrival } from './read-arrival.ts';
import { type Connection, pause, perform, type Performed, send } from '../script/perform.ts';
import type { Step } from '../script/step.ts';

/** What the hook works with. */
export interface HookContext {
  readonly clock: Clock;
  readonly journal: Journal;
  readonly judge: Judge;
  readonly boundaries: Boundaries;
  readonly forward: Forward;
  readonly maxBodyBytes: number;
  /** Path of the hook. */
  readonly hookPath: string;
  /** Called with a delivery that came after its boundary, or the receiver, was closed. */
  onLate(delivery: Delivery): void;
  /** Whether the receiver was closed. */
  isClosed(): boolean;
  /** Deliveries that are being received. */
  readonly inFlight: Set<Promise<void>>;
}

interface Received {
  readonly arrival: Arrival;
  readonly grounds: Grounds;
  readonly connection: Connection;
}

/** Whose a delivery is, and what to work with. */
export interface ReceiveOptions {
  readonly destination: Destination;
  readonly context: HookContext;
}

/**
 * Receives one delivery.
 *
 * @param request whose body nobody has read
 * @param response to answer on
 * @param options whose the delivery is, and what to work with
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
  { destination, context }: ReceiveOptions,
): Promise<void> {
  const { clock, journal, judge, boundaries, maxBodyBytes } = context;
  const { url = '' } = request;
  const arrival = await readArrival(request, { maxBodyBytes, now: () => wallTime(clock), url });
  const grounds = await judge(arrival);
  const late = destination.late || context.isClosed();
  const delivery = journal.add(arrival, grounds, { ...destination, late });
  if (late) context.onLate(delivery);
  const inbox = late ? undefined : boundaries.inboxOf(destination);
  inbox?.waiting.arrived(delivery);
  const step = inbox?.steps.next(delivery);
  const connection = { response, clock, hookUrl: url };
  const answering = answer({ arrival, grounds: late ? LATE : grounds, connection }, step, context);
  // A plain answer is noted in the same turn, so that whoever waited for the delivery sees it answered.
  const given = answering instanceof Promise ? await answering : answering;
  journal.answered(delivery.id, given, wallTime(clock) - arrival.receivedAtMs);
}

const LATE: Grounds = {
  status: 410,
  shape: 'unknown',
  code: undefined,
  issues: [],
  refusal: 'The test that this address was for is over.',
};

function answer(
  received: Received,
  step: Step | undefined,
  context: HookContext,
): GivenAnswer | Promise<GivenAnswer> {
  if (step === undefined) return answerUnscripted(received, context);
  const { delayMs = 0 } = step;
  return delayMs > 0 ? answerLater({ received, step, delayMs }, context) : follow(received, step, context);
}

async function answerLater(
  { received, step, delayMs }: { received: Received; step: Step; delayMs: number },
  context: HookContext,
): Promise<GivenAnswer> {
  if (!(await pause(delayMs, received.connection))) return { ...ABORTED, by: 'script' };
  return follow(received, step, context);
}

function follow(
  received: Received,
  { action }: Step,
  context: HookContext,
): GivenAnswer | Promise<GivenAnswer> {
  if (action.type === 'pass') return answerUnscripted(received, context);
  const performed = perform(action, received.connection);
  return performed instanceof Promise ? performed.then(byScript) : byScript(performed);
}

function byScript({ kind, reply }: Performed): GivenAnswer {
  return { kind, by: 'script', reply };
}

function answerUnscripted(
  { arrival, grounds, connection: { response } }: Received,
  { forward }: HookContext,
): GivenAnswer | Promise<GivenAnswer> {
  if (forward.isOn && grounds !== LATE) {
    return forward.handOn(arrival).then((reply) => ({ ...send(response, reply), reply, by: 'forward' }));
  }
  const reply = replyOf(grounds);
  const { kind } = send(response, reply);
  if (kind === 'aborted') return ABORTED;
  return grounds === LATE ? { kind, by: 'verdict', reply } : BY_VERDICT;
}
