/**
 * Finds the endpoint of a kept delivery again.
 *
 * Secrets are never stored, so an queue holds only the endpoint's id. What belongs to it comes from the caller: from the
 * last `send` to it in this process, from a list, or from a function that is asked.
 *
 * @module send/endpoint/endpoint-registry
 */
import type { Clock } from '../../clock/clock.ts';
import type { JsonObject } from '../../queue/queue.ts';
import type { Endpoint, PreparedEndpoint } from './endpoint.ts';

/**
 * Finds an endpoint by its id.
 *
 * @param id the endpoint's `webhookId`
 * @param context what the endpoint carried as `context` when the delivery was sent; `{}` where nothing was
 * @returns the endpoint; `undefined` if it is not known here, so that its deliveries wait; `null` if it is gone for good, so
 *   that they are given up
 */
export type EndpointResolver = (
  id: string,
  context: JsonObject,
) => Endpoint | undefined | null | Promise<Endpoint | undefined | null>;

/** What is known of an endpoint: itself, that it is gone, or nothing. */
export type Found = PreparedEndpoint | 'gone' | 'unknown';

/** What a {@link EndpointRegistry} works with. */
export interface EndpointRegistryParts {
  readonly clock: Clock;
  readonly prepare: (endpoint: Endpoint) => PreparedEndpoint;
  /** Of these endpoints, those that the queue has no delivery of. */
  readonly unused: (ids: readonly string[]) => Promise<readonly string[]>;
  /** Told of each endpoint that is forgotten. */
  readonly onForgotten: (id: string) => void;
}

/**
 * For how long an answer of a resolver is not asked for again, in milliseconds: a rotated secret or a changed URL is in force
 * after that.
 */
const TRUSTED_MS = 10_000;

/**
 * How long a resolver may take, in milliseconds. What waits for one holds places of the worker: where one never answers, a
 * look-up in a database that is lost, these would be gone for good, and with them the other endpoints'.
 */
const RESOLVER_MS = 10_000;

/**
 * Endpoints that are known before those that nothing is kept for are forgotten: where each event has a callback URL of its
 * own, there are as many endpoints as events, at 1.2 KB each.
 */
const MAX_UNUSED_ENDPOINTS = 10_000;
/** How many endpoints the queue is asked for at once: a bound on how long SQLite holds up the process. */
const ASKED_AT_ONCE = 1_000;
/**
 * How long a transaction of the caller's may take from the acceptance to its commit, in milliseconds: until then the queue
 * does not see what it holds.
 */
const TRANSACTION_MS = 3_600_000;

interface Entry {
  readonly endpoint: PreparedEndpoint;
  readonly freshUntil: number;
  /** Not forgotten before, whether anything is kept for it or not. */
  readonly keptUntil: number;
  /** Its place in the order in which endpoints were given. */
  readonly place: number;
}

/** How long an endpoint is known at least: as long as the queue has a delivery of it, `always`, or until a transaction ends. */
export type Keeping = 'while used' | 'transaction' | 'always';

/** The endpoints of one sender. */
export class EndpointRegistry {
  readonly #parts: EndpointRegistryParts;
  readonly #resolvers: EndpointResolver[] = [];
  readonly #entries = new Map<string, Entry>();
  readonly #asked = new Map<string, Promise<Found>>();
  /** For each acceptance under way the place of the first endpoint that it may have given; the oldest first. */
  readonly #accepting = new Set<{ readonly from: number }>();
  #places = 0;
  #mostEntries = MAX_UNUSED_ENDPOINTS;

  /** @param parts clock, and what checks an endpoint */
  constructor(parts: EndpointRegistryParts) {
    this.#parts = parts;
  }

