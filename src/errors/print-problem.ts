/** @module errors/print-problem */
import type { WebhookError } from './webhook-error.ts';

/**
 * Prints a problem that would be seen nowhere else. Its code and message only: its cause is somebody else's, and may hold
 * anything.
 *
 * @param problem that nobody listens for
 */
export function printProblem({ code, message }: WebhookError): void {
  // eslint-disable-next-line no-console
  console.error(`maxun-webhooks: ${code}: ${message}`);
}
