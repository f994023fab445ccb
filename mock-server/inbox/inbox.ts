/**
 * One address of the receiver, its hook or an isolated inbox: its script and its pending waits.
 *
 * @module mock-server/inbox/inbox
 */
import type { Delivery } from '../journal/delivery.ts';
import type { Where } from './differences.ts';
import { Script } from '../script/script.ts';
import type { ScriptPart } from '../script/step.ts';
import { captureCaller, Waiting, type WaitingContext, type WaitOptions } from './waiting.ts';

/** What can be done with the deliveries of one address. */
export interface Inbox {
  /** Where to send deliveries. */
  readonly url: string;
  /** The kept deliveries that arrived there, oldest first. */
  readonly deliveries: readonly Delivery[];
  /**
   * Sets how the next deliveries are answered, and replaces the script before: each by the first step that matches and is
   * not used up, then by the verdict.
   *
   * @param parts the steps; none to let the verdict answer
   */
  script(...parts: readonly ScriptPart[]): void;
  /**
   * Waits for a delivery; one that has arrived before counts.
   *
   * @param eventType such as `run_completed`; any where `undefined`
   * @param where fields that the run has to have, or a function
   * @param options how long: 4 s by default
   * @returns the first that fits
   * @throws {DeliveryError} ERR_WEBHOOK_WAIT_TIMEOUT; its message lists what did arrive, nearest first
   * @throws {DeliveryError} ERR_WEBHOOK_RECEIVER_CLOSED if it is closed meanwhile
   */
  readonly waitFor: (eventType?: string, where?: Where, options?: WaitOptions) => Promise<Delivery>;
  /**
   * Waits for several deliveries; those that have arrived before count.
   *
   * @param count how many
   * @param wanted `eventType` and `where`, and how long
   * @returns the first that fit, oldest first
   * @throws {DeliveryError} as `waitFor`
   */
  readonly waitForCount: (count: number, wanted?: WaitForCountOptions) => Promise<readonly Delivery[]>;
}

/** What `waitForCount` takes. */
export interface WaitForCountOptions extends WaitOptions {
  /** Any where absent. */
  readonly eventType?: string;
  readonly where?: Where;
}

/** What an inbox is made with. */
export interface InboxOptions extends WaitingContext {
  /** Known only once the receiver listens. */
  readonly url: () => string;
  /** Called after every change of the script. */
  readonly onScriptChange: () => void;
}

/** An inbox as the server sees it. */
export interface OpenInbox extends Inbox {
  readonly steps: Script;
  readonly waiting: Waiting;
}

/**
 * Makes an inbox.
 *
 * @param options its address and what it needs to know
 */
export function createInbox({ url, onScriptChange, ...context }: InboxOptions): OpenInbox {
  const steps = new Script(onScriptChange);
  const waiting = new Waiting(context);
  const waitFor: Inbox['waitFor'] = async (eventType, where, options) => {
    const caller = captureCaller(waitFor);
    const [delivery] = await waiting.wait(1, { eventType, where }, { ...options, caller });
    // `wait` resolves with exactly as many as were asked for.
    return delivery as Delivery;
  };
  const waitForCount: Inbox['waitForCount'] = async (count, { eventType, where, ...options } = {}) => {
    const caller = captureCaller(waitForCount);
    return waiting.wait(count, { eventType, where }, { ...options, caller });
  };
  return {
    steps,
    waiting,
    get url() {
      return url();
    },
    get deliveries() {
      return context.arrived();
    },
    script: (...parts) => steps.set(parts),
    waitFor,
    waitForCount,
  };
}