  /**
   * @param endpoint that was given by the caller
   * @param keeping how long it is known at least
   * @returns whether nothing was known of it before
   */
  remember(endpoint: PreparedEndpoint, keeping: Keeping = 'while used'): boolean {
    const known = this.#entries.get(endpoint.id);
    const now = this.#parts.clock.now();
    const keptUntil = Math.max(known?.keptUntil ?? 0, KEPT_UNTIL[keeping](now));
    this.#entries.set(endpoint.id, {
      endpoint,
      freshUntil: now + TRUSTED_MS,
      keptUntil,
      place: (this.#places += 1),
    });
    if (this.#entries.size > this.#mostEntries) void this.#forgetUnused(now);
    return known === undefined;
  }

  /**
   * An acceptance begins: the endpoints that are given from now on are known until it has ended, in the queue or not.
   *
   * @returns says that it has ended
   */
  accepting(): () => void {
    const acceptance = { from: this.#places + 1 };
    this.#accepting.add(acceptance);
    return () => void this.#accepting.delete(acceptance);
  }

  /** @param resolver to ask, after those before it */
  addResolver(resolver: EndpointResolver): void {
    this.#resolvers.push(resolver);
  }

  /**
   * @param id of an endpoint
   * @param context stored with the delivery
   * @returns what is known of it
   * @throws whatever a resolver throws, or if it takes too long
   */
  find(id: string, context: JsonObject): Found | Promise<Found> {
    const entry = this.#entries.get(id);
    if (entry !== undefined && (this.#resolvers.length === 0 || entry.freshUntil > this.#parts.clock.now())) {
      return entry.endpoint;
    }
    if (this.#resolvers.length === 0) return 'unknown';
    let asked = this.#asked.get(id);
    if (asked === undefined) {
      asked = this.#inTime(this.#ask(id, context)).finally(() => this.#asked.delete(id));
      this.#asked.set(id, asked);
    }
    return asked;
  }

  #inTime(answer: Promise<Found>): Promise<Found> {
    return new Promise((resolve, reject) => {
      const late = (): void => reject(new Error(`there was no answer within ${RESOLVER_MS / 1_000} s`));
      const cancel = this.#parts.clock.after(RESOLVER_MS, late);
      answer.then(resolve, reject).finally(cancel);
    });
  }

  async #ask(id: string, context: JsonObject): Promise<Found> {
    for (const resolver of this.#resolvers) {
      const answer = await resolver(id, context);
      if (answer === undefined) continue;
      if (answer === null) {
        this.#entries.delete(id);
        return 'gone';
      }
      // The id that was asked for stands, whatever the URL would make of it.
      const endpoint = this.#parts.prepare({ ...answer, webhookId: id });
      this.remember(endpoint);
      return endpoint;
    }
    return this.#entries.get(id)?.endpoint ?? 'unknown';
  }

  /** As many as are left may come before the next look, so that looking costs little for each. */
  async #forgetUnused(now: number): Promise<void> {
    this.#mostEntries = Number.POSITIVE_INFINITY;
    const [oldest = { from: Number.POSITIVE_INFINITY }] = this.#accepting;
    const entries = [...this.#entries].filter(
      ([, { place, keptUntil }]) => place < oldest.from && keptUntil <= now,
    );
    try {
      for (let start = 0; start < entries.length; start += ASKED_AT_ONCE) {
        await this.#forgetIfUnused(new Map(entries.slice(start, start + ASKED_AT_ONCE)));
      }
    } catch {
      // The queue cannot tell now: the next look asks again.
    }
    this.#mostEntries = Math.max(2 * this.#entries.size, MAX_UNUSED_ENDPOINTS);
  }

  async #forgetIfUnused(asked: ReadonlyMap<string, Entry>): Promise<void> {
    for (const id of await this.#parts.unused([...asked.keys()])) {
      // One that was given again meanwhile is another entry, and in use.
      if (this.#entries.get(id) !== asked.get(id)) continue;
      this.#entries.delete(id);
      this.#parts.onForgotten(id);
    }
  }
}

const KEPT_UNTIL: Readonly<Record<Keeping, (now: number) => number>> = {
  'while used': () => 0,
  transaction: (now) => now + TRANSACTION_MS,
  always: () => Number.POSITIVE_INFINITY,
};
