/**
 * The one flow, from a request to its answer: admit, read, open, claim, hand over, commit.
 *
 * @module receive/flow
 */
import { DeliveryError, PayloadError, type SignatureExplanation, WebhookError } from '../errors/index.ts';
import { type MaybePromise, whenDone } from '../signature/hmac.ts';
import type { RawBody } from '../signature/index.ts';
import { admit } from './admit.ts';
import { type Answer, answerTo, DUPLICATE, HANDLED } from './answer.ts';
import { Claims, type Taken } from './claims.ts';
import { Deadline, within } from './deadline.ts';
import type { DedupeStore } from './dedupe.ts';
import type { IncomingDelivery } from './delivery.ts';
import type { DriftTally } from './drift-counters.ts';
import { bytesOf, createOpener, type OpenedParts, type Opener } from './open.ts';
import { Handled } from './opened.ts';
import { type OpenOptions, settingsOf } from './options.ts';
import type { Callback, Registry } from './registry.ts';
import { type About, Reports } from './reports.ts';
import { isThenable } from './thenable.ts';

/** What a {@link Flow} needs besides the options of opening. */
export interface FlowSettings {
  readonly store: DedupeStore;
  readonly handlerTimeoutMs: number;
  readonly bodyTimeoutMs: number;
  /** The counters of drift, where somebody has asked for them. */
  readonly tally: () => DriftTally | undefined;
}

/** A delivery that was opened. */
type Opened = About & { readonly parts: OpenedParts };

/** A claim outlives the handlers' deadline by this, so that it cannot end while they work; in milliseconds. */
const LEASE_MARGIN_MS = 5000;

/** Receives deliveries. */
export class Flow {
  readonly #opener: Opener;
  readonly #limits: Parameters<typeof admit>[1];
  readonly #settings: FlowSettings;
  readonly #registry: Registry;
  readonly #claims: Claims;
  readonly #reports: Reports;

  constructor(options: OpenOptions, registry: Registry, settings: FlowSettings) {
    const { maxBodyBytes, now } = settingsOf(options);
    this.#opener = createOpener(options);
    this.#limits = { auth: options.auth, maxBodyBytes };
    this.#settings = settings;
    this.#registry = registry;
    const leaseMs = settings.handlerTimeoutMs + LEASE_MARGIN_MS;
    this.#claims = new Claims({ store: settings.store, now, leaseMs });
    this.#reports = new Reports(registry, settings.tally);
  }

  /**
   * Receives one delivery. Never rejects.
   *
   * @param incoming the request
   * @returns what to answer
   */
  async receive(incoming: IncomingDelivery): Promise<Answer> {
    this.#registry.close();
    let body: Uint8Array | undefined;
    let parts: OpenedParts | undefined;
    try {
      admit(incoming, this.#limits);
      const { method = 'POST', url = '', headers, body: source } = incoming;
      const signed = this.#opener.readHeaders(headers);
      const read = typeof source === 'function' ? this.#read(source(this.#limits.maxBodyBytes)) : source;
      body = bytesOf(isThenable(read) ? await read : read);
      const opened = this.#opener.open({ method, url, headers, body }, signed);
      parts = opened instanceof Promise ? await opened : opened;
      const answer = this.#take({ incoming, parts });
      return answer instanceof Promise ? await answer : answer;
    } catch (thrown) {
      const error = thrown instanceof WebhookError ? thrown : failed(thrown);
      const explain = async (): Promise<SignatureExplanation | undefined> =>
        this.#opener.explain(error, { headers: incoming.headers, body });
      this.#reports.error(error, { incoming, parts, explain });
      return answerTo(error.code);
    }
  }

  #read(body: RawBody | Promise<RawBody>): RawBody | Promise<RawBody> {
    if (!isThenable(body)) return body;
    const { bodyTimeoutMs } = this.#settings;
    return within(Promise.resolve(body), bodyTimeoutMs, () => {
      const message = `The body had not arrived after ${bodyTimeoutMs} ms.`;
      return new PayloadError('ERR_WEBHOOK_BODY_TIMEOUT', message);
    });
  }

  #take(about: Opened): MaybePromise<Answer> {
    return whenDone(this.#claims.take(about.parts), (taken) =>
      taken.kind === 'duplicate'
        ? whenDone(this.#settle('commit', taken, about), () => DUPLICATE)
        : this.#handle(taken, about),
    );
  }

  #handle(taken: Taken, about: Opened): MaybePromise<Answer> {
    const { parts, incoming } = about;
    const deadline = new Deadline(this.#settings.handlerTimeoutMs);
    const context = new Handled(parts, deadline, taken.kind === 'conflict' ? taken.first : undefined);
    // The handlers are done: were the sender asked to send again, they would do it twice.
    const succeed = (): MaybePromise<Answer> =>
      whenDone(this.#settle('commit', taken, about), () => {
        this.#reports.drift(context, incoming);
        return HANDLED;
      });
    const fail = (cause: unknown): MaybePromise<Answer> =>
      whenDone(this.#settle('release', taken, about), () => {
        throw deadline.error ?? handlerFailed(cause);
      });
    let rest: Promise<void> | undefined;
    try {
      rest = runHandlers(this.#handlersOf(taken, parts), context, deadline);
    } catch (cause) {
      return fail(cause);
    }
    return rest === undefined ? succeed() : rest.then(succeed, fail);
  }

  #handlersOf({ kind }: Taken, { eventType, shape, isJudged }: OpenedParts): readonly Callback[] {
    if (kind === 'conflict') return this.#registry.listeners('conflict');
    return this.#registry.handlersOf(eventType, shape !== 'unknown' || !isJudged);
  }

  #settle(how: 'commit' | 'release', { held }: Taken, about: About): MaybePromise<void> {
    return whenDone(this.#claims.settle(how, held), (failure) => {
      if (failure !== undefined) this.#reports.error(failure, about);
    });
  }
}

/** A promise only where a handler takes time. */
function runHandlers(
  handlers: readonly Callback[],
  context: Handled,
  deadline: Deadline,
): Promise<void> | undefined {
  const rest = runFrom(0, handlers, { context, deadline });
  return rest === undefined ? undefined : deadline.wait(rest);
}

/** Calls handlers one after the other. */
function runFrom(
  index: number,
  handlers: readonly Callback[],
  call: { context: Handled; deadline: Deadline },
): Promise<void> | undefined {
  for (let at = index; at < handlers.length; at++) {
    if (call.deadline.error !== undefined) return undefined;
    const handler = handlers[at] as (context: Handled) => unknown;
    const result = handler(call.context);
    if (isThenable(result)) return Promise.resolve(result).then(() => runFrom(at + 1, handlers, call));
  }
  return undefined;
}

function handlerFailed(cause: unknown): WebhookError {
  const message = 'A handler failed: what it threw is the cause of this error.';
  return new DeliveryError('ERR_WEBHOOK_HANDLER_FAILED', message, { cause });
}

function failed(cause: unknown): WebhookError {
  const message = 'The delivery could not be received: what was thrown is the cause of this error.';
  return new DeliveryError('ERR_WEBHOOK_HANDLER_FAILED', message, { cause });
}
