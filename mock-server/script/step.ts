/**
 * The functions that a script is written with.
 *
 * @module mock-server/script/step
 */
import { requireInteger, requireNumber } from '../../src/errors/options.ts';
import type { ScriptAction, ScriptFilter, ScriptStep } from '../api/types.ts';
import type { Delivery } from '../journal/delivery.ts';

/** Whether a step is for a delivery. */
export type Predicate = (delivery: Delivery) => boolean;

/** A step as code gives it: it may have a function, which JSON cannot hold. */
export interface Step extends ScriptStep {
  /** A further condition, besides `when`. */
  readonly predicate?: Predicate | undefined;
}

/** What a script is made of: one step, or several. */
export interface ScriptPart {
  /** The steps, in their order. */
  readonly steps: readonly Step[];
}

/** One step. Each method returns a new, changed step. */
export class ScriptedStep implements ScriptPart {
  readonly #step: Step;

  /** @param step what to do, for which deliveries, how often */
  constructor(step: Step) {
    this.#step = step;
  }

  /** This one step. */
  get steps(): readonly [Step] {
    return [this.#step];
  }

  /**
   * Answers several deliveries instead of one.
   *
   * @param count how many, 1 or more
   * @throws {RangeError} if it is not a whole number of at least 1
   */
  times(count: number): ScriptedStep {
    if (!Number.isSafeInteger(count) || count < 1) {
      throw new RangeError(`times(${count}): expected a whole number of at least 1; or use always().`);
    }
    return new ScriptedStep({ ...this.#step, times: count });
  }

  /** Answers every delivery from here on. */
  always(): ScriptedStep {
    return new ScriptedStep({ ...this.#step, times: 'always' });
  }

  /**
   * Waits before it answers.
   *
   * @param ms milliseconds, from 0
   * @throws {RangeError} if it is below 0 or above an hour
   */
  delay(ms: number): ScriptedStep {
    return new ScriptedStep({ ...this.#step, delayMs: checkDelay(ms) });
  }

  /**
   * Answers only some deliveries; may be called more than once.
   *
   * @param filter fields that must match, or a function
   */
  when(filter: ScriptFilter | Predicate): ScriptedStep {
    return new ScriptedStep(narrow(this.#step, filter));
  }
}

/** The parts of a reply besides its status. */
export interface ReplyOptions {
  readonly headers?: Readonly<Record<string, string>>;
  /** A text as it is, anything else as JSON. */
  readonly body?: unknown;
}

/**
 * Answers with a status.
 *
 * @param status from 200 to 599; 200 by default
 * @param options `headers`, `body`
 * @throws {RangeError} if the status is not such a number
 * @example
 * ```ts
 * mock.script(reply(503).times(2), reply(200));
 * ```
 */
export function reply(status = 200, options: ReplyOptions = {}): ScriptedStep {
  return step({ type: 'reply', status: checkStatus(status), ...options });
}

/** Answers as the verdict says: 200, 401, 422 and so on. */
export function defaultReply(): ScriptedStep {
  return step({ type: 'default-reply' });
}

/**
 * Waits, then answers as the verdict says.
 *
 * @param ms milliseconds, from 0 to an hour
 */
export function delay(ms: number): ScriptedStep {
  return defaultReply().delay(ms);
}

/** Takes the delivery and never answers. */
export function hang(): ScriptedStep {
  return step({ type: 'hang' });
}

/** Cuts the connection with a TCP reset. */
export function reset(): ScriptedStep {
  return step({ type: 'reset' });
}

/** Ends the connection without an answer. */
export function close(): ScriptedStep {
  return step({ type: 'close' });
}

/** Answers with bytes that are not HTTP. */
export function malformed(): ScriptedStep {
  return step({ type: 'malformed' });
}

/**
 * Asks the sender to wait. Stock Maxun ignores it.
 *
 * @param value seconds, or the value of the header as it is sent, such as an HTTP date
 * @param status 429 or 503 as a rule; 503 by default
 * @see https://www.rfc-editor.org/rfc/rfc9110#name-retry-after
 */
export function retryAfter(value: number | string, status = 503): ScriptedStep {
  return reply(status, { headers: { 'retry-after': String(value) } });
}

/** What {@link slowBody} takes. */
export interface SlowBodyOptions {
  /** 200 by default. */
  readonly status?: number;
  /** `{"ok":true}` by default. */
  readonly body?: string;
  /** Milliseconds between two bytes; 1,000 by default. */
  readonly intervalMs?: number;
}

/**
 * Answers at once, and sends the body byte by byte.
 *
 * @param options `status`, `body`, `intervalMs`
 */
export function slowBody(options: SlowBodyOptions = {}): ScriptedStep {
  const { status = 200, body = '{"ok":true}', intervalMs = 1000 } = options;
  return step({
    type: 'slow-body',
    status: checkStatus(status),
    body,
    intervalMs: checkDelay(intervalMs),
  });
}

/** The statuses that redirect with a Location. */
export type RedirectStatus = 301 | 302 | 303 | 307 | 308;

/**
 * Redirects the sender. After 301, 302 and 303 stock Maxun sends an empty GET, and counts a 200 as success.
 *
 * @param location absolute, or relative to the hook; the hook itself by default
 * @param status 302 by default
 */
export function redirect(location?: string, status: RedirectStatus = 302): ScriptedStep {
  return step({ type: 'redirect', status, ...(location === undefined ? {} : { location }) });
}

/**
 * Steps for one type of event.
 *
 * @param eventType such as `run_failed`
 * @param parts what to do, in this order
 * @example
 * ```ts
 * mock.script(byEvent('run_failed', reply(500).times(2), reply(200)));
 * ```
 */
export function byEvent(eventType: string, ...parts: readonly ScriptPart[]): ScriptPart {
  return when({ eventType }, ...parts);
}

/**
 * Steps for one robot.
 *
 * @param robot its id or name
 * @param parts what to do, in this order
 */
export function byRobot(robot: string, ...parts: readonly ScriptPart[]): ScriptPart {
  return when({ robot }, ...parts);
}

/**
 * Steps for some deliveries.
 *
 * @param filter fields that must match, or a function
 * @param parts what to do, in this order
 */
export function when(filter: ScriptFilter | Predicate, ...parts: readonly ScriptPart[]): ScriptPart {
  return { steps: parts.flatMap(({ steps }) => steps.map((each) => narrow(each, filter))) };
}

function step(action: ScriptAction): ScriptedStep {
  return new ScriptedStep({ action });
}

function narrow(step: Step, filter: ScriptFilter | Predicate): Step {
  if (typeof filter === 'function') {
    const { predicate } = step;
    const both: Predicate = (delivery) => filter(delivery) && (predicate?.(delivery) ?? true);
    return { ...step, predicate: both };
  }
  return { ...step, when: { ...filter, ...step.when } };
}

function checkStatus(status: number): number {
  return requireInteger('status', status, { min: 200, max: 599 });
}

/** An hour: longer than any sender waits. */
const MAX_DELAY_MS = 3_600_000;

function checkDelay(ms: number): number {
  return requireNumber('delayMs', ms, { min: 0, max: MAX_DELAY_MS });
}
