/** @module errors/delivery-error */
import type { DeliveryErrorCode } from './codes.ts';
import { WebhookError, type WebhookErrorOptions } from './webhook-error.ts';

/** What a {@link DeliveryError} can carry besides its code and message. */
export interface DeliveryErrorOptions extends WebhookErrorOptions {
  /** HTTP status of the endpoint's answer, where there was one. */
  readonly status?: number | undefined;
  /** Number of the attempt, from 1. */
  readonly attempt?: number | undefined;
}

/** A delivery failed: an incoming one at its handler, or an outgoing one at its endpoint. */
export class DeliveryError extends WebhookError {
  override readonly code: DeliveryErrorCode;
  /** HTTP status of the endpoint's answer, where there was one. */
  readonly status: number | undefined;
  /** Number of the attempt, from 1. */
  readonly attempt: number | undefined;

  /**
   * @param code why the delivery failed
   * @param message what was found, what was expected, what to do
   * @param options `status`, `attempt`, `cause`
   */
  constructor(code: DeliveryErrorCode, message: string, options: DeliveryErrorOptions = {}) {
    super(message, options);
    this.code = code;
    this.status = options.status;
    this.attempt = options.attempt;
  }
}
