/**
 * What the queue calls for each delivery that is due: find the endpoint, ask its limiter, attempt, answer.
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
import { outcomeOf, requestedDelay, type EndedAttemptAtEndpoint, noteOf } from './outcome.ts';
import { attempt, type Verdict } from './attempt.ts';
import { attemptEventOf, type EndedAttempt } from '../events/attempt-event.ts';
import type { EndpointRegistry, Found } from '../endpoint/endpoint-registry.ts';
import type { PreparedEndpoint } from '../endpoint/endpoint.ts';
import { EndpointLimiter, type Permit } from '../endpoint/endpoint-limiter.ts';
import type { Transport } from '../http/transport.ts';
import type { DeliverySubject, Observer } from '../events/observer.ts';

/** What a {@link Deliverer} works with. */
export interface DelivererParts {
  readonly registry: EndpointRegistry;
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
const MAX_IDLE_LIMITERS = 10_000;

/** Delivers for one sender. */
export class Deliverer {
  readonly #parts: DelivererParts;
  readonly #limiters = new Map<string, EndpointLimiter>();
  #maxLimiters = MAX_IDLE_LIMITERS;
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
    const found = this.#parts.registry.find(delivery.endpoint, contextOf(delivery));
    if (!(found instanceof Promise)) return this.#deliverTo(found, delivery);
    return found.then(
      (endpoint) => this.#deliverTo(endpoint, delivery),
      (cause: unknown) => this.#resolverFailed(delivery, cause),
    );
  }

  /** @param endpoint id of an endpoint that nothing is kept for: that it failed is of no use any more */
  drop(endpoint: string): void {
    this.#limiters.delete(endpoint);
    this.#disabled.delete(endpoint);
  }

  #deliverTo(found: Found, delivery: QueueDelivery): HandlerAnswer | Promise<HandlerAnswer> {
    if (found === 'gone') return this.#giveUp(delivery, '', 'ERR_WEBHOOK_ENDPOINT_UNKNOWN');
    if (found === 'unknown') return this.#wait(delivery);
    const limiter = this.#limiterOf(found);
    const admission = limiter.admit(this.#parts.clock.now());
    if ('until' in admission) return this.#putOff(delivery, admission.until);
    return this.#attempt(delivery, found, { limiter, permit: admission.permit });
  }

  /**
   * @param endpoint id of an endpoint
   * @returns how many attempts at it may be under way at once
   */
  limitOf(endpoint: string): number {
    // An endpoint that is met for the first time is probed: one attempt.
    return this.#limiters.get(endpoint)?.limit(this.#now) ?? 1;
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
    this.#limiters.delete(endpoint);
    this.#hold(endpoint, this.#parts.clock.now());
  }

