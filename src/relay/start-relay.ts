/**
 * Starts a relay: a receiver with an inbox, whose handler puts every event into the outbox of a sender.
 *
 * @module relay/start-relay
 */
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { StoreError } from '../errors/index.ts';
import { type Auth, type CloseOptions, createReceiver, type Receiver } from '../receive/index.ts';
import { type CatchUp, catchUp } from '../maxun-api/index.ts';
import { createSender, type Sender } from '../send/index.ts';
import { MAX_PAYLOAD_BYTES } from '../queue/limits.ts';
import { drainMsOf } from '../queue/work-settings.ts';
import { relayAuth } from './auth.ts';
import { forwarder } from './forward.ts';
import { STATS_FRESH_MS, STATS_TIMEOUT_MS } from './limits.ts';
import { Metrics } from './metrics.ts';
import { type RelayOptions, relaySettings, type RelaySettings } from './options.ts';
import { RelayServer } from './server.ts';
import { openQueues, type RelayQueues, type RelayStats } from './store.ts';

/** A relay that listens. */
export interface Relay extends AsyncDisposable {
  /** Where Maxun sends, without the token. */
  readonly url: string;
  readonly port: number;
  /** What has arrived: `dead()`, `replay()`, `accept()`. */
  readonly receiver: Receiver<'report'>;
  /** What is sent: `dead()`, `replay()`, `disabled()`, `enable()`, `on('attempt', …)`. */
  readonly sender: Sender<'off'>;
  /** @returns the number of deliveries by state */
  stats(): Promise<RelayStats>;
  /**
   * Takes no more deliveries, lets what runs finish, and closes everything. What is left stays in the store.
   *
   * @param options `drainMs`. Default: 25,000
   */
  close(options?: CloseOptions): Promise<void>;
}

/**
 * Starts a relay. Maxun's deliveries are answered 200 once they are durable, and sent on from there: a restart or a crash
 * loses none of them, an endpoint may get one twice, with the same `webhook-id`.
 *
 * @param options where to, where deliveries are kept, who may send them
 * @returns the relay, which listens
 * @throws {TypeError} if an option is missing or contradicts another
 * @throws {RangeError} if a number or the length of a token is out of its range
 * @throws {StoreError} if the store cannot be opened
 * @throws {DeliveryError} ERR_WEBHOOK_PORT_IN_USE, ERR_WEBHOOK_ENDPOINT_INVALID, ERR_WEBHOOK_ADDRESS_REFUSED
 * @example
 * ```ts
 * const relay = await startRelay({
 *   to: { url: 'https://example.com/hooks/maxun', secret: process.env.MAXUN_WEBHOOK_SECRET! },
 *   store: 'relay-data',
 *   token: process.env.MAXUN_RELAY_TOKEN!,
 * });
 * process.once('SIGTERM', () => void relay.close());
 * ```
 */
export async function startRelay(options: RelayOptions): Promise<Relay> {
  const settings = relaySettings(options);
  const auth = relayAuth(settings);
  const queues = await openQueues(settings.store);
  try {
    return await relayOf(settings, auth, queues);
  } catch (error) {
    await Promise.all([queues.inbox.close({ drainMs: 0 }), queues.outbox.close({ drainMs: 0 })]);
    throw error;
  }
}

async function relayOf(settings: RelaySettings, auth: Auth, queues: RelayQueues): Promise<Relay> {
  const metrics = new Metrics();
  const { to, allow, complete, schedule, maxBodyBytes, silent, timeZone, locale } = settings;
  const sending = { endpoints: to, allow, schedule, silent, maxBodyBytes: MAX_PAYLOAD_BYTES };
  const sender = createSender<'off'>({ ...sending, queue: queues.outbox, contract: 'off' })
    .on('attempt', (event) => metrics.attempted(event))
    .on('delivered', (event) => metrics.delivered(event));
  const receiving = { complete, schedule, maxBodyBytes, silent, timeZone, locale };
  const receiver = createReceiver({ ...receiving, auth, inbox: queues.inbox });
  const forward = forwarder({ settings, sender, metrics });
  receiver.onAny(forward).onConflict(forward);
  const stats = async (): Promise<RelayStats> => ({
    inbox: await receiver.stats(),
    outbox: await sender.stats(),
  });
  const server = new RelayServer({ settings, receiver, metrics, stats: cached(stats) });
  const catching = catchUpOf(settings, receiver);
  const parts = [server, ...(catching === undefined ? [] : [catching]), receiver, sender];
  const port = await server.listen().catch(async (error: unknown) => {
    await closeAll(parts, 0);
    throw error;
  });
  let closing: Promise<void> | undefined;
  const close = async (options: CloseOptions = {}): Promise<void> => {
    const drainMs = drainMsOf(options);
    await (closing ??= closeAll(parts, drainMs));
  };
  const { host, path } = settings;
  const url = `http://${host.includes(':') ? `[${host}]` : host}:${port}${path}`;
  return { url, port, receiver, sender, stats, close, [Symbol.asyncDispose]: close };
}

function catchUpOf(settings: RelaySettings, receiver: Receiver): CatchUp | undefined {
  const { catchUp: options, store, silent, timeZone, locale } = settings;
  if (options === undefined) return undefined;
  const { cursor = join(store, 'catch-up.json') } = options;
  return catchUp({ silent, timeZone, locale, ...options, cursor, receiver });
}

/** In the order in which a delivery passes through them, within one drain time. */
async function closeAll(
  parts: readonly { close(options: CloseOptions): Promise<void> }[],
  drainMs: number,
): Promise<void> {
  const end = performance.now() + drainMs;
  for (const part of parts) await part.close({ drainMs: Math.max(0, end - performance.now()) });
}

/** Asks at most once per {@link STATS_FRESH_MS}, and waits for a limited time. */
function cached<T>(ask: () => Promise<T>): () => Promise<T> {
  let last: Promise<T> | undefined;
  let askedAt = -Infinity;
  return () => {
    const now = performance.now();
    if (last === undefined || now - askedAt > STATS_FRESH_MS) {
      last = Promise.race([ask(), late()]);
      askedAt = now;
    }
    return last;
  };
}

async function late(): Promise<never> {
  await wait(STATS_TIMEOUT_MS, undefined, { ref: false });
  throw new StoreError(
    'ERR_WEBHOOK_STORE_UNAVAILABLE',
    `The queues did not answer within ${STATS_TIMEOUT_MS} ms.`,
  );
}
