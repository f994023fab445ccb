/**
 * A simulation of a Maxun server's webhooks: what it sends, when, and what it counts as delivered.
 *
 * @module simulate/simulate-maxun
 */
import { refuseMisnamed } from '../errors/options.ts';
import { type Clock, systemClock } from '../clock/clock.ts';
import { observedExamples } from '#generated/examples.js';
import type { SimulatedAttempt, SimulatedDelivery } from './attempt.ts';
import { attemptOnce, deliver, type DeliverParts, type Underway } from './deliver.ts';
import { eventsOfRun, type FinishedRun } from './finished-run.ts';
import { fixture } from './fixture.ts';
import { createSigner, type Signer } from '../signature/index.ts';
import { type Random, uuidFrom } from './random.ts';
import type { SimulatedMaxunApi } from './simulate-maxun-api.ts';
import { httpUrl, isSent, type MaxunWebhook, settingsOf, type WebhookSettings } from './webhook.ts';

/** The options of {@link simulateMaxun}: one `url`, or `webhooks`. */
export interface SimulateOptions {
  /** The URL of a webhook that is sent every event. */
  readonly url?: string | undefined;
  /** Webhooks, as they are configured in Maxun. */
  readonly webhooks?: readonly MaxunWebhook[] | undefined;
  /** The clock that attempts wait by. Default: the machine's own. */
  readonly clock?: Clock | undefined;
  /** Makes the ids of runs. Default: `Math.random`. */
  readonly random?: Random | undefined;
  /**
   * Signs every attempt with this secret (`whsec_…` or `whsk_…`) by Standard Webhooks, as this package's own sender does.
   * Default: none, since stock Maxun signs nothing.
   */
  readonly secret?: string | undefined;
  /** The simulated REST API that has the runs of what is sent. Default: none. */
  readonly api?: Pick<SimulatedMaxunApi, 'addRun' | 'addEvent'> | undefined;
  /** URL of an HTTP proxy, as `HTTP_PROXY` in Maxun's environment. Default: none. */
  readonly proxy?: string | undefined;
  /** Called after the end of every attempt. */
  readonly onAttempt?: ((attempt: SimulatedAttempt) => void) | undefined;
}

/** A payload: any object with an event type. */
export interface SendableEvent {
  readonly event_type: string;
  readonly webhook_id?: unknown;
}

/** The result of the "Test" button of Maxun's page. */
export interface TestOutcome {
  /** Whether the page shows "sent": an answer came, and its status is below 500. */
  readonly sent: boolean;
  /** The one attempt. */
  readonly attempt: SimulatedAttempt;
}

/** A Maxun server that sends webhooks and does nothing else. */
export interface SimulatedMaxun extends AsyncDisposable {
  /**
   * Sends an event to every active webhook whose `events` hold its type, all at once, each with its own retries.
   *
   * @param event a payload, or bytes, which are posted as they are to every active webhook
   * @returns an outcome per webhook that it was sent to, when all are delivered, given up or lost
   */
  send(event: SendableEvent | Uint8Array): Promise<readonly SimulatedDelivery[]>;
  /**
   * Sends what Maxun sends at the end of a run: no event, one, or two (see {@link eventsOfRun}). The second is sent
   * after the first attempt of the first, whose retries may still be to come.
   *
   * @param run the run
   * @returns an outcome per event and webhook, when all are delivered, given up or lost
   */
  finishRun(run: FinishedRun): Promise<readonly SimulatedDelivery[]>;
  /**
   * Presses the "Test" button of a webhook: one `webhook_test`, never retried, whether the webhook is active or not.
   *
   * @param webhookId which webhook. Default: the first
   * @returns what the button says
   * @throws {RangeError} if there is no such webhook
   */
  sendTest(webhookId?: string): Promise<TestOutcome>;
  /** Restarts Maxun: open connections are cut, and all retries that were due are lost. */
  restart(): void;
  /** Stops Maxun for good: as {@link SimulatedMaxun.restart}, and nothing is sent any more. */
  close(): Promise<void>;
}

/**
 * A Maxun server that behaves on the wire as a stock one does: three attempts, 5 s and 10 s apart, with the same bytes;
 * any answer outside 200 to 299 is tried again; redirects are followed, some of them as an empty GET.
 *
 * @param options where to send, by which clock
 * @returns the server
 * @throws {TypeError} if there is neither a URL nor a webhook, or both, or a URL cannot be posted to, or the secret is not one
 * @example
 * ```ts
 * const clock = virtualClock();
 * const maxun = simulateMaxun({ url: 'http://127.0.0.1:4400/hook', clock });
 * const [delivery] = await clock.until(maxun.send(fixture('run_failed')));
 * delivery.attempts.length; // 3, if nothing listens there: 15 s of the clock, some milliseconds of yours
 * ```
 */
export function simulateMaxun(options: SimulateOptions): SimulatedMaxun {
  return new MaxunServer(options);
}

const encoder = new TextEncoder();

