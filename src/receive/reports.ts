/**
 * Tells listeners what went wrong and where payloads differ, or prints it where nobody listens: beside the answer, never
 * instead of it.
 *
 * @module receive/reports
 */
import { eventTypes } from '#generated/events.js';
import {
  PayloadError,
  type SignatureExplanation,
  type WebhookError,
  type WebhookErrorCode,
} from '../errors/index.ts';
import type { ProblemLog } from '../errors/problem-log.ts';
import { statusOf } from './answer.ts';
import type { IncomingDelivery } from './delivery.ts';
import { DriftTally } from './drift-counters.ts';
import type { OpenedParts } from './open.ts';
import type { HandlerContext } from './opened-delivery.ts';
import type { ErrorContext } from './receiver.ts';
import type { Callback, Registry } from './registry.ts';

/** What keeps the runtime alive for work after the answer. */
export interface Background {
  waitUntil?: IncomingDelivery['waitUntil'] | undefined;
}

/** What an error is about. */
export interface About {
  readonly incoming: Pick<IncomingDelivery, 'headers'> & Background;
  readonly parts?: OpenedParts | undefined;
  /** The attempt of an inbox that failed; `retryAt` in milliseconds since 1970, nothing if it was the last. */
  readonly attempt?: { readonly number: number; readonly retryAt: number | undefined };
  /** Explains a signature that was refused. */
  readonly explain?: () => Promise<SignatureExplanation | undefined>;
}

/** Calls listeners. What they throw is printed: a delivery does not depend on them. */
export class Reports {
  readonly #registry: Registry;
  readonly #log: ProblemLog;
  #tally: DriftTally | undefined;

  constructor(registry: Registry, log: ProblemLog) {
    this.#registry = registry;
    this.#log = log;
  }

  /**
   * @returns counters of drift, from now on
   * @throws {TypeError} if a delivery has arrived, and drift is not counted yet
   */
  countDrift(): DriftTally {
    if (this.#tally === undefined) this.#registry.assertOpen();
    return (this.#tally ??= new DriftTally());
  }

  /**
   * Reports an error.
   *
   * @param error why the delivery was refused
   * @param about the delivery
   */
  error(error: WebhookError, about: About): void {
    const { incoming, parts, explain, attempt } = about;
    const listeners = this.#registry.listeners.error;
    // What is in an inbox was answered long ago.
    const status = attempt === undefined ? statusOf(error.code) : 200;
    if (listeners.length === 0) {
      const level = levelOf(error.code, statusOf(error.code));
      this.#log.report(error.code, describeError(error, status, attempt), level);
      return;
    }
    const context: ErrorContext = {
      status,
      headers: incoming.headers,
      async explain() {
        await nextTask();
        return explain?.();
      },
      ...(parts && { id: parts.identity.key, eventType: parts.eventType }),
      ...(attempt && { attempt: attempt.number }),
      ...(attempt?.retryAt !== undefined && { retryAt: attempt.retryAt }),
    };
    inBackground(async () => this.#callAll(listeners, error, context), incoming);
  }

  /**
   * Prints that a delivery was answered 200, and no handler was called for it.
   *
   * @param parts the delivery
   * @param isConflict whether it is the second, contradictory failure of a run
   */
  unhandled(parts: OpenedParts, isConflict: boolean): void {
    const { kind, message } = describeUnhandled(parts, isConflict);
    this.#log.report(`unhandled ${kind}`, message);
  }

  /**
   * Reports how a handled payload differs from the contracts, if anybody wants to know, once the answer is on its way.
   *
   * @param context of the delivery
   * @param incoming the request, which may keep the runtime alive
   */
  drift(context: HandlerContext, incoming: Background): void {
    const listeners = this.#registry.listeners.drift;
    const tally = this.#tally;
    if (listeners.length === 0 && tally === undefined) return;
    inBackground(async () => {
      await nextTask();
      const { documented, observed } = context.drift;
      tally?.add(context.drift);
      if (documented.length + observed.length > 0) await this.#callAll(listeners, context);
    }, incoming);
  }

  /**
   * Reports what in a handled run is unusual for its robot, if anybody wants to know, once the answer is on its way.
   *
   * @param context of the delivery
   * @param incoming the request
   */
  quality(context: HandlerContext, incoming: Background): void {
    const listeners = this.#registry.listeners.quality;
    if (listeners.length === 0) return;
    inBackground(async () => {
      await nextTask();
      if (context.quality.length > 0) await this.#callAll(listeners, context);
    }, incoming);
  }

  async #callAll(listeners: readonly Callback[], ...given: readonly unknown[]): Promise<void> {
    for (const listener of listeners) {
      try {
        await (listener as (...given: readonly unknown[]) => unknown)(...given);
      } catch (error) {
        const message = `A listener (onError, onDrift or onQuality) failed, which is ignored: ${describeThrown(error)}`;
        this.#log.report('listener', message, 'error');
      }
    }
  }
}

function inBackground(work: () => Promise<void>, { waitUntil }: Background): void {
  const done = work().catch(() => undefined);
  try {
    waitUntil?.(done);
  } catch {
    // The runtime no longer waits for this request. The work was begun, and the answer does not depend on it.
  }
}

async function nextTask(): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, 0);
  });
}

