/**
 * Passes events on: to listeners, `diagnostics_channel`, OpenTelemetry, and to a logger or else the console.
 *
 * Events contain ids, host names, statuses and codes; never a secret, a URL or a body.
 *
 * @module send/events/observer
 */
import { channel, type Channel } from 'node:diagnostics_channel';
import { DeliveryError, WebhookError } from '../../errors/index.ts';
import { type NeededMethods, requireFunction, requireMethods, requireOneOf } from '../../errors/options.ts';
import { ProblemLog } from '../../errors/problem-log.ts';
import { printedOf } from './printed-events.ts';
import type { DeadEvent, DeliveredEvent, Logger, SenderEvents } from './sender-events.ts';
import type { OpenTelemetry } from './open-telemetry.ts';
import { Telemetry } from './telemetry.ts';

/** Where a sender's events go, apart from its listeners. */
export interface ObserverOptions {
  readonly logger?: Logger | undefined;
  readonly silent?: boolean | undefined;
  readonly openTelemetry?: OpenTelemetry | undefined;
  /** Gives the time in milliseconds. */
  readonly now: () => number;
}

type EventName = keyof SenderEvents;
type Listener<Name extends EventName> = (event: SenderEvents[Name]) => void;

const LOG: { readonly [Name in EventName]: readonly [keyof Logger, string] } = {
  attempt: ['debug', 'webhook attempted'],
  delivered: ['info', 'webhook delivered'],
  dead: ['error', 'webhook given up'],
  disabled: ['error', 'webhook endpoint disabled'],
  throttled: ['warn', 'webhook endpoint throttled'],
  problem: ['error', 'webhook sender has a problem'],
};
const LOGGER: NeededMethods<Logger> = {
  methods: ['debug', 'info', 'warn', 'error'],
  expected: 'an object with the functions debug, info, warn and error',
};
const NAMES = Object.keys(LOG) as EventName[];

/** Emits a sender's events. */
export class Observer {
  readonly telemetry: Telemetry | undefined;
  readonly #logger: Logger | undefined;
  readonly #problemLog: ProblemLog;
  readonly #listeners = new Map<EventName, Set<(event: never) => unknown>>();
  readonly #channels = new Map<EventName, Channel>(
    NAMES.map((name) => [name, channel(`maxun-webhooks:${name}`)]),
  );

  /**
   * @param options logger, `silent`, OpenTelemetry, time
   * @throws {TypeError} if the logger has not all functions
   */
  constructor({ logger, silent, openTelemetry, now }: ObserverOptions) {
    this.#logger = logger && requireMethods('logger', logger, LOGGER);
    this.#problemLog = new ProblemLog({ silent, now });
    const onFault = (cause: unknown): void => this.#emitTelemetryFault(cause);
    this.telemetry = openTelemetry === undefined ? undefined : new Telemetry(openTelemetry, onFault);
  }

  /**
   * @param name of the events
   * @param listener called with each
   * @throws {TypeError} if the name is not that of an event, or the listener is not a function
   */
  on<Name extends EventName>(name: Name, listener: Listener<Name>): void {
    requireOneOf('the name of the event', name, NAMES);
    requireFunction(`the listener of '${name}'`, listener);
    this.#listeners.set(name, (this.#listeners.get(name) ?? new Set()).add(listener));
  }

  /**
   * @param name of the events
   * @param listener to remove
   */
  off<Name extends EventName>(name: Name, listener: Listener<Name>): void {
    this.#listeners.get(name)?.delete(listener);
  }

  /**
   * @param name of an event
   * @returns whether anything receives it: if not, the event need not be built
   */
  hasListeners(name: EventName): boolean {
    // Telemetry gets only the end of a delivery.
    const isMeasured = this.telemetry !== undefined && (name === 'delivered' || name === 'dead');
    return this.#logger !== undefined || isMeasured || this.#isHeard(name);
  }

  /**
   * @param name of the event
   * @param event what happened
   */
  emit<Name extends EventName>(name: Name, event: SenderEvents[Name]): void {
    const isHeard = this.#isHeard(name);
    if (this.#channels.get(name)?.hasSubscribers === true) this.#channels.get(name)?.publish(event);
    if (name === 'delivered' || name === 'dead') {
      this.telemetry?.recordEnd(name, event as DeliveredEvent | DeadEvent);
    }
    for (const listener of this.#listeners.get(name) ?? []) this.#call(name, () => listener(event as never));
    const logger = this.#logger;
    const [level, message] = LOG[name];
    if (logger !== undefined) this.#call(name, () => logger[level](fieldsOf(event), message));
    else if (!isHeard || name === 'attempt') this.#print(name, event);
  }

  #isHeard(name: EventName): boolean {
    return (this.#listeners.get(name)?.size ?? 0) > 0 || this.#channels.get(name)?.hasSubscribers === true;
  }

  #print<Name extends EventName>(name: Name, event: SenderEvents[Name]): void {
    const printed = printedOf(name, event);
    if (printed !== undefined) this.#problemLog.report(printed.kind, printed.message, 'error');
  }

  /** If a listener throws, deliveries continue, and the other listeners get the event. */
  #call(name: EventName, listener: () => unknown): void {
    try {
      const result = listener();
      // An unhandled rejection would end the process.
      if (result instanceof Promise) result.catch((cause: unknown) => this.#emitFault(name, cause));
    } catch (cause) {
      this.#emitFault(name, cause);
    }
  }

  #emitTelemetryFault(cause: unknown): void {
    const message =
      'the API of OpenTelemetry threw: correct it, its calls must not throw; the delivery continues';
    this.emit('problem', new DeliveryError('ERR_WEBHOOK_HANDLER_FAILED', message, { cause }));
  }

  #emitFault(name: EventName, cause: unknown): void {
    if (name === 'problem') return;
    const message = `a listener of "${name}" threw: correct it, listeners must not throw; the delivery continues`;
    this.emit('problem', new DeliveryError('ERR_WEBHOOK_HANDLER_FAILED', message, { cause }));
  }
}

function fieldsOf(event: object): object {
  if (!(event instanceof WebhookError)) return { ...event };
  // Not the error itself: its cause comes from other code and may contain anything.
  return { code: event.code, problem: event.message };
}