class MaxunServer implements SimulatedMaxun {
  readonly #webhooks: readonly WebhookSettings[];
  readonly #signer: Signer | undefined;
  /** What all deliveries have in common. */
  readonly #common: Pick<DeliverParts, 'clock' | 'proxy' | 'onAttempt'>;
  readonly #fixtureOptions: { readonly clock: Clock; readonly random: Random };
  readonly #api: SimulateOptions['api'];
  #life = new AbortController();
  #closed = false;

  constructor(options: SimulateOptions) {
    refuseMisnamed('simulateMaxun', options, { secrets: '`secret`, one' });
    const { clock = systemClock(), random = Math.random, onAttempt = () => undefined, secret } = options;
    const proxy = options.proxy === undefined ? undefined : httpUrl(options.proxy, 'proxy');
    this.#webhooks = webhooksOf(options).map(settingsOf);
    this.#common = { clock, proxy, onAttempt };
    this.#fixtureOptions = { clock, random };
    this.#api = options.api;
    this.#signer = secret === undefined ? undefined : createSigner({ secrets: [secret] });
  }

  async send(event: SendableEvent | Uint8Array): Promise<readonly SimulatedDelivery[]> {
    if (!(event instanceof Uint8Array)) this.#api?.addEvent(event);
    return await Promise.all(this.#start(event).map(({ settled }) => settled));
  }

  async finishRun(run: FinishedRun): Promise<readonly SimulatedDelivery[]> {
    const settled: Promise<SimulatedDelivery>[] = [];
    const life = this.#life.signal;
    const events = eventsOfRun(run, this.#fixtureOptions);
    this.#api?.addRun(run, events);
    for (const event of events) {
      if (life.aborted) break;
      const underway = this.#start(event);
      settled.push(...underway.map((delivery) => delivery.settled));
      await Promise.all(underway.map(({ first }) => first));
    }
    return await Promise.all(settled);
  }

  async sendTest(webhookId?: string): Promise<TestOutcome> {
    const webhook = this.#webhooks.find(({ config }) => webhookId === undefined || config.id === webhookId);
    if (webhook === undefined) throw new RangeError(`There is no webhook with the id '${webhookId}'.`);
    const event = fixture('webhook-test', undefined, this.#fixtureOptions);
    const parts = this.#partsOf({ ...webhook, attempts: 1 }, bodyFor(webhook, event));
    const release = parts.clock.hold?.();
    try {
      const attempt = await attemptOnce(parts, 1);
      parts.onAttempt(attempt);
      return { sent: attempt.status !== undefined && attempt.status < 500, attempt };
    } finally {
      release?.();
    }
  }

  restart(): void {
    const life = this.#life;
    this.#life = new AbortController();
    life.abort(new Error('Maxun stopped.'));
  }

  close(): Promise<void> {
    this.#closed = true;
    this.restart();
    return Promise.resolve();
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }

  #start(event: SendableEvent | Uint8Array): Underway[] {
    const type = event instanceof Uint8Array ? undefined : event.event_type;
    return this.#webhooks
      .filter(({ config }) => isSent(config, type))
      .map((webhook) => deliver(this.#partsOf(webhook, bodyFor(webhook, event))));
  }

  #partsOf(webhook: WebhookSettings, body: Uint8Array): DeliverParts {
    if (this.#closed) throw new TypeError('The simulated Maxun is closed: it sends nothing any more.');
    return { ...this.#common, webhook, body, headersAt: this.#headersFor(body), signal: this.#life.signal };
  }

  /** A signature is of its attempt's time; the id is the same in every attempt. */
  #headersFor(body: Uint8Array): DeliverParts['headersAt'] {
    const signer = this.#signer;
    if (signer === undefined) return () => Promise.resolve(STOCK_HEADERS);
    const id = `msg_${uuidFrom(this.#fixtureOptions.random).replaceAll('-', '')}`;
    return async (time) => {
      const signed = await signer(body, { id, timestamp: Math.floor(time / 1000) });
      return { ...STOCK_HEADERS, ...signed };
    };
  }
}

const STOCK_HEADERS: Readonly<Record<string, string>> = { ...observedExamples['extract-run'].headers };

function webhooksOf({ url, webhooks }: SimulateOptions): readonly MaxunWebhook[] {
  if ((url === undefined) === (webhooks === undefined)) {
    throw new TypeError('Expected either a `url` or `webhooks`, and not both.');
  }
  const list = webhooks ?? [{ url: url ?? '' }];
  if (list.length === 0) throw new TypeError('`webhooks` is empty: expected at least one.');
  return list;
}

/** In the order of the fields in Maxun's own code, which is the fixtures' too. */
function bodyFor({ config }: WebhookSettings, event: SendableEvent | Uint8Array): Uint8Array {
  if (event instanceof Uint8Array) return event;
  const id = config.id === undefined ? {} : { webhook_id: config.id };
  return encoder.encode(JSON.stringify({ ...event, ...id }));
}
