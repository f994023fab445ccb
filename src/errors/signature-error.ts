/** @module errors/signature-error */
import type { SignatureErrorCode } from './codes.ts';
import { WebhookError } from './webhook-error.ts';

/**
 * A delivery is not authentic: a header is absent or malformed, the time is out of tolerance, or no
 * signature matches.
 */
export class SignatureError extends WebhookError {
  override readonly code: SignatureErrorCode;

  /**
   * @param code why the delivery was refused
   * @param message what was found, what was expected, what to do
   * @param options `cause`: the error beneath this one
   */
  constructor(code: SignatureErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}
