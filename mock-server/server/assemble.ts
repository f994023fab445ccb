/**
 * Puts the parts of a mock receiver together, before it listens.
 *
 * @module mock-server/server/assemble
 */
import { randomBytes } from 'node:crypto';
import { isIP } from 'node:net';
import { basename } from 'node:path';
import { type AddressGuard, createAddressGuard, LOOPBACK_BLOCKS } from '../../src/address-guard/index.ts';
import { type Clock, wallTime } from '../../src/clock/clock.ts';
import { type ListenAddress, ownUrl, urlVariants } from '../api/addresses.ts';
import { packageVersion } from '../api/contract-files.ts';
import { EventStream } from '../api/event-stream.ts';
import { createMask, type Mask } from '../../src/errors/mask-values.ts';
import { maskSecret } from '../api/masking.ts';
import type { ControlContext } from '../api/routes.ts';
import { secretsOf } from '../../src/receive/auth.ts';
import { BytesInFlight } from '../../src/receive/bytes-in-flight.ts';
import { Inboxes } from '../inbox/inboxes.ts';
import { Journal } from '../journal/journal.ts';
import { openStore } from '../journal/open-store.ts';
import { createOutgoing, type OutgoingClient } from '../outgoing/client.ts';
import { Forward } from '../outgoing/forward.ts';
import { createGrowingGuard, type GrowingGuard } from '../outgoing/growing-guard.ts';
import { Probes } from '../probe/probes.ts';
import { createJudge } from '../verdict/judge.ts';
import type { AppOptions } from './app.ts';
import type { MockReceiverOptions, Settings } from './options.ts';

/** The parts of a receiver. */
export interface Assembly extends Omit<AppOptions, 'access'> {
  readonly journal: Journal;
  readonly inboxes: Inboxes;
  readonly events: EventStream;
  /**
   * To be called once it listens.
   *
   * @param port that it listens on
   */
  listening(port: number): void;
  /** Accepts no more deliveries, and rejects pending waits. Call it before the connections are cut. */
  close(): void;
  /** Ends the rest. Call it once the connections are cut. */
  dispose(): Promise<void>;
}

/** What changes while a receiver runs. */
interface Life {
  isClosed: boolean;
  startedAt: string;
  address: ListenAddress;
  /** Query of the hook's URL. */
  readonly query: string;
}

/** Bytes of all bodies that are being read: enough for many of the usual size, and for a few large ones. */
const MIN_READ_BYTES = 256 * 1024 * 1024;

/**
 * Makes every part.
 *
 * @param options as they were given
 * @param settings the same, checked
 * @throws {StoreError} if the file of `store` cannot be used
 * @throws {TypeError} if a secret, the token or a URL cannot be used
 */
export async function assemble(options: MockReceiverOptions, settings: Settings): Promise<Assembly> {
  const { clock, secrets, auth, strict, maxBodyBytes, path, host, onLate } = settings;
  const { token, control: { password } = {} } = options;
  const judge = createJudge({ strict, secrets, auth, maxBodyBytes, now: () => wallTime(clock) });
  const clients = createClients(options, maxBodyBytes);
  const mask = createMask([...secrets, ...secretsOf(auth), ...(password === undefined ? [] : [password])]);
  const store = options.store === undefined ? undefined : await openStore(options.store);
  const journal = new Journal({ ...options, strict, store });
  const query = token === undefined ? '' : `?token=${encodeURIComponent(token)}`;
  const life: Life = { isClosed: false, startedAt: '', address: { host, port: 0, path }, query };
  const startId = randomBytes(6).toString('hex');
  const events = new EventStream({ clock, mask, startId, find: (id) => journal.find(id) });
  const inboxes = createInboxes(settings, { journal, events, life });
  const forward = new Forward(() => events.emit({ type: 'forward', data: forward.state }));
  journal.restore();
  announce(journal, events);
  inboxes.hook.script(...[options.script ?? []].flat());
  if (options.forward !== undefined) forward.set(options.forward, clients.toForward);
  const inFlight = new Set<Promise<void>>();
  const bytesInFlight = new BytesInFlight(Math.max(MIN_READ_BYTES, 4 * maxBodyBytes));
  const hook = { clock, journal, judge, inboxes, forward, maxBodyBytes, bytesInFlight, onLate, inFlight };
  const emit = events.emit.bind(events);
  const probes = new Probes({ guard: clients.guard, secrets, emit });
  const parts = { journal, inboxes, events, forward, probes, clients, mask, life };
  return {
    journal,
    inboxes,
    events,
    hook: { ...hook, isClosed: () => life.isClosed },
    control: controlOf(options, settings, parts),
    ...lifecycleOf({ ...parts, clock }, async () => {
      await Promise.allSettled(inFlight);
      store?.close();
    }),
  };
}

