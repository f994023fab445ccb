/** @module errors/store-error */
import type { StoreErrorCode } from './codes.ts';
import { WebhookError, type WebhookErrorOptions } from './webhook-error.ts';

/** A store (a queue, a dedupe store, the mock's journal) could not write or read. */
export class StoreError extends WebhookError {
  override readonly code: StoreErrorCode;

  /**
   * @param code why the store failed
   * @param message what was stored, what was not, what to do
   * @param options `cause`: the original error
   */
  constructor(code: StoreErrorCode, message: string, options?: WebhookErrorOptions) {
    super(message, options);
    this.code = code;
  }
}
