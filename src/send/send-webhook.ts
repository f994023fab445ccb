/**
 * A drop-in for the `sendWebhook` of a Maxun server: the same signature, and nothing is lost on a restart.
 *
 * @module send/send-webhook
 * @see https://github.com/getmaxun/maxun `server/src/routes/webhook.ts` (v0.0.43)
 */
import { DeliveryError, PayloadError } from '../errors/index.ts';
import { named } from '../errors/naming.ts';
import type { Endpoint, EndpointAuthentication, ExpiringSecret } from './endpoint/endpoint.ts';
import type { AnyEvent } from './payload/event-types.ts';
import type { AttemptEvent } from './events/sender-events.ts';
import { maxunSchedule, type RetrySchedule } from './attempt/schedule.ts';
import type { Sender } from './sender.ts';

/** A webhook's configuration, as Maxun keeps it with a robot; fields that are not named here are left alone. */
export interface MaxunWebhook {
  readonly id: string;
  readonly url: string;
  /** Names of the events that it receives: `run_completed`, `run_failed`. */
  readonly events: readonly string[];
  readonly active: boolean;
  /** Attempts in all. Default, and what 0 means: 3. */
  readonly retryAttempts?: number | null | undefined;
  /** Seconds before the second attempt, doubled from then on. Default, and what 0 means: 5. */
  readonly retryDelay?: number | null | undefined;
  /** Deadline of an attempt in seconds. Default, and what 0 means: 30. */
  readonly timeout?: number | null | undefined;
  /** `whsec_…`, a field that stock Maxun does not have. Without one, deliveries are unsigned, as stock Maxun's are. */
  readonly secret?: string | null | undefined;
}

/** What {@link createSendWebhook} takes. */
export interface SendWebhookOptions<Webhook extends MaxunWebhook = MaxunWebhook> {
  /** Delivers. Its resolver of endpoints is set up by this. */
  readonly sender: Sender | Sender<'observed'> | Sender<'any'> | Sender<'off'>;
  /**
   * Looks up the webhooks of a robot. Asked for each event, and again for what is kept: a changed URL or secret is in force
   * for the backlog, and what was to go to a webhook that is gone, or not active any more, ends among the dead letters.
   */
  readonly webhooksOf: (
    robotId: string,
  ) => readonly Webhook[] | null | undefined | Promise<readonly Webhook[] | null | undefined>;
  /** Gives the secrets of a webhook; `undefined` to send unsigned. Default: its `secret`. */
  readonly secretsOf?:
    ((webhook: Webhook) => string | readonly (string | ExpiringSecret)[] | undefined) | undefined;
  /** When to try again. Default: by the webhook's own `retryAttempts` and `retryDelay`. */
  readonly schedule?: RetrySchedule | undefined;
  /**
   * Called after each attempt at a webhook: the place to write its `lastCalledAt`.
   *
   * @param robotId id of the robot
   * @param webhookId id of the webhook
   * @param attempt when it began, and what came of it
   */
  readonly onAttempt?:
    ((robotId: string, webhookId: string, attempt: AttemptEvent) => void | Promise<void>) | undefined;
}

/**
 * Sends an event of a robot to its webhooks.
 *
 * @param robotId id of the robot (`recording_meta.id`)
 * @param eventType `run_completed` or `run_failed`
 * @param data the event itself, in any of the shapes that Maxun sends
 */
export type SendWebhook = (robotId: string, eventType: string, data: unknown) => Promise<void>;

/** The Maxun server's default (v0.0.43), in seconds. */
const MAXUN_TIMEOUT_SECONDS = 30;

/**
 * Creates a `sendWebhook` to take the place of Maxun's own. It resolves once the event is durable for every active webhook
 * of the robot that receives such events, and sends the very body that Maxun sends: `data` is not held against the
 * documented contract, which Maxun's own events do not meet.
 *
 * @param options `sender`, `webhooksOf`
 * @returns the function. It rejects with what {@link Sender.send} throws, after the event was accepted for the webhooks that
 *   are not at fault; with an `AggregateError` where several are
 * @example
 * ```ts
 * const sender = createSender({ queue: await sqliteQueue('/data/webhooks.db'), allow: ['n8n'] });
 * export const sendWebhook = createSendWebhook({
 *   sender,
 *   webhooksOf: async (robotId) =>
 *     (await Robot.findOne({ where: { 'recording_meta.id': robotId } }))?.get('webhooks'),
 * });
 * ```
 */
export function createSendWebhook<Webhook extends MaxunWebhook>(
  options: SendWebhookOptions<Webhook>,
): SendWebhook {
  // The four kinds of sender differ in what they take where no contract is named; one is named at each call.
  const sender = options.sender as Sender<'off'>;
  const webhooksOf = reportingAttempts(sender, options);
  sender.useEndpoints(async (id, { robotId }) => {
    if (typeof robotId !== 'string') return undefined;
    const webhook = (await webhooksOf(robotId)).find((one) => one.id === id);
    return webhook?.active === true ? endpointOf(robotId, webhook, options) : null;
  });
  return async (robotId, eventType, data) => {
    const webhooks = (await webhooksOf(robotId)).filter(
      ({ active, events }) => active && events.includes(eventType),
    );
    if (webhooks.length === 0) return;
    const targets = webhooks.map((webhook) => ({
      webhookId: webhook.id,
      endpoint: () => endpointOf(robotId, webhook, options),
    }));
    await acceptAll(sender, targets, { event_type: eventType, data: data as object });
  };
}

