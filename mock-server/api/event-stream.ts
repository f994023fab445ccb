/**
 * Server-sent events. A listener can resume the stream; one that reads too slowly is disconnected.
 *
 * @module mock-server/api/event-stream
 * @see https://html.spec.whatwg.org/multipage/server-sent-events.html
 */
import type { Response } from 'express';
import type { Clock } from '../../src/clock/clock.ts';
import type { Mask } from '../../src/errors/mask-values.ts';
import type { StreamEvent } from './types.ts';
import type { Delivery } from '../journal/delivery.ts';

/** Listeners at a time: pages and programs of one developer. */
const MAX_LISTENERS = 32;

/** Bytes that may wait for a slow reader before it is disconnected; it reconnects and resumes. */
const MAX_BUFFERED = 1024 * 1024;

/** Events that can be resumed from. */
const MAX_LOGGED = 2000;

/** Milliseconds between two heartbeats, which reveal a dead connection. */
const HEARTBEAT_MS = 15_000;

/** A proxy must pass each event on at once: neither keep it (as nginx does unless told) nor compress it. */
const HEADERS = {
  'content-type': 'text/event-stream',
  'cache-control': 'no-store, no-transform',
  'x-accel-buffering': 'no',
};

/** What the stream is made with. */
export interface EventStreamOptions {
  readonly clock: Clock;
  readonly mask: Mask;
  /** Marks the ids of events with this start of the receiver. */
  readonly startId: string;
  /** A delivery that is still kept. */
  find(id: string): Delivery | undefined;
}

type Logged =
  | { readonly type: 'delivery' | 'update'; readonly id: string }
  | { readonly type: 'other'; readonly event: StreamEvent };

/** The stream: all events of one tick of the event loop are sent together, each delivery once. */
export class EventStream {
  readonly #options: EventStreamOptions;
  readonly #listeners = new Set<Response>();
  readonly #log: Logged[] = [];
  /** Number of the last event that was logged. */
  #last = 0;
  #pending = new Map<string, Logged>();
  #scheduled: NodeJS.Immediate | undefined;
  #stopHeartbeat: (() => void) | undefined;

  /** @param options clock, id of this start, how to find deliveries */
  constructor(options: EventStreamOptions) {
    this.#options = options;
  }

  /** How many listen. */
  get listeners(): number {
    return this.#listeners.size;
  }

  /** Id of the last event. */
  get lastEventId(): string {
    this.#flush();
    return this.#idOf(this.#last);
  }

  /**
   * A delivery arrived or changed.
   *
   * @param type which of the two
   * @param id of the delivery
   */
  delivery(type: 'delivery' | 'update', id: string): void {
    const known = this.#pending.get(id);
    if (known === undefined) this.#pending.set(id, { type, id });
    this.#schedule();
  }

  /**
   * Something else happened.
   *
   * @param event what
   */
  emit(event: StreamEvent): void {
    if (event.type === 'cleared') this.#forgetDeliveries();
    // Of a state, only the last counts; each case of a probe is another one.
    const key = event.type === 'probe-case' ? `${event.type} ${event.data.id}` : event.type;
    this.#pending.delete(key);
    this.#pending.set(key, { type: 'other', event });
    this.#schedule();
  }

  /**
   * Takes a listener.
   *
   * @param lastEventId what to resume from
   * @param response to send events on
   */
  open(lastEventId: string | undefined, response: Response): void {
    if (this.#listeners.size >= MAX_LISTENERS) {
      response
        .status(503)
        .set('retry-after', '5')
        .json({ error: `${MAX_LISTENERS} pages and programs listen already: close one of them.` });
      return;
    }
    this.#flush();
    response.writeHead(200, HEADERS);
    response.write(`retry: 1000\n\n${this.#since(lastEventId)}`);
    this.#listeners.add(response);
    response.on('close', () => this.#listeners.delete(response));
    this.#keepAlive();
  }

  /** Ends the stream for everybody. */
  close(): void {
    if (this.#scheduled !== undefined) clearImmediate(this.#scheduled);
    this.#stopHeartbeat?.();
    for (const listener of this.#listeners) listener.destroy();
    this.#listeners.clear();
  }

  /** Drops pending events of deliveries that were cleared. */
  #forgetDeliveries(): void {
    for (const [key, { type }] of this.#pending) if (type !== 'other') this.#pending.delete(key);
  }

  #schedule(): void {
    this.#scheduled ??= setImmediate(() => this.#flush());
  }

  #flush(): void {
    if (this.#scheduled !== undefined) clearImmediate(this.#scheduled);
    this.#scheduled = undefined;
    if (this.#pending.size === 0) return;
    const events = [...this.#pending.values()];
    this.#pending = new Map();
    const first = this.#last + 1;
    this.#last += events.length;
    this.#log.push(...events);
    if (this.#log.length > MAX_LOGGED) this.#log.splice(0, this.#log.length - MAX_LOGGED);
    if (this.#listeners.size === 0) return;
    this.#send(events.map((event, index) => this.#write(event, first + index)).join(''));
  }

  #send(text: string): void {
    for (const listener of this.#listeners) {
      if (listener.writableLength > MAX_BUFFERED) listener.destroy();
      else listener.write(text);
    }
  }

  #since(lastEventId: string | undefined): string {
    if (lastEventId === undefined) return '';
    const number = Number(lastEventId.slice(lastEventId.lastIndexOf('-') + 1));
    const missed = this.#last - number;
    const isKept = Number.isInteger(missed) && missed >= 0 && missed <= this.#log.length;
    if (this.#idOf(number) !== lastEventId || !isKept) {
      return this.#write({ type: 'other', event: { type: 'resync', data: {} } }, this.#last);
    }
    const start = this.#log.length - missed;
    return this.#log
      .slice(start)
      .map((event, index) => this.#write(event, number + 1 + index))
      .join('');
  }

  #write(logged: Logged, number: number): string {
    const event = logged.type === 'other' ? logged.event : this.#eventOf(logged);
    if (event === undefined) return '';
    const data = this.#options.mask(JSON.stringify(event.data));
    return `id: ${this.#idOf(number)}\nevent: ${event.type}\ndata: ${data}\n\n`;
  }

  #eventOf({ type, id }: { type: 'delivery' | 'update'; id: string }): StreamEvent | undefined {
    const delivery = this.#options.find(id);
    return delivery === undefined ? undefined : { type, data: delivery.summary };
  }

  #idOf(number: number): string {
    return `${this.#options.startId}-${number}`;
  }

  #keepAlive(): void {
    this.#stopHeartbeat ??= this.#options.clock.after(HEARTBEAT_MS, () => {
      this.#stopHeartbeat = undefined;
      if (this.#listeners.size === 0) return;
      this.#send(': still here\n\n');
      this.#keepAlive();
    });
  }
}
