/**
 * What the queue calls for each delivery that is due: find the endpoint, ask its gate, attempt, answer.
 *
 * @module send/attempt/deliverer
 */
import { type Clock, wallTime } from '../../clock/clock.ts';
import { DeliveryError } from '../../errors/index.ts';
import {
  HANDLER_FAULT_DELAY_MS,
  type HandlerAnswer,
  type HandlerContext,
  type JsonObject,
  type QueueDelivery,
  type QueueWorker,
} from '../../queue/queue.ts';
import { answerTo, askedDelay, type Judged, noteOf } from './outcome.ts';
import { attempt, type Verdict } from './attempt.ts';
import { attemptEventOf, type EndedAttempt } from '../events/attempt-event.ts';
import type { Directory, Found } from '../endpoint/endpoint-registry.ts';
import type { PreparedEndpoint } from '../endpoint/endpoint.ts';
import { Gate, type Pass } from '../endpoint/endpoint-limiter.ts';
import type { Transport } from '../http/transport.ts';
import type { DeliverySubject, Observer } from '../events/observer.ts';

/** What a {@link Deliverer} works with. */
export interface DelivererParts {
  readonly directory: Directory;
  readonly transport: Transport;
  readonly observer: Observer;
  readonly clock: Clock;
  readonly random: () => number;
  /** Longest wait that an endpoint may ask for, in milliseconds. */
  readonly maxRetryAfterMs: number;
  /** How long every attempt at an endpoint may fail before it is disabled, in milliseconds. */
  readonly disableAfterMs: number;
  /** The worker that calls, once it runs. */
  readonly worker: () => QueueWorker | undefined;
}

/** How long deliveries to an endpoint that is not known wait before it is asked for again, in milliseconds. */
const UNKNOWN_WAIT_MS = 30_000;
/** How long they wait where a resolver failed, in milliseconds. */
const RESOLVER_WAIT_MS = 5_000;
/**
 * Gates that are kept before those at rest are forgotten: where each event has a callback URL of its own, there are as many
 * endpoints as events.
 */
const KEPT_GATES = 10_000;

/** Delivers for one sender. */
export class Deliverer {
  readonly #parts: DelivererParts;
  readonly #gates = new Map<string, Gate>();
  #keptGates = KEPT_GATES;
  readonly #disabled = new Set<string>();
  readonly #unknown = new Set<string>();
  readonly #signals = new WeakSet<AbortSignal>();
  readonly #now = (): number => this.#parts.clock.now();

  /** @param parts what it works with */
  constructor(parts: DelivererParts) {
    this.#parts = parts;
  }

  /**
   * @param delivery that is due
   * @param context with the signal that ends it
   * @returns what becomes of it
   */
  deliver(delivery: QueueDelivery, context: HandlerContext): HandlerAnswer | Promise<HandlerAnswer> {
    this.#watch(context.signal);
    const found = this.#parts.directory.find(delivery.endpoint, contextOf(delivery));
    if (!(found instanceof Promise)) return this.#deliverTo(found, delivery);
    return found.then(
      (endpoint) => this.#deliverTo(endpoint, delivery),
      (cause: unknown) => this.#resolverFailed(delivery, cause),
    );
  }

  /** @param endpoint id of an endpoint that nothing is kept for: that it failed is of no use any more */
  drop(endpoint: string): void {
    this.#gates.delete(endpoint);
    this.#disabled.delete(endpoint);
  }

  #deliverTo(found: Found, delivery: QueueDelivery): HandlerAnswer | Promise<HandlerAnswer> {
    if (found === 'gone') return this.#giveUp(delivery, '', 'ERR_WEBHOOK_ENDPOINT_UNKNOWN');
    if (found === 'unknown') return this.#wait(delivery);
    const gate = this.#gateOf(found);
    const admission = gate.admit(this.#parts.clock.now());
    if ('until' in admission) return this.#putOff(delivery, admission.until);
    return this.#attempt(delivery, found, { gate, pass: admission.pass });
  }

  /**
   * @param endpoint id of an endpoint
   * @returns how many attempts at it may be under way at once
   */
  limitOf(endpoint: string): number {
    // An endpoint that is met for the first time is probed: one attempt.
    return this.#gates.get(endpoint)?.limit(this.#now) ?? 1;
  }

