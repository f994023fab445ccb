/** @module errors/webhook-error */
import type { WebhookErrorCode } from './codes.ts';

/** What every error can carry. Not the built-in `ErrorOptions`, which compilers that target less than ES2022 do not know. */
export interface WebhookErrorOptions {
  /** The error beneath this one. */
  readonly cause?: unknown;
}

/**
 * The base of every error that this package throws for a cause outside the caller's own code.
 *
 * Catch this one to catch them all, and `switch` on {@link WebhookError.code}.
 *
 * @example
 * ```ts
 * try {
 *   await unwrap(body, headers, { secrets });
 * } catch (error) {
 *   if (error instanceof WebhookError) response.status(statusOf(error.code)).end();
 *   else throw error;
 * }
 * ```
 */
export abstract class WebhookError extends Error {
  /** The stable reason, one of a closed list. */
  abstract readonly code: WebhookErrorCode;

  /**
   * @param message what was found, what was expected, what to do; never a secret nor a body
   * @param options `cause`: the original error
   */
  constructor(message: string, options?: WebhookErrorOptions) {
    super(message, options);
    this.name = new.target.name;
  }
}
