/** @module errors/signature-error */
import type { SignatureErrorCode } from './codes.ts';
import type { SignatureExplanation } from './signature-explanation.ts';
import { WebhookError, type WebhookErrorOptions } from './webhook-error.ts';

/** What a {@link SignatureError} can carry besides its code and message. */
export interface SignatureErrorOptions extends WebhookErrorOptions {
  /** What was signed, what was received, and what was tried. For logs: never send it to the sender. */
  readonly explanation?: SignatureExplanation;
}

/**
 * A delivery is not authentic: a header is absent or malformed, the time is out of tolerance, or no
 * signature matches.
 */
export class SignatureError extends WebhookError {
  override readonly code: SignatureErrorCode;
  /** What was signed, what was received, and what was tried. For logs: never send it to the sender. */
  readonly explanation: SignatureExplanation | undefined;

  /**
   * @param code why the delivery was refused
   * @param message what was found, what was expected, what to do
   * @param options `explanation`; `cause`: the original error
   */
  constructor(code: SignatureErrorCode, message: string, options: SignatureErrorOptions = {}) {
    super(message, options);
    this.code = code;
    this.explanation = options.explanation;
  }
}
