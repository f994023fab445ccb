/** @module errors/payload-error */
import type { PayloadErrorCode } from './codes.ts';
import { WebhookError, type WebhookErrorOptions } from './webhook-error.ts';

/** One thing that is wrong with a payload, at one place in it. */
export interface Issue {
  /** JSON pointer (RFC 6901) to the place, `''` for the whole payload. */
  readonly path: string;
  /** The whole finding in one sentence. */
  readonly message: string;
  /** The rule that was broken, for code to `switch` on. */
  readonly kind: IssueKind;
  /** A description of the value at this place, cut short if it is long. */
  readonly found: string;
  /** What the contract expects at this place. */
  readonly expected: string;
  /** What the sender probably meant, and what to do; absent if no reason is likely. */
  readonly hint?: string;
}

/** The rules that an {@link Issue} can name. */
export type IssueKind =
  /** A required field is absent. */
  | 'missing'
  /** A value has another JSON type than the contract's. */
  | 'type'
  /** A value is not one of those that the contract lists. */
  | 'enum'
  /** A string is not in the contract's format. */
  | 'format'
  /** A value is deeper, longer or larger than the limits, or is not plain JSON data. */
  | 'limit'
  /** The payload has no event type, or an unknown one. */
  | 'event';

/** What a {@link PayloadError} can carry besides its code and message. */
export interface PayloadErrorOptions extends WebhookErrorOptions {
  /** Every finding, up to a limit; empty if the bytes are not JSON. */
  readonly issues?: readonly Issue[];
  /** Index of the payload, from 0, if several were given at once. */
  readonly index?: number | undefined;
}

/** The body of a delivery was refused: it is not JSON, too large, or does not meet the contract. */
export class PayloadError extends WebhookError {
  override readonly code: PayloadErrorCode;
  /** Every finding, up to a limit; empty if the bytes are not JSON. */
  readonly issues: readonly Issue[];
  /** Index of the payload, from 0, if several were given at once. */
  readonly index: number | undefined;

  /**
   * @param code why the payload was refused
   * @param message what was found, what was expected, what to do
   * @param options `issues`: every finding; `index`: which of several payloads; `cause`: the original error
   */
  constructor(code: PayloadErrorCode, message: string, options: PayloadErrorOptions = {}) {
    super(message, options);
    this.code = code;
    this.issues = options.issues ?? [];
    this.index = options.index;
  }
}
