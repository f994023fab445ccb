/** @module errors/print-problem */
import type { WebhookError } from './webhook-error.ts';

/**
 * Prints a problem for which no listener is registered. Only its code and message: the cause comes from other code, and
 * may contain anything.
 *
 * @param problem without a listener
 */
export function printProblem({ code, message }: WebhookError): void {
  // eslint-disable-next-line no-console
  console.error(`maxun-webhooks: ${code}: ${message}`);
}
