/**
 * A sender on an queue.
 *
 * @module send/durable-sender
 */
import { createHash } from 'node:crypto';
import { wallTime } from '../clock/clock.ts';
import { DeliveryError, StoreError } from '../errors/index.ts';
import { naming } from '../errors/naming.ts';
import type {
  CloseOptions,
  DeadLetter,
  DeadQuery,
  EnqueueResult,
  Queue,
  QueueMessage,
  QueueStats,
  QueueTransaction,
  QueueWorker,
  DisabledEndpoint,
} from '../queue/queue.ts';
import { drainMsOf } from '../queue/work-settings.ts';
import { atIndex } from './payload/at-index.ts';
import { prepareEvent, type PreparedEvent } from './payload/event-body.ts';
import { Deliverer } from './attempt/deliverer.ts';
import { EndpointRegistry, type EndpointResolver, type Keeping } from './endpoint/endpoint-registry.ts';
import type { Endpoint, PreparedEndpoint } from './endpoint/endpoint.ts';
import type { AnyEvent, EventByContract, SendContract } from './payload/event-types.ts';
import { Transport } from './http/transport.ts';
import { Observer, type SenderEvents } from './events/observer.ts';
import { PreparedEndpoints } from './endpoint/prepared-endpoints.ts';
import type {
  AcceptOptions,
  DeliveryOptions,
  DeliveryRequest,
  Sender,
  SendOptions,
  SendResult,
} from './sender.ts';
import { checkContract, type SenderOptions, senderSettings, type SenderSettings } from './settings.ts';

/** How long a sender whose queue cannot be worked on yet (a database that is down) waits for its next try, in milliseconds. */
const START_RETRY_MS = 5_000;
const USER_AGENT = 'maxun-webhooks';

/** Accepts into an queue, and is its worker. */
export class DurableSender<Default extends SendContract> implements Sender<Default> {
  readonly #queue: Queue;
  readonly #settings: SenderSettings;
  readonly #observer: Observer;
  readonly #registry: EndpointRegistry;
  readonly #transport: Transport;
  readonly #deliverer: Deliverer;
  readonly #endpoints: PreparedEndpoints;
  #worker: QueueWorker | undefined;
  #starting: Promise<void> = Promise.resolve();
  #cancelRetry: () => void = () => undefined;
  #isPaused = false;
  #closing: Promise<void> | undefined;

