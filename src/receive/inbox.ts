/**
 * The durable inbox: stores deliveries before they are answered, and gives them to the handlers afterwards.
 *
 * @module receive/inbox
 */
import { DeliveryError, StoreError, WebhookError, type WebhookErrorCode } from '../errors/index.ts';
import type { CloseOptions, HandlerAnswer, HandlerContext, Queue, QueueDelivery } from '../queue/queue.ts';
import { SteadyWorker } from '../queue/steady-worker.ts';
import { drainMsOf } from '../queue/work-settings.ts';
import { Deadline, within } from './deadline.ts';
import { type EventKey, eventKeyOf, ownKeyOf, relationOf, variantOf } from './event-key.ts';
import type { HandOver } from './hand-over.ts';
import { STORE_TIMEOUT_MS } from './limits.ts';
import type { OpenedParts, Opener } from './open.ts';
import type { InboxSettings } from './options.ts';
import type { Registry } from './registry.ts';
import { describeThrown, type Reports } from './reports.ts';
import { messageOf, reopen } from './stored-delivery.ts';

/** What an {@link Inbox} works with. */
export interface InboxParts {
  readonly settings: InboxSettings;
  readonly handlerTimeoutMs: number;
  readonly opener: Opener;
  readonly handlers: HandOver;
  readonly registry: Registry;
  readonly reports: Reports;
}

/** Stores deliveries, and works through them. */
export class Inbox {
  readonly #parts: InboxParts;
  readonly #worker: SteadyWorker;
  /** What was opened before it was stored, for as long as the queue keeps the same bytes: it is not parsed again. */
  readonly #opened = new WeakMap<Uint8Array, OpenedParts>();
  /** The deadlines of the running attempts, by the signal that ends them. */
  readonly #running = new WeakMap<AbortSignal, Set<Deadline>>();
  #state: 'new' | 'paused' | 'working' | 'closed' = 'new';

