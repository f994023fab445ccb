/**
 * Puts the parts of a mock receiver together, before it listens.
 *
 * @module mock-server/server/assemble
 */
import { randomBytes } from 'node:crypto';
import { isIP } from 'node:net';
import { basename } from 'node:path';
import { type AddressGuard, createAddressGuard } from '../../src/address-guard/index.ts';
import { type Clock, wallTime } from '../../src/clock/clock.ts';
import type { ReceiverInfo } from '../api/types.ts';
import type { AppOptions } from './app.ts';
import { Boundaries } from '../inbox/isolated-inboxes.ts';
import { type ListenAddress, ownUrl, urlVariants } from '../api/addresses.ts';
import { packageVersion } from '../api/contract-files.ts';
import { EventStream } from '../api/event-stream.ts';
import { Forward } from '../outgoing/forward.ts';
import { Journal } from '../journal/journal.ts';
import { createJudge } from '../verdict/judge.ts';
import { maskSecret } from '../api/masking.ts';
import type { MockReceiverOptions, Settings } from './options.ts';
import { createOutgoing, type OutgoingClient } from '../outgoing/client.ts';
import type { SqliteJournalStore } from '../journal/sqlite-store.ts';
import { openStore } from '../journal/open-store.ts';

/** The parts of a receiver. */
export interface Assembly extends Omit<AppOptions, 'access'> {
  readonly journal: Journal;
  readonly boundaries: Boundaries;
  readonly events: EventStream;
  /**
   * To be called once it listens.
   *
   * @param port that it listens on
   */
  listening(port: number): void;
  /** Takes nothing more, and tells who waits. To be called before the connections are cut. */
  close(): void;
  /** Ends the rest. To be called once the connections are cut. */
  dispose(): Promise<void>;
}

/** What changes in the life of a receiver. */
interface Life {
  isClosed: boolean;
  startedAt: string;
  address: ListenAddress;
}

/**
 * Makes every part.
 *
 * @param options as they were given
 * @param settings the same, checked
 * @throws {StoreError} if the file of `store` cannot be used
 * @throws {TypeError} if a secret, the token or a URL is none
 */
export async function assemble(options: MockReceiverOptions, settings: Settings): Promise<Assembly> {
  const { clock, secrets, strict, maxBodyBytes, path: hookPath, onLate } = settings;
  const { token } = options;
  const judge = createJudge({ strict, secrets, token, maxBodyBytes, now: () => wallTime(clock) });
  const clients = createClients(options);
  const store = options.store === undefined ? undefined : await openStore(options.store);
  const journal = new Journal({ ...options, strict, store });
  const life: Life = { isClosed: false, startedAt: '', address: addressOf(options, settings) };
  const startId = randomBytes(6).toString('hex');
  const events = new EventStream({ clock, startId, find: (id) => journal.find(id) });
  const boundaries = createBoundaries({ hookPath, clock, life, journal, events });
  const forward = new Forward(() => events.emit({ type: 'forward', data: forward.state }));
  journal.restore();
  tell(journal, events);
  boundaries.hook.script(...(options.script ?? []));
  if (options.forward !== undefined) forward.set(options.forward, clients.toForward);
  const inFlight = new Set<Promise<void>>();
  const hook = { clock, journal, judge, boundaries, forward, maxBodyBytes, hookPath, onLate, inFlight };
  const describe = { options, settings, journal, forward, life };
  return {
    journal,
    boundaries,
    events,
    hook: { ...hook, isClosed: () => life.isClosed },
    control: {
      journal,
      script: boundaries.hook.steps,
      forward,
      events,
      guard: clients.guard,
      maxBodyBytes,
      ...infoAbout(describe),
      sending: () => ({ clock, secrets, hookUrl: boundaries.hook.url, ...clients }),
    },
    ...lifecycle({ clock, life, boundaries, events, clients, inFlight, store }),
  };
}

function addressOf({ token }: MockReceiverOptions, { host, path }: Settings): ListenAddress {
  return { host, port: 0, path: token === undefined ? path : `${path}?token=${encodeURIComponent(token)}` };
}