  /** @param options of the caller */
  constructor(options: SenderOptions) {
    this.#queue = options.queue;
    this.#settings = senderSettings(options);
    const { clock, guard, random, schedule, maxRetryAfterMs, disableAfterMs } = this.#settings;
    this.#observer = new Observer(options);
    this.#endpoints = new PreparedEndpoints({ guard, schedule, userAgent: USER_AGENT });
    this.#registry = new EndpointRegistry({
      clock,
      prepare: (endpoint) => this.#endpoints.prepare(endpoint),
      unused: (ids) => this.#queue.unused(ids),
      onForgotten: (id) => this.#deliverer.drop(id),
    });
    this.#transport = new Transport({ guard, clock, tls: options.tls });
    this.#deliverer = new Deliverer({
      registry: this.#registry,
      transport: this.#transport,
      observer: this.#observer,
      clock,
      random,
      maxRetryAfterMs,
      disableAfterMs,
      worker: () => this.#worker,
    });
    this.#useKnown(options.endpoints);
    if (options.deliver !== false) this.#starting = this.#start();
  }

  async send<Contract extends SendContract = Default>(
    endpoint: Endpoint,
    event: EventByContract[Contract],
    options: SendOptions<Contract> = {},
  ): Promise<SendResult> {
    const { tx } = options;
    const [result] = await this.#accept(tx, () => {
      const prepared = this.#remember(endpoint, keepingFor(tx));
      return [this.#messageOf(prepared, this.#check(event, options.contract), { ...options, event })];
    });
    const { id, status } = result as EnqueueResult;
    if (status !== 'conflict') return { id, status };
    throw new DeliveryError(
      'ERR_WEBHOOK_IDEMPOTENCY_CONFLICT',
      `the idempotency key was used before, for another event (delivery ${id}): use one key per event`,
    );
  }

  async sendAll<Contract extends SendContract = Default>(
    deliveries: readonly DeliveryRequest<Contract>[],
    { contract, tx }: AcceptOptions<Contract> = {},
  ): Promise<EnqueueResult[]> {
    const checked = new Map<EventByContract[Contract], PreparedEvent>();
    const remembered = new Map<Endpoint, PreparedEndpoint>();
    const messageOf = (delivery: DeliveryRequest<Contract>, index: number): QueueMessage => {
      const { endpoint, event } = delivery;
      const remember = (): PreparedEndpoint => this.#remember(endpoint, keepingFor(tx));
      const prepared = remembered.get(endpoint) ?? naming(`deliveries[${index}].endpoint`, remember);
      remembered.set(endpoint, prepared);
      return atIndex(index, () => {
        let one = checked.get(event);
        if (one === undefined) checked.set(event, (one = this.#check(event, contract)));
        return this.#messageOf(prepared, one, delivery);
      });
    };
    return this.#accept(tx, () => deliveries.map(messageOf));
  }

  on<Name extends keyof SenderEvents>(name: Name, listener: (event: SenderEvents[Name]) => void): this {
    this.#observer.on(name, listener);
    return this;
  }

  off<Name extends keyof SenderEvents>(name: Name, listener: (event: SenderEvents[Name]) => void): this {
    this.#observer.off(name, listener);
    return this;
  }

  useEndpoints(resolver: EndpointResolver): this {
    this.#registry.addResolver(resolver);
    this.#deliverer.release();
    return this;
  }

  stats(): Promise<QueueStats> {
    return this.#queue.stats();
  }

  dead(query?: DeadQuery): Promise<DeadLetter[]> {
    return this.#queue.dead(query);
  }

  replay(ids: readonly string[]): Promise<string[]> {
    return this.#queue.replay(ids);
  }

  disabled(): Promise<DisabledEndpoint[]> {
    return this.#queue.disabled();
  }

  disable(endpoint: string, reason: string): Promise<boolean> {
    return this.#queue.disable(endpoint, reason);
  }

  async enable(endpoint: string): Promise<boolean> {
    this.#deliverer.forget(endpoint);
    return this.#queue.enable(endpoint);
  }

  pause(): void {
    this.#isPaused = true;
    this.#worker?.pause();
  }

  resume(): void {
    this.#isPaused = false;
    this.#worker?.resume();
  }

  async close(options: CloseOptions = {}): Promise<void> {
    const drainMs = drainMsOf(options);
    this.#closing ??= this.#close(drainMs);
    await this.#closing;
  }

  async #close(drainMs: number): Promise<void> {
    this.#cancelRetry();
    await this.#starting;
    await this.#queue.close({ drainMs });
    this.#transport.close();
  }

  #useKnown(endpoints: SenderOptions['endpoints']): void {
    if (typeof endpoints === 'function') this.#registry.addResolver(endpoints);
    else for (const endpoint of endpoints ?? []) this.#remember(endpoint, 'always');
  }

  async #accept(
    tx: QueueTransaction | undefined,
    messages: () => readonly QueueMessage[],
  ): Promise<EnqueueResult[]> {
    const end = this.#registry.accepting();
    try {
      return await this.#queue.enqueue(messages(), { tx });
    } finally {
      end();
    }
  }

  #remember(endpoint: Endpoint, keeping: Keeping): PreparedEndpoint {
    const prepared = this.#endpoints.prepare(endpoint);
    if (this.#registry.remember(prepared, keeping)) this.#deliverer.release(prepared.id);
    return prepared;
  }

  #check(event: AnyEvent, contract: SendContract = this.#settings.contract): PreparedEvent {
    const { clock, maxBodyBytes } = this.#settings;
    return prepareEvent(event, { contract: checkContract(contract), now: wallTime(clock), maxBodyBytes });
  }

  #messageOf(
    { id, idText, metadataOf, orderBy }: PreparedEndpoint,
    prepared: PreparedEvent,
    { event, idempotencyKey, orderKey = orderBy?.(event) }: DeliveryOptions & { readonly event: AnyEvent },
  ): QueueMessage {
    return {
      endpoint: id,
      payload: prepared.bodyFor(idText),
      metadata: metadataOf(prepared.eventType),
      orderKey,
      ...(idempotencyKey !== undefined && {
        idempotencyKey: keyFor(id, idempotencyKey),
        fingerprint: prepared.fingerprint(),
      }),
    };
  }

  async #start(): Promise<void> {
    try {
      this.#worker = await this.#queue.work(
        (delivery, context) => this.#deliverer.deliver(delivery, context),
        {
          concurrency: this.#settings.concurrency,
          endpointConcurrency: (endpoint) => this.#deliverer.limitOf(endpoint),
        },
      );
      if (this.#isPaused) this.#worker.pause();
    } catch (error) {
      // A second sender on one queue is a mistake in the program, and must not go unseen.
      if (!(error instanceof StoreError)) throw error;
      if (this.#closing !== undefined || error.code === 'ERR_WEBHOOK_STORE_CLOSED') return;
      this.#observer.emit('problem', error);
      this.#cancelRetry = this.#settings.clock.after(START_RETRY_MS, () => {
        this.#starting = this.#start();
      });
    }
  }
}

/** What is accepted in a transaction cannot be seen in the queue before its commit. */
function keepingFor(tx: QueueTransaction | undefined): Keeping {
  return tx === undefined ? 'while used' : 'transaction';
}

/** Per endpoint, so that one key may go to many; and of one length, whatever the caller's key is. */
function keyFor(endpoint: string, key: string): string {
  if (typeof key !== 'string' || key === '')
    throw new TypeError('idempotencyKey must be a text and not empty');
  return createHash('sha256').update(`${endpoint}\n${key}`).digest('base64url');
}
