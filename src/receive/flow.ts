/**
 * The one flow, from a request to its answer: admit, read, open, claim, hand over, commit.
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
import type { IncomingDelivery } from './delivery.ts';
import { LEASE_MARGIN_MS } from './limits.ts';
import { bytesOf, createOpener, type OpenedParts, type Opener } from './open.ts';
import { HandlerContext } from './opened-delivery.ts';
import type { ReceiverSettings } from './options.ts';
import type { Callback, Registry } from './registry.ts';
import type { Reports } from './reports.ts';

/** What a {@link Flow} works with. */
export interface FlowParts {
  readonly settings: ReceiverSettings;
  readonly registry: Registry;
  readonly reports: Reports;
}

/** What is known of a delivery so far. */
interface Known {
  readonly incoming: IncomingDelivery;
  body?: Uint8Array;
  parts?: OpenedParts;
}

/** Receives deliveries. */
export class Flow {
  readonly #settings: ReceiverSettings;
  readonly #registry: Registry;
  readonly #reports: Reports;
  readonly #opener: Opener;
  readonly #claims: Claims;
  readonly #bytesInFlight: BytesInFlight;

  constructor({ settings, registry, reports }: FlowParts) {
    const { dedupe: store, now, handlerTimeoutMs, maxBytesInFlight } = settings;
    this.#settings = settings;
    this.#registry = registry;
    this.#reports = reports;
    this.#opener = createOpener(settings);
    this.#claims = new Claims({ store, now, leaseMs: handlerTimeoutMs + LEASE_MARGIN_MS });
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
      const claim = await this.#claims.claim(parts);
      if (claim.kind === 'duplicate') {
        await this.#settle('commit', claim, known);
        return DUPLICATE;
      }
      await this.#handOver(parts, claim, known);
      return HANDLED;
    } catch (thrown) {
      const error = thrown instanceof WebhookError ? thrown : failed(thrown);
      const { headers } = incoming;
      const explain = async () => this.#opener.explain(error, { headers, body: known.body });
      this.#reports.error(error, { ...known, explain });
      return answerTo(error.code);
    }
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

  async #handOver(parts: OpenedParts, claim: ClaimResult, known: Known): Promise<void> {
    const handlers = this.#handlersOf(claim, parts);
    if (handlers.length === 0) this.#reports.unhandled(parts, claim.kind === 'conflict');
    const deadline = new Deadline(this.#settings.handlerTimeoutMs);
    const context = new HandlerContext(parts, deadline, claim.kind === 'conflict' ? claim.first : undefined);
    try {
      await runHandlers(handlers, context, deadline);
    } catch (cause) {
      await this.#settle('release', claim, known);
      throw deadline.error ?? handlerFailed(cause);
    }
    // A failed commit does not change the answer: were the sender told to send again, the handlers would run twice.
    await this.#settle('commit', claim, known);
    this.#reports.drift(context, known.incoming);
  }

  #handlersOf({ kind }: ClaimResult, { eventType, shape, isJudged }: OpenedParts): readonly Callback[] {
    if (kind === 'conflict') return this.#registry.listeners('conflict');
    return this.#registry.handlersOf(eventType, shape !== 'unknown' || !isJudged);
  }

  async #settle(how: 'commit' | 'release', { held }: ClaimResult, known: Known): Promise<void> {
    const failure = await this.#claims.settle(how, held);
    if (failure !== undefined) this.#reports.error(failure, known);
  }
}

/** Calls handlers one after the other. Only one that takes time is waited for: a timer would cost as much as verifying. */
async function runHandlers(
  handlers: readonly Callback[],
  context: HandlerContext,
  deadline: Deadline,
): Promise<void> {
  for (const handler of handlers) {
    const result = (handler as (context: HandlerContext) => unknown)(context);
    if (isThenable(result)) await deadline.wait(result);
  }
}

function handlerFailed(cause: unknown): WebhookError {
  const message = 'A handler failed: what it threw is the cause of this error.';
  return new DeliveryError('ERR_WEBHOOK_HANDLER_FAILED', message, { cause });
}

function failed(cause: unknown): WebhookError {
  const message = 'The delivery could not be received: what was thrown is the cause of this error.';
  return new DeliveryError('ERR_WEBHOOK_HANDLER_FAILED', message, { cause });
}
