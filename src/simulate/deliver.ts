/**
 * Delivers one body to one webhook, attempt by attempt, as stock Maxun does: every answer outside 200 to 299 is tried
 * again, `retry-after` or not, until the attempts are used up.
 *
 * @module simulate/deliver
 */
import { type Clock, wallTime } from '../clock/clock.ts';
import type { SimulatedAttempt, SimulatedDelivery } from './attempt.ts';
import { axiosPost } from './axios-post.ts';
import { deliveryErrorOf } from './delivery-error-of.ts';
import type { WebhookSettings } from './webhook.ts';

/** The parts of {@link deliver} and {@link attemptOnce}. */
export interface DeliverParts {
  readonly webhook: WebhookSettings;
  readonly body: Uint8Array;
  /** Makes the headers of an attempt from its start time. */
  readonly headersAt: (time: number) => Promise<Readonly<Record<string, string>>>;
  readonly clock: Clock;
  readonly proxy: URL | undefined;
  /** Aborted when Maxun stops: connections are cut, retries are lost. */
  readonly signal: AbortSignal;
  readonly onAttempt: (attempt: SimulatedAttempt) => void;
}

/** A running delivery. */
export interface Underway {
  /** Resolves after the first attempt, which is all that Maxun's own code waits for. */
  readonly first: Promise<void>;
  /** Resolves when it is delivered, given up or lost. Rejects only with what the caller's own callback threw. */
  readonly settled: Promise<SimulatedDelivery>;
}

/**
 * @param parts what, where to, and by which clock
 * @returns the running delivery
 */
export function deliver(parts: DeliverParts): Underway {
  let onFirst: () => void = () => undefined;
  const first = new Promise<void>((resolve) => {
    onFirst = resolve;
  });
  const settled = allAttempts(parts, onFirst);
  // It is waited for only after `first`: until then a rejection is not unhandled.
  settled.catch(onFirst);
  return { first, settled };
}

async function allAttempts(parts: DeliverParts, onFirst: () => void): Promise<SimulatedDelivery> {
  const { webhook, body } = parts;
  const attempts: SimulatedAttempt[] = [];
  let lost: boolean | undefined;
  while (lost === undefined) {
    const { due } = await attemptAndPlan(parts, attempts);
    onFirst();
    if (due === undefined) lost = false;
    else if (!(await due)) lost = true;
  }
  const how = attempts.at(-1)?.how;
  return { webhook: webhook.config, body, attempts, delivered: how !== undefined, lost, ...(how && { how }) };
}

/** The promise is wrapped in an object so that it is not awaited here: time may pass only once the wait has begun. */
async function attemptAndPlan(
  parts: DeliverParts,
  attempts: SimulatedAttempt[],
): Promise<{ due?: Promise<boolean> }> {
  const { clock, signal } = parts;
  const release = clock.hold?.();
  try {
    const attempt = await attemptOnce(parts, attempts.length + 1);
    if (signal.aborted) return { due: Promise.resolve(false) };
    attempts.push(attempt);
    parts.onAttempt(attempt);
    const { retryAt } = attempt;
    return retryAt === undefined ? {} : { due: wait(clock, retryAt - clock.now(), signal) };
  } finally {
    release?.();
  }
}

/**
 * One attempt, without callbacks.
 *
 * @param parts what, where to, and by which clock
 * @param number from 1
 * @returns the attempt; its promise never rejects
 */
export async function attemptOnce(parts: DeliverParts, number: number): Promise<SimulatedAttempt> {
  const { webhook, body, headersAt, clock, proxy, signal } = parts;
  const at = clock.now();
  const { url, timeoutMs } = webhook;
  const { answer, error } = await headersAt(wallTime(clock))
    .then((headers) => axiosPost({ url, body, headers, timeoutMs, clock, proxy, signal }))
    .then(
      (answer) => ({ answer, error: undefined }),
      (error: unknown) => ({ answer: undefined, error: deliveryErrorOf(error) }),
    );
  const delivered = answer !== undefined && answer.status >= 200 && answer.status <= 299;
  const retryAt = delivered ? undefined : nextDue(webhook, number, clock.now());
  return {
    webhook: webhook.config,
    number,
    at,
    durationMs: clock.now() - at,
    body,
    delivered,
    redirects: answer?.redirects ?? [],
    ...(answer && { status: answer.status, answer: answer.answer }),
    ...(error && { error }),
    ...(delivered && { how: answer.method === 'GET' ? 'empty-get' : 'post' }),
    ...(retryAt !== undefined && { retryAt }),
  };
}

function nextDue(
  { attempts, retryDelayMs }: WebhookSettings,
  number: number,
  now: number,
): number | undefined {
  return number < attempts ? now + retryDelayMs * 2 ** (number - 1) : undefined;
}

/** Resolves to `true` when the time has come, to `false` at once if the signal is aborted before. */
async function wait(clock: Clock, delayMs: number, signal: AbortSignal): Promise<boolean> {
  if (signal.aborted) return false;
  return await new Promise<boolean>((resolve) => {
    const abort = (): void => {
      cancel();
      resolve(false);
    };
    const cancel = clock.after(delayMs, () => {
      signal.removeEventListener('abort', abort);
      resolve(true);
    });
    signal.addEventListener('abort', abort, { once: true });
  });
}