  /**
   * What waited for the endpoint to be known may go.
   *
   * @param endpoint id of an endpoint; of all that are waited for where it is left out
   */
  release(endpoint?: string): void {
    for (const id of endpoint === undefined ? this.#unknown : [endpoint]) {
      if (this.#unknown.delete(id)) this.#hold(id, this.#parts.clock.now());
    }
  }

  /** @param endpoint id of an endpoint that was enabled again: it starts as if it had never been met */
  forget(endpoint: string): void {
    this.#disabled.delete(endpoint);
    this.#gates.delete(endpoint);
    this.#hold(endpoint, this.#parts.clock.now());
  }

  async #attempt(
    delivery: QueueDelivery,
    endpoint: PreparedEndpoint,
    { gate, pass }: { readonly gate: Gate; readonly pass: Pass },
  ): Promise<HandlerAnswer> {
    const { clock, observer, transport } = this.#parts;
    const subject = subjectOf(delivery, endpoint.host);
    const startedAt = clock.now();
    const span = observer.telemetry?.startAttempt(subject, delivery.attempt);
    if (endpoint.ratePerSecond !== undefined) this.#hold(endpoint.id, gate.restUntil(startedAt));
    const verdict = await attempt(delivery, endpoint, { transport, now: wallTime(clock) });
    const now = clock.now();
    gate.settle(pass, verdict.health, now);
    const failingForMs = gate.failingFor(now);
    const answer = this.#answerTo(delivery, { verdict, endpoint, now, failingForMs });
    this.#regulate(endpoint, gate, { verdict, pass, now });
    const ended = { delivery, verdict, answer, startedAt, now };
    span?.end(attemptEventOf(subject, ended));
    this.#tell(subject, ended);
    return answer;
  }

  /** A schedule is the caller's own: where it is broken, the delivery waits, and is not lost. */
  #answerTo(delivery: QueueDelivery, judged: Judged): HandlerAnswer {
    try {
      return answerTo(delivery, judged, this.#parts);
    } catch (cause) {
      const message =
        `the schedule of the endpoint ${delivery.endpoint} threw, or answered what is no delay: correct it; ` +
        `until then its deliveries are tried again every ${HANDLER_FAULT_DELAY_MS / 1_000} s`;
      const { attempt } = delivery;
      const fault = new DeliveryError('ERR_WEBHOOK_HANDLER_FAILED', message, { attempt, cause });
      this.#parts.observer.tell('problem', fault);
      return { outcome: 'retry', at: judged.now + HANDLER_FAULT_DELAY_MS, note: noteOf(judged.verdict) };
    }
  }

