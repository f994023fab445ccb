/**
 * Tells the world what happens: listeners, `diagnostics_channel`, a logger, OpenTelemetry.
 *
 * What is told holds ids, host names, statuses and codes. Nothing here is ever given a secret, a URL or a body.
 *
 * @module send/events/observer
 */
import { channel, type Channel } from 'node:diagnostics_channel';
import { DeliveryError, type DeliveryErrorCode, WebhookError } from '../../errors/index.ts';
import { printProblem } from '../../errors/print-problem.ts';
import { type OpenTelemetry, Telemetry } from './telemetry.ts';

/** Which delivery, and where it goes. */
export interface DeliverySubject {
  /** The delivery's id, its `webhook-id`. */
  readonly id: string;
  /** The endpoint's id, its `webhookId`. */
  readonly endpoint: string;
  /** Host and port of the endpoint. */
  readonly host: string;
  readonly eventType: string;
}

/** An attempt was made. */
export interface AttemptEvent extends DeliverySubject {
  /** Its number, from 1. */
  readonly attempt: number;
  /** When it began, in milliseconds since the epoch. */
  readonly startedAt: number;
  readonly durationMs: number;
  /** What becomes of the delivery. */
  readonly outcome: 'delivered' | 'retry' | 'dead' | 'disabled';
  /** The endpoint's HTTP status, where there was an answer. */
  readonly status?: number | undefined;
  /** Why it failed. */
  readonly code?: DeliveryErrorCode | undefined;
  /** A short text for people. */
  readonly detail?: string | undefined;
  /** When it is tried again, in milliseconds since the epoch. */
  readonly nextAttemptAt?: number | undefined;
}

/** A delivery arrived; the queue forgets it as soon as it has stored that. */
export interface DeliveredEvent extends DeliverySubject {
  /** How many attempts it took. */
  readonly attempts: number;
  readonly status: number;
  /** From the acceptance of the event to the answer, in milliseconds. */
  readonly latencyMs: number;
}

/** A delivery is given up: it is among the dead letters as soon as the queue has stored that. */
export interface DeadEvent extends DeliverySubject {
  readonly attempts: number;
  /** Why the last attempt failed. */
  readonly reason: DeliveryErrorCode;
  readonly status?: number | undefined;
}

/** An endpoint is disabled: its backlog, and what is sent to it, is kept back until `enable`. */
export interface DisabledEvent {
  readonly endpoint: string;
  readonly host: string;
  /** `ERR_WEBHOOK_ENDPOINT_GONE` for a 410; else why all attempts had failed for too long. */
  readonly reason: DeliveryErrorCode;
}

/** An endpoint is pressed less. */
export interface ThrottledEvent {
  readonly endpoint: string;
  readonly host: string;
  /** What gave rise to it. */
  readonly code: DeliveryErrorCode;
  readonly status?: number | undefined;
  /** Nothing is sent before this time, in milliseconds since the epoch. */
  readonly until: number;
  /** Attempts at once, from now on. */
  readonly concurrency: number;
}

/** What a sender tells, by name. */
export interface SenderEvents {
  attempt: AttemptEvent;
  delivered: DeliveredEvent;
  dead: DeadEvent;
  disabled: DisabledEvent;
  throttled: ThrottledEvent;
  /**
   * What no caller hears of: an endpoint that is not known, a resolver or a listener that throws. The sender goes on. Where nobody
   * listens for it and there is no logger, its code and message are printed by `console.error`.
   */
  problem: WebhookError;
}

/** A logger such as pino: an object of fields, then a message. */
export interface Logger {
  /** Each attempt. */
  readonly debug: (fields: object, message: string) => void;
  /** Each delivery that arrived. */
  readonly info: (fields: object, message: string) => void;
  /** Endpoints that are pressed less. */
  readonly warn: (fields: object, message: string) => void;
  /** What was given up or disabled, and problems. */
  readonly error: (fields: object, message: string) => void;
}

/** Where a sender's events go besides its listeners. */
export interface ObserverOptions {
  readonly logger?: Logger | undefined;
  readonly openTelemetry?: OpenTelemetry | undefined;
}