/** An error where this server is at fault; a full or busy receiver is not. */
function levelOf(code: WebhookErrorCode, status: number): 'warn' | 'error' {
  const isBusy = code === 'ERR_WEBHOOK_DELIVERY_IN_PROGRESS' || code === 'ERR_WEBHOOK_RECEIVER_BUSY';
  return status < 500 || isBusy ? 'warn' : 'error';
}

/** A line for the log: without a body or a value of the payload, which an issue's own message quotes. */
function describeError(error: WebhookError, status: number, attempt: About['attempt']): string {
  const { code, message, cause } = error;
  const reason = error instanceof PayloadError && error.issues.length > 0 ? describeIssues(error) : message;
  const hasCause = cause !== undefined && (status >= 500 || attempt !== undefined);
  const thrown = hasCause ? ` Cause: ${describeThrown(cause)}` : '';
  const event = attempt === undefined ? `A delivery was answered ${status}.` : describeAttempt(attempt);
  return `${event} ${code}: ${reason}${thrown}`;
}

function describeAttempt({ number, retryAt }: NonNullable<About['attempt']>): string {
  const next =
    retryAt === undefined
      ? 'the delivery is a dead letter: receiver.replay() tries it again'
      : `it is tried again at ${new Date(retryAt).toISOString()}`;
  return `Attempt ${number} to handle a delivery failed; ${next}.`;
}

const LISTED_ISSUES = 3;

function describeIssues({ issues }: PayloadError): string {
  const listed = issues.slice(0, LISTED_ISSUES).map(({ path, kind, expected }) => {
    return `${path.slice(0, 100) || 'the payload'} (${kind}: expected ${expected})`;
  });
  const more = issues.length > LISTED_ISSUES ? `, and ${issues.length - LISTED_ISSUES} more` : '';
  return (
    `The payload does not match the documented contract at ${listed.join(', ')}${more}. ` +
    "validation: 'report' takes what Maxun servers really send."
  );
}

/** What was thrown and where: the name, the message, and the first line of the stack that is a place in the code. */
export function describeThrown(thrown: unknown): string {
  try {
    if (!(thrown instanceof Error)) return String(thrown).slice(0, 300);
    const place = /^ +at .*$/m.exec(thrown.stack ?? '')?.[0].trim();
    return `${thrown.name}: ${thrown.message.slice(0, 300)}${place === undefined ? '' : ` (${place})`}`;
  } catch {
    return 'something that throws when it is read';
  }
}

function describeUnhandled(parts: OpenedParts, isConflict: boolean): { kind: string; message: string } {
  const { eventType, shape, isJudged } = parts;
  const dropped = 'was answered 200 and dropped';
  if (isConflict) {
    const message = `A second, contradictory failure of a run ${dropped}: register receiver.onConflict(…) to see it.`;
    return { kind: 'conflict', message };
  }
  const isKnownType = (eventTypes as readonly string[]).includes(eventType);
  const name = JSON.stringify(eventType.slice(0, 60));
  if (isKnownType && (shape !== 'unknown' || !isJudged)) {
    const message = `A delivery of ${name} ${dropped}: register receiver.on('${eventType}', …), or onOther(…) for all others.`;
    return { kind: eventType, message };
  }
  const found = isKnownType ? 'whose payload has no known shape' : 'which is not a known event type';
  const message = `A delivery of ${name}, ${found}, ${dropped}: register receiver.onOther(…) to keep such deliveries.`;
  return { kind: 'unknown', message };
}
