/**
 * A replacement for the `sendWebhook` of a Maxun server: the same signature, but no event is lost on a restart.
 *
 * @module send/send-webhook
 * @see https://github.com/getmaxun/maxun `server/src/routes/webhook.ts` (v0.0.43)
 */
import { requireMethods, requireOptions } from '../errors/options.ts';
import { DeliveryError, PayloadError, StoreError } from '../errors/index.ts';
import { named } from '../errors/naming.ts';
import { maxunSchedule, type RetrySchedule } from '../queue/retry-schedule.ts';
import type { Endpoint, EndpointAuthentication, ExpiringSecret } from './endpoint/endpoint.ts';
import type { AttemptEvent } from './events/sender-events.ts';
import { MAX_REPORTED_SETTINGS } from './limits.ts';
import { eventsOf, type MaxunWebhook, oddSettingsOf, timeoutMsOf } from './maxun-webhook.ts';
import { wellFormed } from './payload/json-text.ts';
import type { AnyEvent } from './payload/event-types.ts';
import type { Sender } from './sender.ts';

type Secrets = string | readonly (string | ExpiringSecret)[] | null | undefined;
type Webhooks<Webhook> = readonly Webhook[] | null | undefined;

/** The options of {@link createSendWebhook}. */
export interface SendWebhookOptions<Webhook extends MaxunWebhook = MaxunWebhook> {
  /** The sender that delivers the events. `createSendWebhook` adds a function `endpoints` to it. */
  readonly sender: Sender | Sender<'observed'> | Sender<'any'> | Sender<'off'>;
  /**
   * Looks up the webhooks of a robot. Called for each event, and again for waiting deliveries: they use a changed URL or
   * secret, and deliveries to a webhook that was deleted or deactivated become dead letters.
   */
  readonly webhooksOf: (robotId: string) => Webhooks<Webhook> | Promise<Webhooks<Webhook>>;
  /**
   * Returns the secrets of a webhook from your own store; `undefined` or `null` to send unsigned. Default: its
   * `secret`.
   */
  readonly secretsOf?: ((webhook: Webhook) => Secrets | Promise<Secrets>) | undefined;
  /** When to try again. Default: by the webhook's own `retryAttempts` and `retryDelay`. */
  readonly schedule?: RetrySchedule | undefined;
  /**
   * Called after each attempt at a webhook: update its `lastCalledAt` here.
   *
   * @param robotId id of the robot
   * @param webhookId id of the webhook
   * @param attempt when it began, and how it ended
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

/**
 * Creates a `sendWebhook` that replaces Maxun's own. It resolves once the event is durable for every active webhook
 * of the robot that names it, and sends the same body as Maxun: `data` is not checked against the documented contract,
 * which Maxun's own events do not meet.
 *
 * @param options `sender`, `webhooksOf`
 * @returns the function. It rejects with what {@link Sender.send} throws, after the event was accepted for the other
 *   webhooks; if several fail, with an `AggregateError`
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
  requireOptions('createSendWebhook', options);
  requireMethods('sender', options.sender, {
    methods: ['send', 'useEndpoints'],
    expected: 'createSender(…)',
  });
  // The types of sender differ in their default contract, which does not matter here: each call sets `off`.
  const sender = options.sender as Sender<'off'>;
  const webhooksOf = reportingAttempts(sender, options);
  const reportOddSettings = settingsReporter(sender);
  const enableChanged = changeWatcher(sender);
  sender.useEndpoints(async (id, { robotId }) => {
    if (typeof robotId !== 'string') return undefined;
    const webhook = (await webhooksOf(robotId)).find((one) => one.id === id);
    return webhook?.active === true ? endpointOf(robotId, webhook, options) : null;
  });
  return async (robotId, eventType, data) => {
    const webhooks = await webhooksOf(robotId);
    for (const webhook of webhooks) reportOddSettings(robotId, webhook);
    const targets = webhooks.filter((one) => one.active && eventsOf(one).includes(eventType));
    const event = { event_type: eventType, data: data as object };
    const results = await Promise.allSettled(
      targets.map(async (webhook) => sendTo(sender, await endpointOf(robotId, webhook, options), event)),
    );
    await enableChanged(webhooks);
    throwFaults(targets, results);
  };
}

/** Looks up webhooks, and remembers their robots: the event of an attempt contains only the webhook. */
function reportingAttempts<Webhook extends MaxunWebhook>(
  sender: Sender<'off'>,
  { webhooksOf, onAttempt }: SendWebhookOptions<Webhook>,
): (robotId: string) => Promise<Webhook[]> {
  const robots = new Map<string, string>();
  if (onAttempt !== undefined) {
    sender.on('attempt', (attempt) => {
      const robotId = robots.get(attempt.endpoint);
      return robotId === undefined ? undefined : onAttempt(robotId, attempt.endpoint, attempt);
    });
  }
  return async (robotId) => {
    const stored = (await webhooksOf(robotId)) ?? [];
    const webhooks = stored.filter((one) => typeof one === 'object' && one !== null);
    if (onAttempt !== undefined) for (const { id } of webhooks) robots.set(id, robotId);
    return webhooks;
  };
}

/** Reports once which settings of a webhook are not used as stored. */
function settingsReporter(sender: Sender<'off'>): (robotId: string, webhook: MaxunWebhook) => void {
  const reported = new Set<string>();
  return (robotId, webhook) => {
    for (const oddity of oddSettingsOf(webhook)) {
      const message = `webhook ${JSON.stringify(webhook.id)} of robot ${JSON.stringify(robotId)}: ${oddity}`;
      if (reported.has(message)) continue;
      if (reported.size >= MAX_REPORTED_SETTINGS) reported.clear();
      reported.add(message);
      sender.report(new DeliveryError('ERR_WEBHOOK_ENDPOINT_INVALID', message));
    }
  };
}

/** Enables webhooks that were disabled because they failed, once their owner has changed them. */
function changeWatcher(sender: Sender<'off'>): (webhooks: readonly MaxunWebhook[]) => Promise<void> {
  const versions = new Map<string, string>();
  const enable = async (changed: readonly MaxunWebhook[]): Promise<void> => {
    const disabled = new Map((await sender.disabled()).map((one) => [one.endpoint, one]));
    for (const webhook of changed) {
      const { reason = '', since = 0 } = disabled.get(webhook.id) ?? {};
      const isLater = versions.has(webhook.id) || new Date(webhook.updatedAt ?? 0).getTime() > since;
      // An operator disabled it for another reason.
      if (reason.startsWith('ERR_WEBHOOK_') && webhook.active && isLater) await sender.enable(webhook.id);
      versions.set(webhook.id, versionOf(webhook));
    }
  };
  return async (webhooks) => {
    const changed = webhooks.filter((one) => versions.get(one.id) !== versionOf(one));
    if (changed.length === 0) return;
    try {
      await enable(changed);
    } catch (error) {
      // The event is already accepted. The next event tries again.
      if (!(error instanceof StoreError)) throw error;
      sender.report(error);
    }
  };
}

function versionOf({ url, active, updatedAt }: MaxunWebhook): string {
  return JSON.stringify([url, active, updatedAt]);
}

async function endpointOf<Webhook extends MaxunWebhook>(
  robotId: string,
  webhook: Webhook,
  { secretsOf = ({ secret }) => secret, schedule = maxunSchedule(webhook) }: SendWebhookOptions<Webhook>,
): Promise<Endpoint> {
  const { id, url } = webhook;
  const secrets = await secretsOf(webhook);
  const timeoutMs = timeoutMsOf(webhook);
  return { url, webhookId: id, timeoutMs, schedule, context: { robotId }, ...authenticationOf(secrets) };
}

function authenticationOf(secrets: Secrets): EndpointAuthentication {
  if (secrets === undefined || secrets === null) return { unsigned: true };
  return typeof secrets === 'string' ? { secret: secrets } : { secrets };
}

/** Sends an event unchanged; if the sender refuses it, in the form in which stock Maxun would send it. */
async function sendTo(sender: Sender<'off'>, endpoint: Endpoint, event: AnyEvent): Promise<void> {
  try {
    await sender.send(endpoint, event, { contract: 'off' });
  } catch (error) {
    const isRepairable = error instanceof PayloadError && error.code === 'ERR_WEBHOOK_PAYLOAD_INVALID';
    const data = isRepairable ? asStockSends(event.data) : undefined;
    if (data === undefined) throw error;
    await sender.send(endpoint, { ...event, data }, { contract: 'off' });
  }
}

/** The data as `JSON.stringify` and an encoder of UTF-8 write it, like stock Maxun; `undefined` if that fails too. */
function asStockSends(data: object): object | undefined {
  try {
    return wellFormed(data);
  } catch {
    return undefined;
  }
}

/** A failing store or an event that cannot be sent is one fault, even if it affects many webhooks. */
function throwFaults(targets: readonly MaxunWebhook[], results: readonly PromiseSettledResult<void>[]): void {
  const faults = results.flatMap((result, index) => {
    if (result.status === 'fulfilled') return [];
    return [named(`webhook ${JSON.stringify(targets[index]?.id)}`, result.reason)];
  });
  const [first] = faults;
  if (faults.length === 0) return;
  if (faults.length === 1 || first instanceof StoreError || first instanceof PayloadError) throw first;
  // Maxun's callers log the message alone.
  const reasons = faults.map((fault) => (fault instanceof Error ? fault.message : String(fault))).join('; ');
  throw new AggregateError(faults, `${faults.length} webhooks of the robot cannot be sent to: ${reasons}`);
}
