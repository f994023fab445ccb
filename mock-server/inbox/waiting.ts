/**
 * Waits for deliveries without polling.
 *
 * @module mock-server/inbox/waiting
 */
import type { Clock } from '../../src/clock/clock.ts';
import { DeliveryError } from '../../src/errors/index.ts';
import { requireInteger, requireNumber } from '../../src/errors/options.ts';
import type { Delivery } from '../journal/delivery.ts';
import { assertWhere, describeWanted, isWanted, listNearest, type Wanted } from './differences.ts';

/** Below the 5,000 ms after which Vitest and Jest end a test without saying what arrived. */
const DEFAULT_TIMEOUT_MS = 4000;

/** How long to wait. */
export interface WaitOptions {
  /** Milliseconds; 4,000 by default, so that it fails with its own message before Vitest or Jest end the test after 5,000. */
  readonly timeoutMs?: number;
  /** Gives up with the signal's reason. */
  readonly signal?: AbortSignal;
}

/** Options, and the caller: the stack of an error from a timer does not include the caller. */
interface CalledOptions extends WaitOptions {
  readonly caller: Caller;
}

/** Holds the stack of a call. */
export interface Caller {
  stack?: string;
}

/**
 * Captures where a function was called.
 *
 * @param callee the function; it and the frames above it are left out
 */
export function captureCaller(callee: unknown): Caller {
  const caller: Caller = {};
  // eslint-disable-next-line typescript/no-unsafe-function-type -- Node's own declaration
  Error.captureStackTrace(caller, callee as Function);
  return caller;
}

interface Waiter {
  readonly wanted: Wanted;
  readonly count: number;
  /** How many deliveries matched so far. It is a running count, so that `where` is called once per delivery. */
  readonly found: Delivery[];
  settle(error?: Error): void;
}

/** What waiting needs to know. */
export interface WaitingContext {
  readonly clock: Clock;
  /** What has arrived so far, oldest first. */
  arrived(): readonly Delivery[];
  /** Deliveries at a path that is not an inbox. */
  misdirected(): readonly Delivery[];
}

/** The pending waits of one receiver, or of one isolated inbox. */
export class Waiting {
  readonly #context: WaitingContext;
  readonly #waiters = new Set<Waiter>();

  /** @param context the clock, and what has arrived so far */
  constructor(context: WaitingContext) {
    this.#context = context;
  }

  /**
   * Waits until `count` deliveries have arrived; those that arrived before count too.
   *
   * @param count how many
   * @param wanted which
   * @param options how long
   * @returns the first `count` of them, oldest first
   * @throws {DeliveryError} ERR_WEBHOOK_WAIT_TIMEOUT; its message lists what did arrive
   */
  async wait(count: number, wanted: Wanted, options: CalledOptions): Promise<readonly Delivery[]> {
    const { timeoutMs = DEFAULT_TIMEOUT_MS, signal, caller } = options;
    requireInteger('count', count);
    requireNumber('timeoutMs', timeoutMs, { min: 0, max: Infinity });
    assertWhere(wanted.where);
    signal?.throwIfAborted();
    const found = this.#context.arrived().filter((delivery) => isWanted(delivery, wanted));
    if (found.length >= count) return found.slice(0, count);
    return this.#register({ wanted, count, found }, { timeoutMs, signal, caller });
  }

  /**
   * Passes a delivery that arrived to the pending waits.
   *
   * @param delivery the delivery
   */
  arrived(delivery: Delivery): void {
    for (const waiter of this.#waiters) this.#offer(waiter, delivery);
  }

  /**
   * Rejects all pending waits.
   *
   * @param reason the error for each
   */
  fail(reason: Error): void {
    for (const waiter of this.#waiters) waiter.settle(reason);
  }

  #offer(waiter: Waiter, delivery: Delivery): void {
    try {
      if (isWanted(delivery, waiter.wanted)) waiter.found.push(delivery);
      if (waiter.found.length >= waiter.count) waiter.settle();
    } catch (error) {
      waiter.settle(error instanceof Error ? error : new Error(String(error)));
    }
  }

  async #register(
    { wanted, count, found }: Omit<Waiter, 'settle'>,
    { timeoutMs, signal, caller }: { timeoutMs: number; signal: AbortSignal | undefined; caller: Caller },
  ): Promise<readonly Delivery[]> {
    return new Promise((resolve, reject) => {
      const settle = (error?: Error): void => {
        cancel();
        signal?.removeEventListener('abort', abort);
        this.#waiters.delete(waiter);
        if (error === undefined) resolve(found);
        else reject(isOurs(error) ? calledFrom(error, caller) : error);
      };
      const waiter: Waiter = { wanted, count, found, settle };
      const cancel = this.#context.clock.after(timeoutMs, () => settle(this.#timeout(waiter, timeoutMs)));
      const abort = (): void => settle(reasonOf(signal));
      signal?.addEventListener('abort', abort);
      this.#waiters.add(waiter);
    });
  }

  #timeout({ wanted, count, found }: Waiter, timeoutMs: number): DeliveryError {
    const what = count === 1 ? describeWanted(wanted) : `${count} of ${describeWanted(wanted)}`;
    const some = found.length === 0 ? '' : ` (${found.length} of ${count} came)`;
    const list = listNearest(this.#context.arrived(), wanted);
    const lost = lostNote(this.#context.misdirected());
    return new DeliveryError(
      'ERR_WEBHOOK_WAIT_TIMEOUT',
      `Waited ${timeoutMs} ms for ${what}${some}. ${list}${lost}`,
    );
  }
}

const ABORTED = 'Waiting was aborted.';

/** Jest's tests have an `Error` of their own: the reason of a signal of Node is not one of it. */
function reasonOf(signal: AbortSignal | undefined): Error {
  const reason: unknown = signal?.reason;
  return reason instanceof Error ? reason : new Error(ABORTED, { cause: reason });
}

function isOurs(error: Error): boolean {
  return error instanceof DeliveryError || error.message === ABORTED;
}

function lostNote(misdirected: readonly Delivery[]): string {
  const [first] = misdirected;
  if (first === undefined) return '';
  const path = first.url.replace(/\?.*$/s, '');
  return `\n${misdirected.length} came to another path, such as ${first.method} ${path}: send to the URL of the receiver.`;
}

/** Gives an error the stack of the test that waited, so that the runner points there. */
function calledFrom(error: Error, { stack = '' }: Caller): Error {
  const frames = stack.slice(stack.indexOf('\n    at '));
  error.stack = `${error.name}: ${error.message}${frames}`;
  return error;
}