/** Looks up webhooks; and remembers whose they are, since the event of an attempt names the webhook alone. */
function reportingAttempts<Webhook extends MaxunWebhook>(
  sender: Sender<'off'>,
  { webhooksOf, onAttempt }: SendWebhookOptions<Webhook>,
): (robotId: string) => Promise<readonly Webhook[]> {
  if (onAttempt === undefined) return async (robotId) => (await webhooksOf(robotId)) ?? [];
  const robots = new Map<string, string>();
  sender.on('attempt', (attempt) => {
    const robotId = robots.get(attempt.endpoint);
    return robotId === undefined ? undefined : onAttempt(robotId, attempt.endpoint, attempt);
  });
  return async (robotId) => {
    const webhooks = (await webhooksOf(robotId)) ?? [];
    for (const { id } of webhooks) robots.set(id, robotId);
    return webhooks;
  };
}

interface Target {
  /** Id of the webhook, for messages. */
  readonly webhookId: string;
  /** Throws where the webhook's configuration makes no sense. */
  readonly endpoint: () => Endpoint;
}

/** All in one, as a rule; one by one where a webhook is misconfigured, so that it does not hold up the others. */
async function acceptAll(sender: Sender<'off'>, targets: readonly Target[], event: AnyEvent): Promise<void> {
  try {
    await repairing(event, (one) =>
      sender.sendAll(
        targets.map(({ endpoint }) => ({ endpoint: endpoint(), event: one })),
        { contract: 'off' },
      ),
    );
  } catch (error) {
    const isOfOne =
      error instanceof DeliveryError || error instanceof TypeError || error instanceof RangeError;
    if (!isOfOne) throw error;
    await acceptEach(sender, targets, event);
  }
}

async function acceptEach(sender: Sender<'off'>, targets: readonly Target[], event: AnyEvent): Promise<void> {
  const results = await Promise.allSettled(
    targets.map(async ({ webhookId, endpoint }) => {
      try {
        await repairing(event, (one) => sender.send(endpoint(), one, { contract: 'off' }));
      } catch (error) {
        throw named(`webhook ${JSON.stringify(webhookId)}`, error);
      }
    }),
  );
  const reasons: unknown[] = results.flatMap((one) =>
    one.status === 'rejected' ? [one.reason as unknown] : [],
  );
  if (reasons.length === 1) throw reasons[0];
  if (reasons.length > 1) {
    throw new AggregateError(reasons, `${reasons.length} webhooks of the robot cannot be sent to`);
  }
}

function endpointOf<Webhook extends MaxunWebhook>(
  robotId: string,
  webhook: Webhook,
  { secretsOf, schedule }: SendWebhookOptions<Webhook>,
): Endpoint {
  const { id, url, timeout } = webhook;
  const secrets = secretsOf === undefined ? (webhook.secret ?? undefined) : secretsOf(webhook);
  return {
    url,
    webhookId: id,
    // As Maxun reads it: 0 and null are the default.
    timeoutMs: (timeout || MAXUN_TIMEOUT_SECONDS) * 1_000,
    schedule: schedule ?? maxunSchedule(webhook),
    context: { robotId },
    ...authenticationOf(secrets),
  };
}

function authenticationOf(
  secrets: string | readonly (string | ExpiringSecret)[] | undefined,
): EndpointAuthentication {
  if (secrets === undefined) return { unsigned: true };
  return typeof secrets === 'string' ? { secret: secrets } : { secrets };
}

/** Sends an event as it is; where the sender refuses it, as stock Maxun would. */
async function repairing(event: AnyEvent, send: (event: AnyEvent) => Promise<unknown>): Promise<void> {
  try {
    await send(event);
  } catch (error) {
    const isRepairable = error instanceof PayloadError && error.code === 'ERR_WEBHOOK_PAYLOAD_INVALID';
    const data = isRepairable ? asStockSends(event.data) : undefined;
    if (data === undefined) throw error;
    await send({ event_type: event.event_type, data });
  }
}

/**
 * What scraped pages can hold and the sender refuses (NaN, half of a surrogate pair), as `JSON.stringify` and a UTF-8 encoder
 * leave it: stock Maxun sends these, and to lose the event over them would be worse. `undefined` where that cannot send it either.
 */
function asStockSends(data: unknown): object | undefined {
  const reviver = (_key: string, value: unknown): unknown =>
    typeof value === 'string' ? value.replaceAll(/\p{Surrogate}/gu, '\ufffd') : value;
  try {
    return JSON.parse(JSON.stringify(data), reviver) as object;
  } catch {
    return undefined;
  }
}