interface Parts {
  readonly journal: Journal;
  readonly inboxes: Inboxes;
  readonly events: EventStream;
  readonly forward: Forward;
  readonly probes: Probes;
  readonly clients: Clients;
  readonly mask: Mask;
  readonly life: Life;
}

function createInboxes(
  { clock, path: hookPath }: Settings,
  { journal, events, life }: Pick<Parts, 'journal' | 'events' | 'life'>,
): Inboxes {
  const inboxes: Inboxes = new Inboxes(hookPath, (name) => ({
    clock,
    url: () => ownUrl({ ...life.address, path: `${Inboxes.pathOf(hookPath, name)}${life.query}` }),
    arrived: () => journal.deliveriesAt(name),
    misdirected: () => journal.strays('misdirected'),
    onScriptChange: () => {
      if (name === undefined) events.emit({ type: 'script', data: inboxes.hook.steps.state });
    },
  }));
  return inboxes;
}

function controlOf(
  options: MockReceiverOptions,
  { clock, secrets, maxBodyBytes, strict }: Settings,
  parts: Parts,
): ControlContext {
  const { journal, inboxes, forward, clients, life } = parts;
  const { token, store, control = {} } = options;
  const csrfToken = randomBytes(24).toString('base64url');
  return {
    ...parts,
    script: inboxes.hook.steps,
    csrfToken,
    maxBodyBytes,
    guard: clients.guard,
    origins: control.origins,
    info: () => ({
      version: packageVersion(),
      startedAt: life.startedAt,
      csrfToken,
      urls: urlVariants({ ...life.address, path: `${life.address.path}${life.query}` }),
      strict,
      secrets: secrets.map(maskSecret),
      ...(token === undefined ? {} : { token: '…' }),
      forward: forward.state,
      ...(store === undefined ? {} : { store: basename(store) }),
      limits: { ...journal.limits, maxBodyBytes },
    }),
    sending: () => ({ clock, secrets, hookUrl: inboxes.hook.url, ...clients }),
  };
}

function lifecycleOf(
  {
    clock,
    life,
    inboxes,
    events,
    probes,
    clients: { toHook, toOthers, toForward },
  }: Parts & { clock: Clock },
  end: () => Promise<void>,
): Pick<Assembly, 'listening' | 'close' | 'dispose'> {
  return {
    listening(port) {
      life.address = { ...life.address, port };
      life.startedAt = new Date(clock.now()).toISOString();
    },
    close() {
      life.isClosed = true;
      inboxes.close();
      probes.close();
      events.close();
    },
    async dispose() {
      await Promise.all([toHook, toOthers, toForward].map(async (client) => client.close()));
      await end();
    },
  };
}

interface Clients {
  readonly guard: GrowingGuard;
  readonly toHook: OutgoingClient;
  readonly toOthers: OutgoingClient;
  readonly toForward: OutgoingClient;
}

function createClients(
  { allow = [], forward, host = '' }: MockReceiverOptions,
  maxAnswerBytes: number,
): Clients {
  const guard = createGrowingGuard([...LOOPBACK_BLOCKS, 'localhost', ...allow]);
  const own = createAddressGuard({ allow: [...LOOPBACK_BLOCKS, ...(isIP(host) === 0 ? [] : [host])] });
  const named = forward === undefined ? guard : guardFor(forward, allow);
  return {
    guard,
    toHook: createOutgoing({ guard: own, maxAnswerBytes }),
    toOthers: createOutgoing({ guard, maxAnswerBytes }),
    toForward: createOutgoing({ guard: named, maxAnswerBytes }),
  };
}

/** The endpoint that the receiver is started with may be reached: its host is allowed. */
function guardFor(url: string, allow: readonly string[]): AddressGuard {
  const host = URL.canParse(url) ? new URL(url).hostname : '';
  if (host === '') throw new TypeError(`forward: found "${url}", expected an absolute http: or https: URL.`);
  const guard = createAddressGuard({ allow: [...allow, host] });
  guard.checkUrl(url);
  return guard;
}

function announce(journal: Journal, events: EventStream): void {
  journal.listen({
    arrived: ({ id }) => events.delivery('delivery', id),
    changed: ({ id }) => events.delivery('update', id),
    cleared: (cleared) => events.emit({ type: 'cleared', data: { cleared } }),
  });
}
