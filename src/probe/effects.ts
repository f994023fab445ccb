/**
 * Counts what the endpoint did, by what the caller lets it see.
 *
 * @module probe/effects
 */
import { setTimeout as delay } from 'node:timers/promises';
import type { Exchange, ProbeClient } from './client.ts';
import type { Observe } from './options.ts';

/** How long an effect may take after the answer, and how long is waited for one too many, in milliseconds. */
const MAX_WAIT_MS = 1_500;
const EXTRA_WAIT_MS = 100;
const POLL_MS = 25;

/** Sees effects. */
export interface Effects {
  /** Whether they can be seen. */
  readonly areVisible: boolean;
  /**
   * How many deliveries were handled because of an action; as many as expected where they cannot be seen.
   *
   * @param expected how many to wait for
   * @param act sends
   * @returns the number, and what the action resolved to
   */
  during<T>(expected: number, act: () => Promise<T>): Promise<{ readonly count: number; readonly result: T }>;
}

/** @param exchanges of the probe, for a header that counts */
export function createEffects(
  observe: Observe | undefined,
  client: ProbeClient,
  exchanges: readonly Exchange[],
): Effects {
  return {
    areVisible: observe !== undefined,
    async during(expected, act) {
      if (observe === undefined) return { count: expected, result: await act() };
      const count = counterOf(observe, client, exchanges);
      const before = await count();
      const result = await act();
      const until = Date.now() + MAX_WAIT_MS;
      while ((await count()) - before < expected && Date.now() < until) await delay(POLL_MS);
      await delay(EXTRA_WAIT_MS);
      return { count: (await count()) - before, result };
    },
  };
}

function counterOf(
  observe: Observe,
  client: ProbeClient,
  exchanges: readonly Exchange[],
): () => Promise<number> {
  if (typeof observe === 'function') return async () => asCount(await observe());
  if ('url' in observe) {
    return async () => asCount(countIn((await client.send({ method: 'GET' })).received.body));
  }
  const name = observe.header.toLowerCase();
  return async () => {
    const values = exchanges.map(({ received }) => Number(received.headers[name] ?? Number.NaN));
    return asCount(Math.max(0, ...values.filter(Number.isFinite)));
  };
}

function countIn(text: string): unknown {
  try {
    const value = JSON.parse(text) as unknown;
    return typeof value === 'object' && value !== null && 'count' in value ? value.count : value;
  } catch {
    return undefined;
  }
}

function asCount(value: unknown): number {
  if (typeof value === 'number' && Number.isInteger(value) && value >= 0) return value;
  throw new TypeError(
    'observe must give the number of deliveries that were handled so far: a whole number from 0, or JSON with the field "count".',
  );
}
