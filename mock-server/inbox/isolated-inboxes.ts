/**
 * Boundaries: an address of its own for each test that shares a receiver. What comes to one after it was closed is
 * reported, and counted to nobody.
 *
 * @module mock-server/inbox/isolated-inboxes
 */
import { randomUUID } from 'node:crypto';
import { DeliveryError } from '../../src/errors/index.ts';
import type { Destination } from '../journal/entry.ts';
import { type Inbox, OpenInbox, type InboxOptions } from './inbox.ts';

/** An address of its own at a receiver, until it is closed. */
export interface Boundary extends Inbox, Disposable {
  /** Closes it: who waits is told, and what comes later is reported. */
  close(): void;
}

/** What stands in the path between the hook and the name of a boundary. */
const SEPARATOR = '/~';

/** The address of the hook and of every boundary. */
export class Boundaries {
  /** The hook itself. */
  readonly hook: OpenInbox;
  readonly #hookPath: string;
  readonly #open = new Map<string, OpenInbox>();
  readonly #make: (name: string | undefined) => InboxOptions;

  /**
   * @param hookPath path of the hook
   * @param make says what the inbox of a boundary is made with; `undefined` for the hook
   */
  constructor(hookPath: string, make: (name: string | undefined) => InboxOptions) {
    this.#hookPath = hookPath;
    this.#make = make;
    this.hook = new OpenInbox(make(undefined));
  }

  /** Opens a boundary. */
  open(): Boundary {
    const name = randomUUID();
    const inbox = new OpenInbox(this.#make(name));
    this.#open.set(name, inbox);
    const close = (): void => {
      if (!this.#open.delete(name)) return;
      inbox.waiting.fail(closed('The boundary'));
    };
    return Object.assign(inbox, { close, [Symbol.dispose]: close });
  }

  /**
   * Tells whose a path is.
   *
   * @param path without its query
   * @returns `undefined` if it is neither the hook nor a boundary
   */
  destinationOf(path: string): Destination | undefined {
    if (path === this.#hookPath) return HOOK;
    const start = `${this.#hookPath}${SEPARATOR}`;
    if (!path.startsWith(start)) return undefined;
    const boundary = path.slice(start.length);
    return { boundary, late: !this.#open.has(boundary) };
  }

  /**
   * The inbox of an address.
   *
   * @param destination whose it is
   * @returns `undefined` where it was closed
   */
  inboxOf({ boundary }: Destination): OpenInbox | undefined {
    return boundary === undefined ? this.hook : this.#open.get(boundary);
  }

  /**
   * The address of a boundary.
   *
   * @param hookPath path of the hook
   * @param name of the boundary; `undefined` for the hook
   */
  static pathOf(hookPath: string, name: string | undefined): string {
    return name === undefined ? hookPath : `${hookPath}${SEPARATOR}${name}`;
  }

  /** Closes them all, the hook too: who waits is told. */
  close(): void {
    for (const inbox of [this.hook, ...this.#open.values()]) inbox.waiting.fail(closed('The receiver'));
    this.#open.clear();
  }
}

const HOOK: Destination = { boundary: undefined, late: false };

function closed(what: string): DeliveryError {
  return new DeliveryError(
    'ERR_WEBHOOK_RECEIVER_CLOSED',
    `${what} was closed while a delivery was waited for.`,
  );
}
