/**
 * The one flow, from a request to its answer: admit, read, open, then store in the inbox, or claim, hand over and commit.
 *
 * @module receive/flow
 */
import { DeliveryError, PayloadError, WebhookError } from '../errors/index.ts';
import { isThenable } from '../signature/raw-body.ts';
import { admit } from './admit.ts';
import { type Answer, answerTo, DUPLICATE, HANDLED } from './answer.ts';
import { type BodyBytes, BytesInFlight } from './bytes-in-flight.ts';
import { type ClaimResult, Claims } from './claims.ts';
import { Deadline, within } from './deadline.ts';
import type { Accepted, AcceptOptions, IncomingDelivery } from './delivery.ts';
import type { HandOver } from './hand-over.ts';
import { Inbox } from './inbox.ts';
import { LEASE_MARGIN_MS } from './limits.ts';
import { bytesOf, createOpener, type OpenedParts, type Opener } from './open.ts';
import type { ReceiverSettings } from './options.ts';
import type { Registry } from './registry.ts';
import type { Reports } from './reports.ts';

/** What a {@link Flow} works with. */
export interface FlowParts {
  readonly settings: ReceiverSettings;
  readonly registry: Registry;
  readonly reports: Reports;
  readonly handlers: HandOver;
}

/** What is known of a delivery so far. */
interface Known {
  readonly incoming: IncomingDelivery;
  body?: Uint8Array;
  parts?: OpenedParts;
}

type NewDelivery = Exclude<ClaimResult, { kind: 'duplicate' }>;

/** Receives deliveries. */
export class Flow {
  readonly #settings: ReceiverSettings;
  readonly #registry: Registry;
  readonly #reports: Reports;
  readonly #opener: Opener;
  readonly #claims: Claims;
  readonly #handlers: HandOver;
  /** Where the receiver has one. */
  readonly inbox: Inbox | undefined;
  readonly #bytesInFlight: BytesInFlight;

  constructor({ settings, registry, reports, handlers }: FlowParts) {
    const { dedupe: store, now, handlerTimeoutMs, maxBytesInFlight } = settings;
    this.#settings = settings;
    this.#registry = registry;
    this.#reports = reports;
    this.#opener = createOpener(settings);
    this.#claims = new Claims({ store, now, leaseMs: handlerTimeoutMs + LEASE_MARGIN_MS });
    this.#handlers = handlers;
    const shared = { registry, reports, handlerTimeoutMs, opener: this.#opener, handlers };
    this.inbox = settings.inbox && new Inbox({ ...shared, settings: settings.inbox });
    this.#bytesInFlight = new BytesInFlight(maxBytesInFlight);
  }

  /**
   * Receives one delivery. Never rejects.
   *
   * @param incoming the request
   * @returns what to answer
   */
  async receive(incoming: IncomingDelivery): Promise<Answer> {
    this.#registry.close();
    const known: Known = { incoming };
    try {
      const parts = await this.#open(known);
      known.parts = parts;
      const status = await this.#take(parts, known);
      return status === 'duplicate' ? DUPLICATE : HANDLED;
    } catch (thrown) {
      const error = webhookErrorOf(thrown);
      const { headers } = incoming;
      const explain = async () => this.#opener.explain(error, { headers, body: known.body });
      this.#reports.error(error, { ...known, explain });
      return answerTo(error.code);
    }
  }

  /**
   * Receives an event that is trusted already.
   *
   * @param event a JSON object
   * @param options where it comes from, and when it arrived
   * @returns what became of it
   * @throws {WebhookError} if it was not taken
   */
  async accept(event: object, { source, receivedAt }: AcceptOptions): Promise<Accepted> {
    this.#registry.close();
    const body = bytesOfEvent(event);
    const known: Known = { incoming: { headers: {}, body }, body };
    const delivery = { method: 'POST', url: '', headers: {}, body };
    const facts = {
      id: undefined,
      signedAt: undefined,
      source,
      receivedAt: receivedAt ?? this.#settings.now(),
    };
    try {
      const parts = this.#opener.openTrusted(delivery, facts);
      known.parts = parts;
      return { id: parts.identity.key, status: await this.#take(parts, known) };
    } catch (thrown) {
      throw webhookErrorOf(thrown);
    }
  }

  /**
   * @param caller name of the receiver's method
   * @throws {TypeError} if the receiver has no inbox
   */
  requireInbox(caller: string): Inbox {
    if (this.inbox !== undefined) return this.inbox;
    throw new TypeError(`${caller}: this receiver has no inbox. Give createReceiver the option \`inbox\`.`);
  }

  /** Stores an event that can be trusted; or, without an inbox, deduplicates it and hands it to its handlers. */
  async #take(parts: OpenedParts, known: Known): Promise<Accepted['status']> {
    if (this.inbox !== undefined) return this.inbox.store(parts);
    const claim = await this.#claims.claim(parts);
    if (claim.kind === 'duplicate') return 'duplicate';
    await this.#handOver(parts, claim, known);
    return 'handled';
  }

  /** Judges the headers, and only then reads the body. */
  async #open(known: Known): Promise<OpenedParts> {
    const { incoming } = known;
    admit(incoming, this.#settings);
    const { method = 'POST', url = '', headers } = incoming;
    const signed = this.#opener.readHeaders(headers);
    const bytes = this.#bytesInFlight.start();
    try {
      const body = await this.#read(incoming, bytes);
      known.body = body;
      return await this.#opener.open({ method, url, headers, body }, signed);
    } finally {
      bytes.end();
    }
  }

  async #read({ body: source }: IncomingDelivery, bytes: BodyBytes): Promise<Uint8Array> {
    if (typeof source !== 'function') return bytesOf(source);
    const { bodyTimeoutMs, maxBodyBytes } = this.#settings;
    const body = source(maxBodyBytes, bytes.add);
    if (!isThenable(body)) return bytesOf(body);
    const late = (): Error => {
      const message = `The body did not arrive within ${bodyTimeoutMs} ms (bodyTimeoutMs).`;
      return new PayloadError('ERR_WEBHOOK_BODY_TIMEOUT', message);
    };
    return bytesOf(await within(body, bodyTimeoutMs, late));
  }

  async #handOver(parts: OpenedParts, claim: NewDelivery, known: Known): Promise<void> {
    const deadline = new Deadline(this.#settings.handlerTimeoutMs);
    const first = claim.kind === 'conflict' ? claim.first : undefined;
    try {
      const { waitUntil } = known.incoming;
      await this.#handlers.run(parts, { waitUntil, deadline, first, attempt: 1, isLast: () => true });
    } catch (error) {
      await this.#settle('release', claim, known);
      throw error;
    }
    // A failed commit does not change the answer: were the sender told to send again, the handlers would run twice.
    await this.#settle('commit', claim, known);
  }

  async #settle(how: 'commit' | 'release', { held }: NewDelivery, known: Known): Promise<void> {
    const failure = held && (await this.#claims.settle(how, held));
    if (failure !== undefined) this.#reports.error(failure, known);
  }
}

function bytesOfEvent(event: object): Uint8Array {
  if (typeof event !== 'object' || event === null || Array.isArray(event))
    throw new TypeError('accept: expected an event, a JSON object with event_type and data.');
  return new TextEncoder().encode(JSON.stringify(event));
}

function webhookErrorOf(thrown: unknown): WebhookError {
  if (thrown instanceof WebhookError) return thrown;
  const message = 'The delivery could not be received: what was thrown is the cause of this error.';
  return new DeliveryError('ERR_WEBHOOK_HANDLER_FAILED', message, { cause: thrown });
}
