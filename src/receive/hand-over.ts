/**
 * Hands a delivery to its handlers, within their deadline.
 *
 * @module receive/hand-over
 */
import { DeliveryError, type WebhookError } from '../errors/index.ts';
import type { Run } from '../event/index.ts';
import { once } from '../errors/once.ts';
import { isThenable } from '../signature/raw-body.ts';
import type { CompletedFor, CompleteRun } from './completion.ts';
import type { Deadline } from './deadline.ts';
import type { OpenedParts } from './open.ts';
import { HandlerContext, type HandlerParts, runOf } from './opened-delivery.ts';
import type { Callback, Registry } from './registry.ts';
import type { Background, Reports } from './reports.ts';

/** What {@link HandOver} works with. */
export interface HandOverParts {
  readonly registry: Registry;
  readonly reports: Reports;
  /** Adds to a run what is unusual in it. */
  readonly judge: (run: Run) => Run;
  /** Completes runs; nothing where the receiver has no `complete`. */
  readonly complete: CompleteRun | undefined;
}

/** How one delivery is handed over. */
export interface HandOverOptions extends Background, HandlerParts, CompletedFor {}

/** Hands deliveries to their handlers. */
export class HandOver {
  readonly #parts: HandOverParts;

  constructor(parts: HandOverParts) {
    this.#parts = parts;
  }

  /**
   * Calls the handlers of a delivery one after the other, then reports its drift and its quality.
   *
   * @param parts the delivery
   * @param options the deadline of its handlers, and whether it is a contradiction
   * @throws {DeliveryError} ERR_WEBHOOK_HANDLER_TIMEOUT or ERR_WEBHOOK_HANDLER_FAILED
   */
  async run(parts: OpenedParts, options: HandOverOptions): Promise<void> {
    const { reports, judge, complete } = this.#parts;
    const { deadline, first } = options;
    const handlers = this.#handlersOf(parts, first);
    if (handlers.length === 0) reports.unhandled(parts, first !== undefined);
    const completed =
      handlers.length === 0 ? undefined : await complete?.(runOf(parts), parts.dateOptions, options);
    const run = once(() => judge(completed ?? runOf(parts)));
    const context = new HandlerContext(parts, run, options);
    try {
      await callAll(handlers, context, deadline);
    } catch (cause) {
      throw deadline.error ?? handlerFailed(cause);
    }
    reports.drift(context, options);
    reports.quality(context, options);
  }

  #handlersOf(parts: OpenedParts, first: string | undefined): readonly Callback[] {
    const { registry } = this.#parts;
    return first === undefined ? registry.handlersOf(parts) : registry.listeners.conflict;
  }
}

/** Only a handler that takes time is waited for: a timer would cost as much as verifying. */
async function callAll(
  handlers: readonly Callback[],
  context: HandlerContext,
  deadline: Deadline,
): Promise<void> {
  for (const handler of handlers) {
    const result = (handler as (context: HandlerContext) => unknown)(context);
    if (isThenable(result)) await deadline.wait(result);
  }
}

function handlerFailed(cause: unknown): WebhookError {
  const message = 'A handler failed: what it threw is the cause of this error.';
  return new DeliveryError('ERR_WEBHOOK_HANDLER_FAILED', message, { cause });
}
