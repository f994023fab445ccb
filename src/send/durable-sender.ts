/**
 * The sender: stores events in a queue, and delivers them as its worker.
 *
 * @module send/durable-sender
 */
import { createHash } from 'node:crypto';
import { wallTime } from '../clock/clock.ts';
import { DeliveryError, PayloadError, type WebhookError } from '../errors/index.ts';
import { naming } from '../errors/naming.ts';
import type { CloseOptions, EnqueueResult, Queue, QueueMessage, QueueTransaction } from '../queue/queue.ts';
import { SteadyWorker } from '../queue/steady-worker.ts';
import { drainMsOf } from '../queue/work-settings.ts';
import { Deliverer } from './attempt/deliverer.ts';
import { EndpointRegistry, type EndpointResolver } from './endpoint/endpoint-registry.ts';
import type { Endpoint } from './endpoint/endpoint.ts';
import type { PreparedEndpoint } from './endpoint/prepared-endpoint.ts';
import { endpointPreparer } from './endpoint/prepared-endpoints.ts';
import { Observer } from './events/observer.ts';
import type { SenderEvents } from './events/sender-events.ts';
import { Transport } from './http/transport.ts';
import { TRANSACTION_MS } from './limits.ts';
import { prepareEvent, type PreparedEvent } from './payload/event-body.ts';
import type { AnyEvent, EventByContract, SendContract } from './payload/event-types.ts';
import type {
  AcceptOptions,
  DeliveryOptions,
  DeliveryRequest,
  Sender,
  SendOptions,
  SendResult,
} from './sender.ts';
import { checkContract, type SenderOptions, senderSettings, type SenderSettings } from './settings.ts';

const USER_AGENT = 'maxun-webhooks';

/**
 * Creates a sender, which at once starts to deliver what is in its queue.
 *
 * @param options `queue`, and optional settings
 * @returns the sender
 * @throws {TypeError} if `queue` is not a queue, or an endpoint of the list or an entry of `allow` cannot be used
 * @throws {RangeError} if a number is out of its range
 * @example
 * ```ts
 * const sender = createSender({ queue: await sqliteQueue('webhooks.db') });
 * const { id } = await sender.send({ url, secret }, { event_type: 'run_completed', data });
 * await sender.close();
 * ```
 */
export function createSender<Contract extends SendContract = 'documented'>(
  options: SenderOptions<Contract>,
): Sender<Contract> {
  return new DurableSender<Contract>(options);
}

class DurableSender<Default extends SendContract> implements Sender<Default> {
  readonly #queue: Queue;
  readonly #settings: SenderSettings;
  readonly #observer: Observer;
  readonly #registry: EndpointRegistry;
  readonly #transport: Transport;
  readonly #deliverer: Deliverer;
  readonly #prepare: (endpoint: Endpoint) => PreparedEndpoint;
  readonly #worker: SteadyWorker;
  #closing: Promise<void> | undefined;