  async #attempt(
    delivery: QueueDelivery,
    endpoint: PreparedEndpoint,
    { limiter, permit }: { readonly limiter: EndpointLimiter; readonly permit: Permit },
  ): Promise<HandlerAnswer> {
    const { clock, observer, transport } = this.#parts;
    const subject = subjectOf(delivery, endpoint.host);
    const startedAt = clock.now();
    const span = observer.telemetry?.startAttempt(subject, delivery.attempt);
    if (endpoint.ratePerSecond !== undefined) this.#hold(endpoint.id, limiter.blockedUntil(startedAt));
    const verdict = await attempt(delivery, endpoint, { transport, now: wallTime(clock) });
    const now = clock.now();
    limiter.settle(permit, verdict.health, now);
    const failingForMs = limiter.failingFor(now);
    const answer = this.#outcomeOf(delivery, { verdict, endpoint, now, failingForMs });
    this.#regulate(endpoint, limiter, { verdict, permit, now });
    const ended = { delivery, verdict, answer, startedAt, now };
    span?.end(attemptEventOf(subject, ended));
    this.#tell(subject, ended);
    return answer;
  }

  /** A schedule is the caller's own: where it is broken, the delivery waits, and is not lost. */
  #outcomeOf(delivery: QueueDelivery, ended: EndedAttemptAtEndpoint): HandlerAnswer {
    try {
      return outcomeOf(delivery, ended, this.#parts);
    } catch (cause) {
      const message =
        `the schedule of the endpoint ${delivery.endpoint} threw, or answered what is no delay: correct it; ` +
        `until then its deliveries are tried again every ${HANDLER_FAULT_DELAY_MS / 1_000} s`;
      const { attempt } = delivery;
      const fault = new DeliveryError('ERR_WEBHOOK_HANDLER_FAILED', message, { attempt, cause });
      this.#parts.observer.emit('problem', fault);
      return { outcome: 'retry', at: ended.now + HANDLER_FAULT_DELAY_MS, note: noteOf(ended.verdict) };
    }
  }

  /** Passes on to the engine, and to those who listen, what the attempt changed at the limiter. */
  #regulate(
    endpoint: PreparedEndpoint,
    limiter: EndpointLimiter,
    { verdict, permit, now }: { readonly verdict: Verdict; readonly permit: Permit; readonly now: number },
  ): void {
    const asked = requestedDelay(verdict, now, this.#parts.maxRetryAfterMs);
    if (asked > 0) limiter.hold(now + asked);
    const blockedUntil = limiter.blockedUntil(now);
    if (blockedUntil > now || permit.isProbe) this.#hold(endpoint.id, blockedUntil);
    if (verdict.ok || (verdict.health !== 'overloaded' && blockedUntil <= now)) return;
    const { id, host } = endpoint;
    const { code, status } = verdict;
    if (code === 'ERR_WEBHOOK_ENDPOINT_GONE') return;
    const { concurrency } = limiter;
    this.#parts.observer.emit('throttled', {
      endpoint: id,
      host,
      code,
      status,
      until: blockedUntil,
      concurrency,
    });
  }

  #tell(subject: DeliverySubject, ended: EndedAttempt): void {
    const { observer } = this.#parts;
    const { delivery, verdict, answer, now } = ended;
    if (!verdict.ok && verdict.code === 'ERR_WEBHOOK_ATTEMPT_ABORTED') return;
    if (observer.hasListeners('attempt')) observer.emit('attempt', attemptEventOf(subject, ended));
    const { attempt: attempts, enqueuedAt } = delivery;
    if (verdict.ok) {
      if (!observer.hasListeners('delivered')) return;
      const { id, endpoint, host, eventType } = subject;
      const latencyMs = now - enqueuedAt;
      observer.emit('delivered', {
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
    if (answer.outcome === 'dead') observer.emit('dead', { ...subject, attempts, reason, status });
    if (answer.outcome !== 'disable' || this.#disabled.has(endpoint)) return;
    // Those that were under way get their 410 too; the owner is told once.
    this.#disabled.add(endpoint);
    observer.emit('disabled', { endpoint, host, reason });
  }

  #giveUp(delivery: QueueDelivery, host: string, reason: 'ERR_WEBHOOK_ENDPOINT_UNKNOWN'): HandlerAnswer {
    const attempts = delivery.attempt - 1;
    this.#parts.observer.emit('dead', { ...subjectOf(delivery, host), attempts, reason });
    return { outcome: 'dead', reason, note: { code: reason } };
  }

  #wait(delivery: QueueDelivery): HandlerAnswer {
    const { endpoint } = delivery;
    if (!this.#unknown.has(endpoint)) {
      this.#unknown.add(endpoint);
      this.#parts.observer.emit(
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
    this.#parts.observer.emit('problem', error);
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

  #limiterOf({ id, concurrency, ratePerSecond }: PreparedEndpoint): EndpointLimiter {
    let limiter = this.#limiters.get(id);
    if (limiter === undefined) {
      if (this.#limiters.size >= this.#maxLimiters) this.#forgetIdleLimiters();
      limiter = new EndpointLimiter(
        { concurrency, ratePerSecond },
        this.#parts.clock.now(),
        this.#parts.random,
      );
      this.#limiters.set(id, limiter);
    } else limiter.configure({ concurrency, ratePerSecond });
    return limiter;
  }

  /** Twice as many as are left may come before the next look, so that looking costs little for each. */
  #forgetIdleLimiters(): void {
    const now = this.#parts.clock.now();
    for (const [id, limiter] of this.#limiters) if (limiter.isIdle(now)) this.#limiters.delete(id);
    this.#maxLimiters = Math.max(2 * this.#limiters.size, MAX_IDLE_LIMITERS);
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
