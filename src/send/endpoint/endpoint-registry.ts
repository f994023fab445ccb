/**
 * Finds the endpoint of a waiting delivery.
 *
 * Secrets are never stored, so a queue contains only the endpoint's id. Its settings come from the caller: from the
 * last `send` to it in this process, from a list, or from the caller's function `endpoints`.
 *
 * @module send/endpoint/endpoint-registry
 */
import type { Clock } from '../../clock/clock.ts';
import type { JsonObject } from '../../queue/queue.ts';
import { ENDPOINT_FRESH_MS, MAX_UNUSED_ENDPOINTS, RESOLVER_TIMEOUT_MS, UNUSED_PER_QUERY } from '../limits.ts';
import type { Endpoint } from './endpoint.ts';
import type { PreparedEndpoint } from './prepared-endpoint.ts';

/**
 * Finds an endpoint by its id.
 *
 * @param id the endpoint's `webhookId`
 * @param context the endpoint's `context` at the time of `send`; `{}` if it had none
 * @returns the endpoint; `undefined` if it is unknown here, so that its deliveries wait; `null` if it was removed, so
 *   that they are given up
 */
export type EndpointResolver = (
  id: string,
  context: JsonObject,
) => Endpoint | undefined | null | Promise<Endpoint | undefined | null>;

/** The result of a look-up: the endpoint, that it was removed, or nothing. */
export type LookupResult = PreparedEndpoint | 'gone' | 'unknown';

/** The parts that an {@link EndpointRegistry} needs. */
export interface EndpointRegistryParts {
  readonly clock: Clock;
  readonly prepare: (endpoint: Endpoint) => PreparedEndpoint;
  /** Finds those endpoints for which the queue has no delivery. */
  readonly unused: (ids: readonly string[]) => Promise<readonly string[]>;
  /** Called with each endpoint that is forgotten. */
  readonly onForgotten: (id: string) => void;
}

interface Entry {
  readonly endpoint: PreparedEndpoint;
  readonly freshUntil: number;
  /** It is kept until this time, even without deliveries. */
  readonly keptUntil: number;
  /** Its place in the order in which endpoints were given. */
  readonly place: number;
}

/** The endpoints of one sender. */
export class EndpointRegistry {
  readonly #parts: EndpointRegistryParts;
  readonly #resolvers: EndpointResolver[] = [];
  readonly #entries = new Map<string, Entry>();
  readonly #pending = new Map<string, Promise<LookupResult>>();
  /** For each running acceptance, the place of the first endpoint that it may have added; the oldest first. */
  readonly #acceptances = new Set<{ readonly from: number }>();
  #places = 0;
  #forgetAbove = MAX_UNUSED_ENDPOINTS;

  /** @param parts the clock, and a function that checks an endpoint */
  constructor(parts: EndpointRegistryParts) {
    this.#parts = parts;
  }

  /**
   * @param endpoint that was given by the caller
   * @param keptForMs how long to remember it even if the queue has no delivery for it, in milliseconds
   * @returns whether it was unknown before
   */
  remember(endpoint: PreparedEndpoint, keptForMs = 0): boolean {
    const known = this.#entries.get(endpoint.id);
    const now = this.#parts.clock.now();
    const keptUntil = Math.max(known?.keptUntil ?? 0, now + keptForMs);
    const place = (this.#places += 1);
    this.#entries.set(endpoint.id, { endpoint, freshUntil: now + ENDPOINT_FRESH_MS, keptUntil, place });
    if (this.#entries.size > this.#forgetAbove) void this.#forgetUnused(now);
    return known === undefined;
  }

  /**
   * Begins an acceptance: endpoints that are added from now on are kept until it has ended.
   *
   * @returns a function to call at the end
   */
  beginAcceptance(): () => void {
    const acceptance = { from: this.#places + 1 };
    this.#acceptances.add(acceptance);
    return () => void this.#acceptances.delete(acceptance);
  }

  /** @param resolver that is called after those added earlier */
  addResolver(resolver: EndpointResolver): void {
    this.#resolvers.push(resolver);
  }

  /**
   * @param id of an endpoint
   * @param context stored with the delivery
   * @returns the result of the look-up
   * @throws whatever a resolver throws, or if it takes too long
   */
  find(id: string, context: JsonObject): LookupResult | Promise<LookupResult> {
    const entry = this.#entries.get(id);
    if (entry !== undefined && (this.#resolvers.length === 0 || entry.freshUntil > this.#parts.clock.now())) {
      return entry.endpoint;
    }
    if (this.#resolvers.length === 0) return 'unknown';
    let pending = this.#pending.get(id);
    if (pending === undefined) {
      pending = this.#inTime(this.#ask(id, context)).finally(() => this.#pending.delete(id));
      this.#pending.set(id, pending);
    }
    return pending;
  }

  /** Whether the endpoint's URL has changed: a response of the old URL does not count for the new one. */
  hasMoved({ id, origin, path }: PreparedEndpoint): boolean {
    const current = this.#entries.get(id)?.endpoint;
    return current !== undefined && (current.origin !== origin || current.path !== path);
  }

  #inTime(answer: Promise<LookupResult>): Promise<LookupResult> {
    return new Promise((resolve, reject) => {
      const late = (): void =>
        reject(new Error(`it did not resolve within ${RESOLVER_TIMEOUT_MS / 1_000} s`));
      const cancel = this.#parts.clock.after(RESOLVER_TIMEOUT_MS, late);
      answer.then(resolve, reject).finally(cancel);
    });
  }

  async #ask(id: string, context: JsonObject): Promise<LookupResult> {
    for (const resolver of this.#resolvers) {
      const answer = await resolver(id, context);
      if (answer === undefined) continue;
      if (answer === null) {
        this.#entries.delete(id);
        return 'gone';
      }
      // Keeps the id of the look-up, instead of one derived from the URL.
      const endpoint = this.#parts.prepare({ ...answer, webhookId: id });
      this.remember(endpoint);
      return endpoint;
    }
    return this.#entries.get(id)?.endpoint ?? 'unknown';
  }

  /** The next check comes when as many again were added, so that checks cost little per endpoint. */
  async #forgetUnused(now: number): Promise<void> {
    this.#forgetAbove = Number.POSITIVE_INFINITY;
    const [oldest = { from: Number.POSITIVE_INFINITY }] = this.#acceptances;
    const entries = [...this.#entries].filter(
      ([, { place, keptUntil }]) => place < oldest.from && keptUntil <= now,
    );
    try {
      for (let start = 0; start < entries.length; start += UNUSED_PER_QUERY) {
        await this.#forgetIfUnused(new Map(entries.slice(start, start + UNUSED_PER_QUERY)));
      }
    } catch {
      // The queue cannot answer now: the next check asks again.
    }
    this.#forgetAbove = Math.max(2 * this.#entries.size, MAX_UNUSED_ENDPOINTS);
  }

  async #forgetIfUnused(entries: ReadonlyMap<string, Entry>): Promise<void> {
    for (const id of await this.#parts.unused([...entries.keys()])) {
      // An endpoint that was added again meanwhile has a new entry and is in use.
      if (this.#entries.get(id) !== entries.get(id)) continue;
      this.#entries.delete(id);
      this.#parts.onForgotten(id);
    }
  }
}