  constructor(options: SenderOptions) {
    this.#settings = senderSettings(options);
    this.#queue = options.queue;
    const { clock, guard, schedule } = this.#settings;
    this.#observer = new Observer({ ...options, now: () => clock.now() });
    this.#prepare = endpointPreparer({ guard, schedule, userAgent: USER_AGENT });
    this.#registry = new EndpointRegistry({
      clock,
      prepare: this.#prepare,
      unused: (ids) => this.#queue.unused(ids),
      onForgotten: (id) => this.#deliverer.forget(id),
    });
    this.#transport = new Transport({ guard, clock, tls: options.tls });
    this.#deliverer = new Deliverer({
      ...this.#settings,
      registry: this.#registry,
      transport: this.#transport,
      observer: this.#observer,
      worker: () => this.#worker.worker,
    });
    this.#worker = new SteadyWorker({
      queue: this.#queue,
      handler: (delivery, context) => this.#deliverer.deliver(delivery, context),
      options: {
        concurrency: this.#settings.concurrency,
        maxBytesInFlight: this.#settings.maxBytesInFlight,
        endpointConcurrency: (endpoint) => this.#deliverer.limitOf(endpoint),
      },
      onProblem: (problem) => this.report(problem),
      clock,
    });
    this.#useKnown(options.endpoints);
    if (options.deliver !== false) this.#worker.start();
  }

  readonly stats: Sender['stats'] = () => this.#queue.stats();
  readonly dead: Sender['dead'] = (query) => this.#queue.dead(query);
  readonly replay: Sender['replay'] = (ids) => this.#queue.replay(ids);
  readonly disabled: Sender['disabled'] = () => this.#queue.disabled();
  readonly disable: Sender['disable'] = (endpoint, reason) => this.#queue.disable(endpoint, reason);
  readonly pause: Sender['pause'] = () => this.#worker.pause();
  readonly resume: Sender['resume'] = () => this.#worker.resume();

  async send<Contract extends SendContract = Default>(
    endpoint: Endpoint,
    event: EventByContract[Contract],
    options: SendOptions<Contract> = {},
  ): Promise<SendResult> {
    const { tx } = options;
    const [result] = await this.#accept(tx, () => {
      const prepared = this.#remember(endpoint, keptForMs(tx));
      return [this.#messageOf(prepared, this.#check(event, options.contract), { ...options, event })];
    });
    const { id, status } = result as EnqueueResult;
    if (status !== 'conflict') return { id, status };
    throw new DeliveryError(
      'ERR_WEBHOOK_IDEMPOTENCY_CONFLICT',
      `the idempotency key was already used for another event (delivery ${id}): use one key per event`,
    );
  }

  async sendAll<Contract extends SendContract = Default>(
    deliveries: readonly DeliveryRequest<Contract>[],
    { contract, tx }: AcceptOptions<Contract> = {},
  ): Promise<EnqueueResult[]> {
    const checkOnce = cached((event: EventByContract[Contract]) => this.#check(event, contract));
    const rememberOnce = cached((endpoint: Endpoint) => this.#remember(endpoint, keptForMs(tx)));
    return this.#accept(tx, () =>
      deliveries.map((delivery, index) => {
        const { endpoint, event } = delivery;
        const prepared = naming(`deliveries[${index}].endpoint`, () => rememberOnce(endpoint));
        return atIndex(index, () => this.#messageOf(prepared, checkOnce(event), delivery));
      }),
    );
  }

  on<Name extends keyof SenderEvents>(name: Name, listener: (event: SenderEvents[Name]) => void): this {
    this.#observer.on(name, listener);
    return this;
  }

  off<Name extends keyof SenderEvents>(name: Name, listener: (event: SenderEvents[Name]) => void): this {
    this.#observer.off(name, listener);
    return this;
  }

  report(problem: WebhookError): void {
    this.#observer.emit('problem', problem);
  }

  useEndpoints(resolver: EndpointResolver): this {
    this.#registry.addResolver(resolver);
    this.#deliverer.release();
    return this;
  }

  async enable(endpoint: string): Promise<boolean> {
    this.#deliverer.restart(endpoint);
    return this.#queue.enable(endpoint);
  }

  async close(options: CloseOptions = {}): Promise<void> {
    const drainMs = drainMsOf(options);
    this.#closing ??= this.#close(drainMs);
    await this.#closing;
  }

  async #close(drainMs: number): Promise<void> {
    await this.#worker.close({ drainMs });
    this.#transport.close();
  }

  #useKnown(endpoints: SenderOptions['endpoints'] = []): void {
    if (typeof endpoints === 'function') this.#registry.addResolver(endpoints);
    else for (const endpoint of endpoints) this.#remember(endpoint, Infinity);
  }

  async #accept(
    tx: QueueTransaction | undefined,
    messages: () => readonly QueueMessage[],
  ): Promise<EnqueueResult[]> {
    const end = this.#registry.beginAcceptance();
    try {
      return await this.#queue.enqueue(messages(), { tx });
    } finally {
      end();
    }
  }

  #remember(endpoint: Endpoint, keptForMs: number): PreparedEndpoint {
    const prepared = this.#prepare(endpoint);
    if (this.#registry.remember(prepared, keptForMs)) this.#deliverer.release(prepared.id);
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
}

/** The queue does not see deliveries of a transaction before its commit. */
function keptForMs(tx: QueueTransaction | undefined): number {
  return tx === undefined ? 0 : TRANSACTION_MS;
}

/** Adds to an error of one of several events the event's index. */
function atIndex<T>(index: number, work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof PayloadError)) throw error;
    const { code, message, issues } = error;
    throw new PayloadError(code, message, { issues, index, cause: error });
  }
}

/** Calls a function once per argument. */
function cached<Key, Value>(compute: (key: Key) => Value): (key: Key) => Value {
  const known = new Map<Key, Value>();
  return (key) => {
    if (!known.has(key)) known.set(key, compute(key));
    return known.get(key) as Value;
  };
}

/** The key per endpoint, so that one key can be used for many endpoints; hashed, so that its length is fixed. */
function keyFor(endpoint: string, key: string): string {
  if (typeof key !== 'string' || key === '') {
    throw new TypeError('idempotencyKey must be a string that is not empty');
  }
  return createHash('sha256').update(`${endpoint}\n${key}`).digest('base64url');
}
