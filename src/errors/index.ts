/**
 * The errors that this package throws, and the closed list of their codes.
 *
 * Misuse by the caller (a wrong option, an empty secret) is a `TypeError` or a `RangeError`; every error
 * that the outside world can cause is a {@link WebhookError} with a stable {@link WebhookErrorCode}.
 * No error contains a secret, an expected signature or a body.
 *
 * @module errors
 */
export { WebhookError, type WebhookErrorOptions } from './webhook-error.ts';
export { SignatureError, type SignatureErrorOptions } from './signature-error.ts';
export {
  type SecretFinding,
  type SignatureExplanation,
  type SignatureFinding,
  type SignatureGuess,
  type SignatureGuessName,
} from './signature-explanation.ts';
export { PayloadError, type Issue, type IssueKind, type PayloadErrorOptions } from './payload-error.ts';
export { DeliveryError, type DeliveryErrorOptions } from './delivery-error.ts';
export { StoreError } from './store-error.ts';
export { MaxunApiError, type MaxunApiErrorOptions } from './maxun-api-error.ts';
export type { ProblemLogger } from './problem-log.ts';
export {
  type DeliveryErrorCode,
  type MaxunApiErrorCode,
  type PayloadErrorCode,
  type ReceivingErrorCode,
  type SendingErrorCode,
  type SignatureErrorCode,
  type StoreErrorCode,
  type WebhookErrorCode,
} from './codes.ts';