type EventName = keyof SenderEvents;
type Listener<Name extends EventName> = (event: SenderEvents[Name]) => void;

const NAMES: readonly EventName[] = ['attempt', 'delivered', 'dead', 'disabled', 'throttled', 'problem'];

const LOG: { readonly [Name in EventName]: readonly [keyof Logger, string] } = {
  attempt: ['debug', 'webhook attempted'],
  delivered: ['info', 'webhook delivered'],
  dead: ['error', 'webhook given up'],
  disabled: ['error', 'webhook endpoint disabled'],
  throttled: ['warn', 'webhook endpoint throttled'],
  problem: ['error', 'webhook sender has a problem'],
};

/** Tells a sender's events. */
export class Observer {
  readonly telemetry: Telemetry | undefined;
  readonly #logger: Logger | undefined;
  readonly #listeners = new Map<EventName, Set<(event: never) => void>>();
  readonly #channels = new Map<EventName, Channel>(
    NAMES.map((name) => [name, channel(`maxun-webhooks:${name}`)]),
  );

  /** @param options logger, OpenTelemetry */
  constructor({ logger, openTelemetry }: ObserverOptions) {
    this.#logger = logger;
    this.telemetry = openTelemetry === undefined ? undefined : new Telemetry(openTelemetry);
  }

  /**
   * @param name of the events
   * @param listener called with each
   * @throws {TypeError} if there are no events of that name, or the listener is no function
   */
  on<Name extends EventName>(name: Name, listener: Listener<Name>): void {
    if (!NAMES.includes(name)) throw new TypeError(`there is no event ${name}: expected ${NAMES.join(', ')}`);
    if (typeof listener !== 'function') throw new TypeError(`the listener of "${name}" must be a function`);
    const listeners = this.#listeners.get(name) ?? new Set();
    this.#listeners.set(name, listeners.add(listener));
  }

  /**
   * @param name of the events
   * @param listener not to be called any more
   */
  off<Name extends EventName>(name: Name, listener: Listener<Name>): void {
    this.#listeners.get(name)?.delete(listener);
  }

  /**
   * @param name of an event
   * @returns whether anybody would hear of it: what nobody hears of need not be put together
   */
  hasListeners(name: EventName): boolean {
    if (this.#logger !== undefined) return true;
    // Of the events, telemetry is told of what was settled only.
    if (this.telemetry !== undefined && (name === 'delivered' || name === 'dead')) return true;
    if (this.#channels.get(name)?.hasSubscribers === true) return true;
    return (this.#listeners.get(name)?.size ?? 0) > 0;
  }

  /**
   * @param name of the event
   * @param event what happened
   */
  emit<Name extends EventName>(name: Name, event: SenderEvents[Name]): void {
    const channel = this.#channels.get(name);
    if (channel?.hasSubscribers === true) channel.publish(event);
    if (name === 'delivered' || name === 'dead')
      this.telemetry?.settled(name, event as DeliveredEvent | DeadEvent);
    for (const listener of this.#listeners.get(name) ?? []) this.#call(name, () => listener(event as never));
    const logger = this.#logger;
    if (logger === undefined) {
      if (event instanceof WebhookError && !this.hasListeners(name)) printProblem(event);
      return;
    }
    const [level, message] = LOG[name];
    this.#call(name, () => logger[level](fieldsOf(event), message));
  }

  /** A listener's fault is its own: deliveries go on, and the others hear of the event. */
  #call(name: EventName, listener: () => unknown): void {
    try {
      const result = listener();
      // An async listener that rejects, where nobody hears of it, would end the process.
      if (result instanceof Promise) result.catch(() => this.#emitFault(name));
    } catch {
      this.#emitFault(name);
    }
  }

  #emitFault(name: EventName): void {
    if (name === 'problem') return;
    const message = `a listener of "${name}" threw: it must not, and the delivery goes on without it`;
    this.emit('problem', new DeliveryError('ERR_WEBHOOK_HANDLER_FAILED', message));
  }
}

function fieldsOf(event: object): object {
  if (!(event instanceof WebhookError)) return { ...event };
  // Not the error itself: its cause is somebody else's, and may hold anything.
  return { code: event.code, problem: event.message };
}
