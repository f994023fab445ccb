/** @module errors/maxun-api-error */
import type { MaxunApiErrorCode } from './codes.ts';
import { WebhookError, type WebhookErrorOptions } from './webhook-error.ts';

/** What a {@link MaxunApiError} can carry besides its code and message. */
export interface MaxunApiErrorOptions extends WebhookErrorOptions {
  /** HTTP status of the answer, where there was one. */
  readonly status?: number | undefined;
}

/** Maxun's REST API did not give what was asked for. */
export class MaxunApiError extends WebhookError {
  override readonly code: MaxunApiErrorCode;
  /** HTTP status of the answer, where there was one. */
  readonly status: number | undefined;

  /**
   * @param code why
   * @param message what was found, what was expected, what to do
   * @param options `status`, `cause`
   */
  constructor(code: MaxunApiErrorCode, message: string, options: MaxunApiErrorOptions = {}) {
    super(message, options);
    this.code = code;
    this.status = options.status;
  }
}
