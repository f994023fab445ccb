/**
 * The inbox of the hook, and isolated inboxes: an address of its own for each test that shares a receiver. A delivery
 * to a closed inbox is reported, and does not count for any test.
 *
 * @module mock-server/inbox/inboxes
 */
import { randomUUID } from 'node:crypto';
import { DeliveryError } from '../../src/errors/index.ts';
import type { Destination } from '../journal/entry.ts';
import { createInbox, type Inbox, type InboxOptions, type OpenInbox } from './inbox.ts';

/** An address of its own at a receiver, until it is closed. */
export interface IsolatedInbox extends Inbox, Disposable {
  /** Closes it: pending waits reject, and later deliveries are reported. */
  close(): void;
}

/** The part of the path between the hook and the name of an isolated inbox. */
const SEPARATOR = '/~';

/** The inbox of the hook, and every isolated one. */
export class Inboxes {
  /** The hook itself. */
  readonly hook: OpenInbox;
  readonly #hookPath: string;
  readonly #open = new Map<string, OpenInbox>();
  readonly #optionsOf: (name: string | undefined) => InboxOptions;

  /**
   * @param hookPath path of the hook
   * @param optionsOf says what an isolated inbox is made with; `undefined` for the hook
   */
  constructor(hookPath: string, optionsOf: (name: string | undefined) => InboxOptions) {
    this.#hookPath = hookPath;
    this.#optionsOf = optionsOf;
    this.hook = createInbox(optionsOf(undefined));
  }

  /** Opens an isolated inbox. */
  isolate(): IsolatedInbox {
    const name = randomUUID();
    const inbox = createInbox(this.#optionsOf(name));
    this.#open.set(name, inbox);
    const close = (): void => {
      if (this.#open.delete(name)) inbox.waiting.fail(closed('The inbox'));
    };
    return Object.assign(inbox, { close, [Symbol.dispose]: close });
  }

  /**
   * Finds the inbox of a path.
   *
   * @param path without its query
   * @returns `undefined` if it is neither that of the hook nor of an isolated inbox, open or closed
   */
  destinationOf(path: string): Destination | undefined {
    if (path === this.#hookPath) return HOOK;
    const start = `${this.#hookPath}${SEPARATOR}`;
    if (!path.startsWith(start)) return undefined;
    const inbox = path.slice(start.length);
    return { inbox, late: !this.#open.has(inbox), misdirected: false };
  }

  /**
   * The inbox of an address.
   *
   * @param destination the address
   * @returns `undefined` if a delivery there counts for no inbox
   */
  inboxOf({ inbox, late, misdirected }: Destination): OpenInbox | undefined {
    if (late || misdirected) return undefined;
    return inbox === undefined ? this.hook : this.#open.get(inbox);
  }

  /**
   * The path of an inbox.
   *
   * @param hookPath path of the hook
   * @param name of the isolated inbox; `undefined` for the hook
   */
  static pathOf(hookPath: string, name: string | undefined): string {
    return name === undefined ? hookPath : `${hookPath}${SEPARATOR}${name}`;
  }

  /** Closes all of them, the hook's too: pending waits reject. */
  close(): void {
    for (const inbox of [this.hook, ...this.#open.values()]) inbox.waiting.fail(closed('The receiver'));
    this.#open.clear();
  }
}

const HOOK: Destination = { inbox: undefined, late: false, misdirected: false };

function closed(what: string): DeliveryError {
  return new DeliveryError(
    'ERR_WEBHOOK_RECEIVER_CLOSED',
    `${what} was closed while a delivery was waited for.`,
  );
}