  constructor(parts: InboxParts) {
    this.#parts = parts;
    const { queue, concurrency } = parts.settings;
    this.#worker = new SteadyWorker({
      queue,
      handler: (delivery, context) => this.#attempt(delivery, context),
      options: { concurrency },
      onProblem: (error) => parts.reports.error(error, { incoming: { headers: {} } }),
    });
    // By then the handlers are registered: deliveries may be waiting since the last process.
    setTimeout(() => {
      if (this.#state === 'new') this.resume();
    }, 0);
  }

  /** Where the deliveries are. */
  get queue(): Queue {
    return this.#parts.settings.queue;
  }

  /**
   * Stores a delivery, durably.
   *
   * @param parts the opened delivery
   * @returns `duplicate` if it was stored before
   * @throws {StoreError} if it could not be stored in time
   */
  async store(parts: OpenedParts): Promise<'stored' | 'duplicate'> {
    const event = eventKeyOf(parts);
    const { status, first = '' } = await this.#enqueue(parts, event);
    if (status !== 'conflict' || event === undefined) return status === 'accepted' ? 'stored' : 'duplicate';
    const relation = relationOf(first, event.fingerprint);
    if (relation === 'duplicate') return relation;
    const own = { ...event, key: ownKeyOf(event) };
    const contradicted = relation === 'conflict' ? variantOf(first) : undefined;
    const result = await this.#enqueue(parts, own, contradicted);
    return result.status === 'accepted' ? 'stored' : 'duplicate';
  }

  /** Calls no handler until `resume`; deliveries are still stored. */
  pause(): void {
    if (this.#state === 'closed') return;
    if (this.#state === 'working') this.#worker.pause();
    else this.#state = 'paused';
  }

  /** Calls handlers, again or for the first time. From then on none can be registered. */
  resume(): void {
    if (this.#state === 'closed') return;
    if (this.#state === 'working') {
      this.#worker.resume();
      return;
    }
    this.#state = 'working';
    this.#parts.registry.close();
    this.#worker.start();
  }

  /**
   * Lets running handlers finish, aborts the rest at the end of the drain time, and closes the queue.
   *
   * @throws {RangeError} if `drainMs` is not a finite number of 0 or more
   */
  async close(options: CloseOptions): Promise<void> {
    const drainMs = drainMsOf(options);
    this.#state = 'closed';
    await this.#worker.close({ drainMs });
  }

  async #enqueue(parts: OpenedParts, event: EventKey | undefined, contradicted?: string) {
    const message = await messageOf(parts, event, contradicted);
    // Of a backlog, what was parsed would be several times its bytes: a queue in memory keeps all of it, a paused inbox waits.
    const waits = this.#state !== 'working' || this.#worker.isPaused;
    if (this.queue.durable && !waits) this.#opened.set(message.payload[0], parts);
    const stored = this.queue.enqueue([message]);
    try {
      const [result] = await within(stored, STORE_TIMEOUT_MS, tooSlow);
      if (result !== undefined) return result;
    } catch (cause) {
      if (cause instanceof WebhookError) throw cause;
      throw new StoreError('ERR_WEBHOOK_STORE_UNAVAILABLE', 'The inbox failed: see the cause.', { cause });
    }
    throw new StoreError('ERR_WEBHOOK_STORE_UNAVAILABLE', 'The inbox did not say what became of a delivery.');
  }

  async #attempt(delivery: QueueDelivery, { signal, tx }: HandlerContext): Promise<HandlerAnswer> {
    const { attempt } = delivery;
    const deadline = new Deadline(this.#parts.handlerTimeoutMs);
    const forget = this.#endWith(signal, deadline);
    let parts: OpenedParts | undefined;
    try {
      const opened = reopen(delivery, this.#parts.opener, this.#takeOpened(delivery));
      ({ parts } = opened);
      const isLast = (): boolean => this.#delayAfter(attempt) === undefined;
      await this.#parts.handlers.run(parts, { deadline, first: opened.first, attempt, isLast, tx });
      if (tx !== undefined) await deadline.wait(tx.commit());
      return { outcome: 'done' };
    } catch (error) {
      // The queue gives the delivery back, as if it had not been attempted.
      if (signal.aborted || !(error instanceof WebhookError)) throw error;
      return this.#failed(delivery, error, parts);
    } finally {
      forget();
    }
  }

  #takeOpened({ payload: [bytes] }: QueueDelivery): OpenedParts | undefined {
    if (!(bytes instanceof Uint8Array)) return undefined;
    const parts = this.#opened.get(bytes);
    this.#opened.delete(bytes);
    return parts;
  }

  /** One listener for all attempts of a worker: more than ten would look like a leak to Node. */
  #endWith(signal: AbortSignal, deadline: Deadline): () => void {
    let deadlines = this.#running.get(signal);
    if (deadlines === undefined) {
      const running = new Set<Deadline>();
      const stop = (): void => {
        for (const each of running) each.end(stopped());
      };
      signal.addEventListener('abort', stop, { once: true });
      this.#running.set(signal, (deadlines = running));
    }
    deadlines.add(deadline);
    return () => deadlines.delete(deadline);
  }

  /** @returns milliseconds until the next attempt; `undefined` if there is none */
  #delayAfter(attempt: number, code: WebhookErrorCode = 'ERR_WEBHOOK_HANDLER_FAILED'): number | undefined {
    return this.#parts.settings.schedule({ attempt, code }, Math.random);
  }

  #failed({ attempt }: QueueDelivery, error: WebhookError, parts: OpenedParts | undefined): HandlerAnswer {
    const { code, cause } = error;
    const delay = this.#delayAfter(attempt, code);
    const retryAt = delay === undefined ? undefined : Math.ceil(this.#parts.settings.now() + delay);
    const { delivery: incoming = { headers: {} } } = parts ?? {};
    this.#parts.reports.error(error, { incoming, parts, attempt: { number: attempt, retryAt } });
    const note = { code, detail: describeThrown(cause ?? error) };
    return retryAt === undefined
      ? { outcome: 'dead', reason: code, note }
      : { outcome: 'retry', dueAt: retryAt, note };
  }
}

function tooSlow(): StoreError {
  const message = `The inbox did not store a delivery within ${STORE_TIMEOUT_MS} ms: its sender is told to send it again.`;
  return new StoreError('ERR_WEBHOOK_STORE_UNAVAILABLE', message);
}

function stopped(): DeliveryError {
  const message =
    'The receiver was closed before the handlers had finished: the delivery is handled after the next start.';
  return new DeliveryError('ERR_WEBHOOK_RECEIVER_CLOSED', message);
}
