/** @module cli/interruptible */
import { once } from 'node:events';
import { setTimeout as wait } from 'node:timers/promises';

/**
 * Does work that can be interrupted: the first Ctrl-C or SIGTERM aborts its signal, a second one ends the process at once.
 *
 * @param work ends soon after its signal aborts
 * @returns what the work resolves to
 */
export async function interruptible<T>(work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const interrupted = new AbortController();
  const interrupt = (): void => {
    stopListening();
    interrupted.abort();
  };
  const stopListening = (): void => void process.off('SIGINT', interrupt).off('SIGTERM', interrupt);
  process.on('SIGINT', interrupt).on('SIGTERM', interrupt);
  try {
    return await work(interrupted.signal);
  } finally {
    stopListening();
  }
}

/**
 * Waits.
 *
 * @param delayMs milliseconds
 * @param signal of the work
 * @returns `false` if the signal aborted first
 */
export async function hasPassed(delayMs: number, signal: AbortSignal): Promise<boolean> {
  return wait(delayMs, true, { signal }).catch(() => false);
}

/**
 * @param signal of the work
 * @returns a promise that resolves when it aborts
 */
export async function abortOf(signal: AbortSignal): Promise<void> {
  if (!signal.aborted) await once(signal, 'abort');
}
