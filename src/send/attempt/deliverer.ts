/**
 * The queue's handler: finds the endpoint of a due delivery, asks its limiter, makes the attempt, and decides the outcome
 * of the delivery.
 *
 * @module send/attempt/deliverer
 */
import { type Clock, wallTime } from '../../clock/clock.ts';
import { DeliveryError } from '../../errors/index.ts';
import { isRecord } from '../../errors/is-record.ts';
import { HANDLER_FAULT_DELAY_MS } from '../../queue/limits.ts';
import type {
  HandlerAnswer,
  HandlerContext,
  JsonObject,
  QueueDelivery,
  QueueWorker,
} from '../../queue/queue.ts';
import type { EndpointLimiter, Permit } from '../endpoint/endpoint-limiter.ts';
import { EndpointLimiters } from '../endpoint/endpoint-limiters.ts';
import type { EndpointRegistry, LookupResult } from '../endpoint/endpoint-registry.ts';
import type { PreparedEndpoint } from '../endpoint/prepared-endpoint.ts';
import { attemptEventOf, deadEventOf, deliveredEventOf, subjectOf } from '../events/delivery-events.ts';
import type { Observer } from '../events/observer.ts';
import type { Transport } from '../http/transport.ts';
import { RESOLVER_FAULT_WAIT_MS, UNKNOWN_ENDPOINT_WAIT_MS } from '../limits.ts';
import { attempt } from './attempt.ts';
import { type EndedAttempt, noteOf, outcomeOf, type OutcomeRules, requestedDelay } from './outcome.ts';

/** The parts that a {@link Deliverer} needs. */
export interface DelivererParts extends OutcomeRules {
  readonly registry: EndpointRegistry;
  readonly transport: Transport;
  readonly observer: Observer;
  readonly clock: Clock;
  /** The worker that calls the deliverer, once it runs. */
  readonly worker: () => QueueWorker | undefined;
}

interface Admitted {
  readonly endpoint: PreparedEndpoint;
  readonly limiter: EndpointLimiter;
  readonly permit: Permit;
}

/** Delivers for one sender. */
export class Deliverer {
  readonly #parts: DelivererParts;
  readonly #limiters: EndpointLimiters;
  /** Endpoints that were reported as disabled: other running attempts can get their 410 later. */
  readonly #disabled = new Set<string>();
  /** Unknown endpoints for which deliveries wait. */
  readonly #unknown = new Set<string>();
  readonly #signals = new WeakSet<AbortSignal>();

  /** @param parts that it needs */
  constructor(parts: DelivererParts) {
    this.#parts = parts;
    this.#limiters = new EndpointLimiters(parts.clock, parts.random);
  }

  /**
   * @param delivery that is due
   * @param context with the signal that ends it
   * @returns the answer for the queue
   */
  deliver(delivery: QueueDelivery, { signal }: HandlerContext): HandlerAnswer | Promise<HandlerAnswer> {
    this.#abortWith(signal);
    const found = this.#parts.registry.find(delivery.endpoint, contextOf(delivery));
    if (!(found instanceof Promise)) return this.#deliverTo(found, delivery);
    return found.then(
      (endpoint) => this.#deliverTo(endpoint, delivery),
      (cause: unknown) => this.#resolverFailed(delivery, cause),
    );
  }

  /**
   * @param endpoint id of an endpoint
   * @returns how many attempts at it may run at the same time
   */
  limitOf(endpoint: string): number {
    return this.#limiters.limitOf(endpoint);
  }

  /** @param endpoint id of an endpoint without deliveries: its failures are forgotten */
  forget(endpoint: string): void {
    this.#limiters.delete(endpoint);
    this.#disabled.delete(endpoint);
  }

  /** @param endpoint id of an endpoint that was enabled again: it starts like a new one */
  restart(endpoint: string): void {
    this.forget(endpoint);
    this.#hold(endpoint, this.#parts.clock.now());
  }

  /**
   * Ends the wait for unknown endpoints.
   *
   * @param endpoint id of an endpoint. Default: all of them
   */
  release(endpoint?: string): void {
    for (const id of endpoint === undefined ? this.#unknown : [endpoint]) {
      if (this.#unknown.delete(id)) this.#hold(id, this.#parts.clock.now());
    }
  }

  #deliverTo(endpoint: LookupResult, delivery: QueueDelivery): HandlerAnswer | Promise<HandlerAnswer> {
    if (endpoint === 'gone') return this.#giveUp(delivery);
    if (endpoint === 'unknown') return this.#waitForEndpoint(delivery);
    const limiter = this.#limiters.get(endpoint.id, endpoint);
    const admission = limiter.admit(this.#parts.clock.now());
    if ('until' in admission) return this.#putOff(delivery, admission.until);
    return this.#attempt(delivery, { endpoint, limiter, permit: admission.permit });
  }

  async #attempt(delivery: QueueDelivery, admitted: Admitted): Promise<HandlerAnswer> {
    const { endpoint, limiter, permit } = admitted;
    const { clock, observer, registry, transport } = this.#parts;
    const subject = subjectOf(delivery, endpoint.host);
    const startedAt = clock.now();
    const span = observer.telemetry?.startAttempt(subject, delivery.attempt);
    if (endpoint.ratePerSecond !== undefined) this.#hold(endpoint.id, limiter.blockedUntil(startedAt));
    const result = await attempt(delivery, endpoint, { transport, now: wallTime(clock) });
    const now = clock.now();
    limiter.release(permit, result.health, now);
    const failingForMs = limiter.failingFor(now);
    const hasMoved = !result.ok && registry.hasMoved(endpoint);
    const ended = { delivery, subject, endpoint, result, startedAt, now, failingForMs, hasMoved };
    const outcome = this.#outcomeOf(ended);
    this.#regulate(ended, admitted);
    span?.end(attemptEventOf(ended, outcome));
    this.#emit(ended, outcome);
    return outcome;
  }