interface Clients {
  readonly guard: AddressGuard;
  readonly toHook: OutgoingClient;
  readonly toOthers: OutgoingClient;
  readonly toForward: OutgoingClient;
}

function createClients({ allow = [], forward, host }: MockReceiverOptions): Clients {
  const guard = createAddressGuard({ allow });
  const own = createAddressGuard({
    allow: ['127.0.0.0/8', '::1', 'localhost', ...(isIP(host ?? '') ? [host ?? ''] : [])],
  });
  const named = forward === undefined ? guard : guardFor(forward, allow);
  return {
    guard,
    toHook: createOutgoing({ guard: own }),
    toOthers: createOutgoing({ guard }),
    toForward: createOutgoing({ guard: named }),
  };
}

/** Whoever starts the receiver with an endpoint to hand deliveries on to has allowed its host by that. */
function guardFor(url: string, allow: readonly string[]): AddressGuard {
  const host = URL.canParse(url) ? new URL(url).hostname.replace(/^\[(.*)\]$/, '$1') : '';
  if (host === '') throw new TypeError('forward: expected an absolute http: or https: URL.');
  const guard = createAddressGuard({ allow: [...allow, host] });
  guard.checkUrl(url);
  return guard;
}

function createBoundaries({
  hookPath,
  clock,
  life,
  journal,
  events,
}: {
  readonly hookPath: string;
  readonly clock: Clock;
  readonly life: Life;
  readonly journal: Journal;
  readonly events: EventStream;
}): Boundaries {
  const made: Boundaries = new Boundaries(hookPath, (name) => ({
    clock,
    url: () =>
      ownUrl({
        ...life.address,
        path: life.address.path.replace(hookPath, Boundaries.pathOf(hookPath, name)),
      }),
    arrived: () => journal.deliveries.filter(({ boundary, late }) => boundary === name && !late),
    onScriptChange: () => {
      if (name === undefined) events.emit({ type: 'script', data: made.hook.steps.state });
    },
  }));
  return made;
}

function tell(journal: Journal, events: EventStream): void {
  journal.listen({
    arrived: ({ id }) => events.delivery('delivery', id),
    changed: ({ id }) => events.delivery('update', id),
    cleared: (cleared) => events.emit({ type: 'cleared', data: { cleared } }),
  });
}

function infoAbout({
  options: { token, store },
  settings: { strict, secrets, maxBodyBytes },
  journal: { limits },
  forward,
  life,
}: {
  readonly options: MockReceiverOptions;
  readonly settings: Settings;
  readonly journal: Journal;
  readonly forward: Forward;
  readonly life: Life;
}): { csrfToken: string; info: () => ReceiverInfo } {
  const csrfToken = randomBytes(24).toString('base64url');
  const info = (): ReceiverInfo => ({
    version: packageVersion(),
    startedAt: life.startedAt,
    csrfToken,
    urls: urlVariants(life.address),
    strict,
    secrets: secrets.map(maskSecret),
    ...(token === undefined ? {} : { token: '…' }),
    forward: forward.state,
    ...(store === undefined ? {} : { store: basename(store) }),
    limits: { ...limits, maxBodyBytes },
  });
  return { csrfToken, info };
}

function lifecycle({
  clock,
  life,
  boundaries,
  events,
  clients,
  inFlight,
  store,
}: {
  readonly clock: Clock;
  readonly life: Life;
  readonly boundaries: Boundaries;
  readonly events: EventStream;
  readonly clients: Clients;
  readonly inFlight: ReadonlySet<Promise<void>>;
  readonly store: SqliteJournalStore | undefined;
}): Pick<Assembly, 'listening' | 'close' | 'dispose'> {
  return {
    listening(port) {
      life.address = { ...life.address, port };
      life.startedAt = new Date(clock.now()).toISOString();
    },
    close() {
      life.isClosed = true;
      boundaries.close();
      events.close();
    },
    async dispose() {
      await Promise.all(
        [clients.toHook, clients.toOthers, clients.toForward].map(async (client) => client.close()),
      );
      await Promise.allSettled(inFlight);
      store?.close();
    },
  };
}
