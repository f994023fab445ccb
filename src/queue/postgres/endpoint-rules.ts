/**
 * Which endpoints a worker may have deliveries of, and how many: the disabled, the held, and the limits of the others.
 *
 * @module queue/postgres/endpoint-rules
 */
import type { FetchOptions } from 'pg-boss';
import type { Clock } from '../../clock/clock.ts';
import { requireNumber } from '../../errors/options.ts';
import type { WorkOptions } from '../queue.ts';
import type { WorkSettings } from '../work-settings.ts';
import { FOREVER } from './boss.ts';

/** What {@link EndpointRules} work with: `endpointConcurrency` as `work` was given it. */
export type EndpointRuleParts = Pick<WorkOptions, 'endpointConcurrency'> &
  Pick<WorkSettings, 'limitOf'> & { readonly clock: Clock };

type FetchRules = Required<Pick<FetchOptions, 'ignoreGroups' | 'groupConcurrency'>>;

/** Of how many endpoints a worker knows the limit: those that it has had deliveries of last. */
const MAX_SEEN = 1_000;

/** The rules of one worker, as pg-boss's `fetch` takes them. */
export class EndpointRules {
  readonly #parts: EndpointRuleParts;
  readonly #holds = new Map<string, number>();
  readonly #seen = new Set<string>();
  #disabled: ReadonlySet<string> = new Set();

  constructor(parts: EndpointRuleParts) {
    this.#parts = parts;
  }

  /** @returns whether an endpoint was enabled */
  setDisabled(endpoints: readonly string[]): boolean {
    const before = this.#disabled;
    this.#disabled = new Set(endpoints);
    return [...before].some((endpoint) => !this.#disabled.has(endpoint));
  }

  disable(endpoint: string): void {
    this.#disabled = new Set([...this.#disabled, endpoint]);
  }

  hold(endpoint: string, heldUntil: number): void {
    this.#holds.set(endpoint, requireNumber('heldUntil', heldUntil, { min: 0 }));
  }

  /** Whether a delivery that was just fetched must not start: its endpoint was stopped in the moment before. */
  stops(endpoint: string): boolean {
    return this.#disabled.has(endpoint) || (this.#holds.get(endpoint) ?? 0) > this.#parts.clock.now();
  }

  /** Remembers an endpoint, whose limit is asked for from now on. */
  see(endpoint: string): void {
    this.#seen.delete(endpoint);
    this.#seen.add(endpoint);
    const [oldest] = this.#seen;
    if (this.#seen.size > MAX_SEEN && oldest !== undefined) this.#seen.delete(oldest);
  }

  /** With a function, an endpoint that this worker has not had a delivery of may have one at a time. */
  forFetch(): FetchRules {
    const { endpointConcurrency = FOREVER, limitOf, clock } = this.#parts;
    const now = clock.now();
    for (const [endpoint, end] of this.#holds) if (end <= now) this.#holds.delete(endpoint);
    const ignoreGroups = [...this.#disabled, ...this.#holds.keys()];
    if (typeof endpointConcurrency === 'number')
      return { ignoreGroups, groupConcurrency: endpointConcurrency };
    const limits = [...this.#seen].map((endpoint) => [endpoint, limitOf(endpoint)] as const);
    const tiers = Object.fromEntries(limits.filter(([, limit]) => limit > 1));
    return { ignoreGroups, groupConcurrency: { default: 1, tiers } };
  }
}