  /** Passes on to the engine, and to those who listen, what the attempt changed at the gate. */
  #regulate(
    endpoint: PreparedEndpoint,
    gate: Gate,
    { verdict, pass, now }: { readonly verdict: Verdict; readonly pass: Pass; readonly now: number },
  ): void {
    const asked = askedDelay(verdict, now, this.#parts.maxRetryAfterMs);
    if (asked > 0) gate.hold(now + asked);
    const restUntil = gate.restUntil(now);
    if (restUntil > now || pass.isProbe) this.#hold(endpoint.id, restUntil);
    if (verdict.ok || (verdict.health !== 'overloaded' && restUntil <= now)) return;
    const { id, host } = endpoint;
    const { code, status } = verdict;
    if (code === 'ERR_WEBHOOK_ENDPOINT_GONE') return;
    const { concurrency } = gate;
    this.#parts.observer.tell('throttled', {
      endpoint: id,
      host,
      code,
      status,
      until: restUntil,
      concurrency,
    });
  }

  #tell(subject: DeliverySubject, ended: EndedAttempt): void {
    const { observer } = this.#parts;
    const { delivery, verdict, answer, now } = ended;
    if (!verdict.ok && verdict.code === 'ERR_WEBHOOK_ATTEMPT_ABORTED') return;
    if (observer.wants('attempt')) observer.tell('attempt', attemptEventOf(subject, ended));
    const { attempt: attempts, enqueuedAt } = delivery;
    if (verdict.ok) {
      if (!observer.wants('delivered')) return;
      const { id, endpoint, host, eventType } = subject;
      const latencyMs = now - enqueuedAt;
      observer.tell('delivered', {
        id,
        endpoint,
        host,
        eventType,
        attempts,
        status: verdict.status,
        latencyMs,
      });
      return;
    }
    const { code: reason, status } = verdict;
    const { endpoint, host } = subject;
    if (answer.outcome === 'dead') observer.tell('dead', { ...subject, attempts, reason, status });
    if (answer.outcome !== 'park' || this.#disabled.has(endpoint)) return;
    // Those that were under way get their 410 too; the owner is told once.
    this.#disabled.add(endpoint);
    observer.tell('disabled', { endpoint, host, reason });
  }

  #giveUp(delivery: QueueDelivery, host: string, reason: 'ERR_WEBHOOK_ENDPOINT_UNKNOWN'): HandlerAnswer {
    const attempts = delivery.attempt - 1;
    this.#parts.observer.tell('dead', { ...subjectOf(delivery, host), attempts, reason });
    return { outcome: 'dead', reason, note: { code: reason } };
  }

  #wait(delivery: QueueDelivery): HandlerAnswer {
    const { endpoint } = delivery;
    if (!this.#unknown.has(endpoint)) {
      this.#unknown.add(endpoint);
      this.#parts.observer.tell(
        'problem',
        new DeliveryError(
          'ERR_WEBHOOK_ENDPOINT_UNKNOWN',
          `deliveries wait for the endpoint ${endpoint}, whose URL and secret this process was not given: ` +
            'name it in the "endpoints" of createSender, or send to it',
        ),
      );
    }
    return this.#putOff(delivery, this.#parts.clock.now() + UNKNOWN_WAIT_MS);
  }

  #resolverFailed(delivery: QueueDelivery, cause: unknown): HandlerAnswer {
    const message = `the endpoint ${delivery.endpoint} could not be looked up: its deliveries wait, and it is asked for again`;
    const error = new DeliveryError('ERR_WEBHOOK_ENDPOINT_UNKNOWN', message, { cause });
    this.#parts.observer.tell('problem', error);
    return this.#putOff(delivery, this.#parts.clock.now() + RESOLVER_WAIT_MS);
  }

  /** The hold keeps it back; its own due time stays in the past, so that it goes as soon as the hold is lifted. */
  #putOff({ endpoint, dueAt }: QueueDelivery, until: number): HandlerAnswer {
    const isHeld = this.#hold(endpoint, until);
    return { outcome: 'retry', at: isHeld ? dueAt : until, countsAsAttempt: false };
  }

  #hold(endpoint: string, until: number): boolean {
    const worker = this.#parts.worker();
    worker?.hold(endpoint, until);
    return worker !== undefined;
  }

  #gateOf({ id, concurrency, ratePerSecond }: PreparedEndpoint): Gate {
    let gate = this.#gates.get(id);
    if (gate === undefined) {
      if (this.#gates.size >= this.#keptGates) this.#forgetGatesAtRest();
      gate = new Gate({ concurrency, ratePerSecond }, this.#parts.clock.now(), this.#parts.random);
      this.#gates.set(id, gate);
    } else gate.configure({ concurrency, ratePerSecond });
    return gate;
  }

  /** Twice as many as are left may come before the next look, so that looking costs little for each. */
  #forgetGatesAtRest(): void {
    const now = this.#parts.clock.now();
    for (const [id, gate] of this.#gates) if (gate.isAtRest(now)) this.#gates.delete(id);
    this.#keptGates = Math.max(2 * this.#gates.size, KEPT_GATES);
  }

  /** One listener per signal, however many deliveries share it. */
  #watch(signal: AbortSignal): void {
    if (this.#signals.has(signal)) return;
    this.#signals.add(signal);
    const abort = (): void => this.#parts.transport.abortAll();
    if (signal.aborted) abort();
    else signal.addEventListener('abort', abort, { once: true });
  }
}

function subjectOf({ id, endpoint, metadata }: QueueDelivery, host: string): DeliverySubject {
  const { event, host: storedHost } = metadata as Partial<Record<string, unknown>>;
  return {
    id,
    endpoint,
    host: host || (typeof storedHost === 'string' ? storedHost : ''),
    eventType: typeof event === 'string' ? event : '',
  };
}

function contextOf({ metadata }: QueueDelivery): JsonObject {
  const { context } = metadata;
  return typeof context === 'object' && context !== null && !Array.isArray(context)
    ? (context as JsonObject)
    : {};
}
