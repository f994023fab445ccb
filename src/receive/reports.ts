/**
 * Tells listeners what went wrong, and where payloads differ: beside the answer, never instead of it.
 *
 * @module receive/reports
 */
import type { SignatureExplanation, WebhookError } from '../errors/index.ts';
import type { IncomingDelivery } from './delivery.ts';
import type { DriftTally } from './drift-counters.ts';
import type { OpenedParts } from './open.ts';
import type { Handled } from './opened.ts';
import type { ErrorContext } from './receiver.ts';
import type { Callback, Registry } from './registry.ts';
import { statusOf } from './status.ts';

/** What an error is about. */
export interface About {
  readonly incoming: IncomingDelivery;
  readonly parts: OpenedParts | undefined;
  /** Explains a signature that was refused. */
  readonly explain?: () => Promise<SignatureExplanation | undefined>;
}

/** Calls listeners. What they throw is ignored: a delivery does not depend on them. */
export class Reports {
  readonly #registry: Registry;
  readonly #tally: () => DriftTally | undefined;

  /**
   * @param registry holds the listeners
   * @param tally the counters of drift, where somebody has asked for them
   */
  constructor(registry: Registry, tally: () => DriftTally | undefined) {
    this.#registry = registry;
    this.#tally = tally;
  }

  /**
   * Reports an error.
   *
   * @param error why the delivery was refused
   * @param about the delivery
   */
  error(error: WebhookError, { incoming, parts, explain }: About): void {
    const listeners = this.#registry.listeners('error');
    if (listeners.length === 0) {
      if (isOwnFault(error)) print(error);
      return;
    }
    const context: ErrorContext = {
      status: statusOf(error.code),
      headers: incoming.headers,
      async explain() {
        await nextTask();
        return explain?.();
      },
      ...(parts && { id: parts.identity.key, eventType: parts.eventType }),
    };
    inBackground(async () => callAll(listeners, error, context), incoming);
  }

  /**
   * Reports how a handled payload differs from the contracts, if anybody wants to know, once the answer is on its way.
   *
   * @param context of the delivery
   * @param incoming the request
   */
  drift(context: Handled, incoming: IncomingDelivery): void {
    const listeners = this.#registry.listeners('drift');
    const tally = this.#tally();
    if (listeners.length === 0 && tally === undefined) return;
    inBackground(async () => {
      await nextTask();
      const { documented, observed } = context.drift;
      tally?.add(context.drift);
      if (documented.length + observed.length > 0) await callAll(listeners, context);
    }, incoming);
  }
}

async function callAll(listeners: readonly Callback[], ...given: readonly unknown[]): Promise<void> {
  for (const listener of listeners) {
    try {
      await (listener as (...given: readonly unknown[]) => unknown)(...given);
    } catch {
      // A listener has no part in the delivery, and there is nobody left to tell.
    }
  }
}

function inBackground(work: () => Promise<void>, { waitUntil }: IncomingDelivery): void {
  const done = work().catch(() => undefined);
  try {
    waitUntil?.(done);
  } catch {
    // The runtime has let go of the request already. The work was begun, and the answer does not depend on it.
  }
}

async function nextTask(): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, 0);
  });
}

/** What the sender cannot be blamed for; that a delivery is being handled is nobody's fault. */
function isOwnFault({ code }: WebhookError): boolean {
  return statusOf(code) >= 500 && code !== 'ERR_WEBHOOK_DELIVERY_IN_PROGRESS';
}

function print(error: WebhookError): void {
  // Without a listener, a handler's own mistake would be seen nowhere: not by the sender, not by its author.
  /* eslint-disable no-console */
  try {
    console.error(error);
  } catch {
    // The cause is anything that a handler threw, and may refuse to be looked at.
    console.error(`${error.code}: ${error.message}`);
  }
  /* eslint-enable no-console */
}