  /** The caller provides the schedule: if it fails, the delivery waits and is not lost. */
  #outcomeOf(ended: EndedAttempt): HandlerAnswer {
    try {
      return outcomeOf(ended, this.#parts);
    } catch (cause) {
      const { delivery, result, now } = ended;
      const message =
        `the schedule of the endpoint ${delivery.endpoint} threw, or returned something that is not a delay: correct it; ` +
        `until then its deliveries are tried again every ${HANDLER_FAULT_DELAY_MS / 1_000} s`;
      const { attempt } = delivery;
      const fault = new DeliveryError('ERR_WEBHOOK_HANDLER_FAILED', message, { attempt, cause });
      this.#parts.observer.emit('problem', fault);
      return { outcome: 'retry', dueAt: now + HANDLER_FAULT_DELAY_MS, note: noteOf(result) };
    }
  }

  /** Applies an attempt's effect on its endpoint (hold, throttle, disable), and emits the events. */
  #regulate({ result, now }: EndedAttempt, { endpoint, limiter, permit }: Admitted): void {
    const { maxRetryAfterMs, observer } = this.#parts;
    const { id, host } = endpoint;
    const requestedMs = requestedDelay(result, now, maxRetryAfterMs);
    if (requestedMs > 0) limiter.pause(now + requestedMs);
    const until = limiter.blockedUntil(now);
    if (until > now || permit.isProbe) this.#hold(id, until);
    if (result.ok || result.code === 'ERR_WEBHOOK_ENDPOINT_GONE') return;
    if (result.health !== 'overloaded' && until <= now) return;
    const { code, status } = result;
    observer.emit('throttled', { endpoint: id, host, code, status, until, concurrency: limiter.concurrency });
  }

  #emit(ended: EndedAttempt, outcome: HandlerAnswer): void {
    const { observer } = this.#parts;
    const { result, endpoint } = ended;
    if (!result.ok && result.code === 'ERR_WEBHOOK_ATTEMPT_ABORTED') return;
    if (!result.ok || observer.hasListeners('attempt')) {
      observer.emit('attempt', attemptEventOf(ended, outcome));
    }
    if (result.ok) {
      if (observer.hasListeners('delivered')) observer.emit('delivered', deliveredEventOf(ended));
    } else if (outcome.outcome === 'dead') {
      observer.emit('dead', deadEventOf(ended, result));
    } else if (outcome.outcome === 'disable' && !this.#disabled.has(endpoint.id)) {
      this.#disabled.add(endpoint.id);
      observer.emit('disabled', { endpoint: endpoint.id, host: endpoint.host, reason: result.code });
    }
  }

  #giveUp(delivery: QueueDelivery): HandlerAnswer {
    const reason = 'ERR_WEBHOOK_ENDPOINT_UNKNOWN';
    const attempts = delivery.attempt - 1;
    this.#parts.observer.emit('dead', { ...subjectOf(delivery), attempts, reason });
    return { outcome: 'dead', reason, note: { code: reason } };
  }

  #waitForEndpoint(delivery: QueueDelivery): HandlerAnswer {
    const { endpoint } = delivery;
    if (!this.#unknown.has(endpoint)) {
      this.#unknown.add(endpoint);
      const message =
        `deliveries wait for the endpoint ${endpoint}, whose URL and secret this process was not given: ` +
        'name it in the "endpoints" of createSender, or send to it';
      this.#parts.observer.emit('problem', new DeliveryError('ERR_WEBHOOK_ENDPOINT_UNKNOWN', message));
    }
    return this.#putOff(delivery, this.#parts.clock.now() + UNKNOWN_ENDPOINT_WAIT_MS);
  }

  #resolverFailed(delivery: QueueDelivery, cause: unknown): HandlerAnswer {
    const message =
      `the endpoint ${delivery.endpoint} could not be looked up: correct the function "endpoints" of createSender, or ` +
      'what it asks; the deliveries wait, and it is called again';
    const error = new DeliveryError('ERR_WEBHOOK_ENDPOINT_UNKNOWN', message, { cause });
    this.#parts.observer.emit('problem', error);
    return this.#putOff(delivery, this.#parts.clock.now() + RESOLVER_FAULT_WAIT_MS);
  }

  /** The hold delays it; its due time stays in the past, so that it starts as soon as the hold ends. */
  #putOff({ endpoint, dueAt }: QueueDelivery, until: number): HandlerAnswer {
    const isHeld = this.#hold(endpoint, until);
    return { outcome: 'retry', dueAt: isHeld ? dueAt : until, countsAsAttempt: false };
  }

  #hold(endpoint: string, until: number): boolean {
    const worker = this.#parts.worker();
    worker?.hold(endpoint, until);
    return worker !== undefined;
  }

  /** One listener per signal, however many deliveries share it. */
  #abortWith(signal: AbortSignal): void {
    if (this.#signals.has(signal)) return;
    this.#signals.add(signal);
    const abort = (): void => this.#parts.transport.abortAll();
    if (signal.aborted) abort();
    else signal.addEventListener('abort', abort, { once: true });
  }
}

function contextOf({ metadata: { context } }: QueueDelivery): JsonObject {
  return isRecord(context) ? context : {};
}
