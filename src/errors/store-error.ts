/** @module errors/store-error */
import type { StoreErrorCode } from './codes.ts';
import { WebhookError } from './webhook-error.ts';

/** A store (a queue, a dedupe store, the mock's journal) could not do what it was asked to. */
export class StoreError extends WebhookError {
  override readonly code: StoreErrorCode;

  /**
   * @param code why the store failed
   * @param message what was kept, what was not, what to do
   * @param options `cause`: the error beneath this one
   */
  constructor(code: StoreErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}
