/**
 * Finds the endpoint of a kept delivery again.
 *
 * Secrets are never stored, so an outbox holds only the endpoint's id. What belongs to it comes from the caller: from the
 * last `send` to it in this process, from a list, or from a function that is asked.
 *
 * @module send/directory
 */
import type { Clock } from '../clock/clock.ts';
import type { JsonObject } from '../outbox/outbox.ts';
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

/** What a {@link Directory} works with. */
export interface DirectoryParts {
  readonly clock: Clock;
  readonly prepare: (endpoint: Endpoint) => PreparedEndpoint;
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

interface Entry {
  readonly endpoint: PreparedEndpoint;
  readonly freshUntil: number;
}

/** The endpoints of one sender. */
export class Directory {
  readonly #parts: DirectoryParts;
  readonly #resolvers: EndpointResolver[] = [];
  readonly #entries = new Map<string, Entry>();
  readonly #asked = new Map<string, Promise<Found>>();

  /** @param parts clock, and what checks an endpoint */
  constructor(parts: DirectoryParts) {
    this.#parts = parts;
  }

  /**
   * @param endpoint that was given by the caller
   * @returns whether nothing was known of it before
   */
  remember(endpoint: PreparedEndpoint): boolean {
    const known = this.#entries.get(endpoint.id);
    this.#entries.set(endpoint.id, { endpoint, freshUntil: this.#parts.clock.now() + TRUSTED_MS });
    return known === undefined;
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
}
