/** @module errors/payload-error */
import type { PayloadErrorCode } from './codes.ts';
import { WebhookError } from './webhook-error.ts';

/** One thing that is wrong with a payload, at one place in it. */
export interface Issue {
  /** JSON pointer (RFC 6901) to the place, `''` for the whole payload. */
  readonly path: string;
  /** The whole finding in one sentence. */
  readonly message: string;
  /** The rule that was broken, for code to `switch` on. */
  readonly kind: IssueKind;
  /** What was found there, described, and cut short where it is long. */
  readonly found: string;
  /** What the contract expects there. */
  readonly expected: string;
  /** What is likely meant and what to do, where a likely reason is known. */
  readonly hint?: string;
}

/** The rules that an {@link Issue} can name. */
export type IssueKind =
  /** A required field is absent. */
  | 'missing'
  /** A value has another JSON type than the contract's. */
  | 'type'
  /** A value is none of the contract's. */
  | 'enum'
  /** A string is not in the contract's format. */
  | 'format'
  /** A value is deeper, longer or larger than the limits, or no plain JSON data. */
  | 'limit'
  /** The payload has no event type, or an unknown one. */
  | 'event';

/** What a {@link PayloadError} can carry besides its code and message. */
export interface PayloadErrorOptions extends ErrorOptions {
  /** Every thing that is wrong, up to a limit; empty where the bytes are not even JSON. */
  readonly issues?: readonly Issue[];
  /** Which of several payloads it is, from 0. */
  readonly index?: number | undefined;
}

/** The bytes of a delivery cannot be taken: not JSON, too large, or not what the contract says. */
export class PayloadError extends WebhookError {
  override readonly code: PayloadErrorCode;
  /** Every thing that is wrong, up to a limit; empty where the bytes are not even JSON. */
  readonly issues: readonly Issue[];
  /** Which of the payloads it is, from 0, where several were given at once. */
  readonly index: number | undefined;

  /**
   * @param code why the payload was refused
   * @param message what was found, what was expected, what to do
   * @param options `issues`: each single finding; `index`: which one of several; `cause`: the error beneath this one
   */
  constructor(code: PayloadErrorCode, message: string, options: PayloadErrorOptions = {}) {
    super(message, options);
    this.code = code;
    this.issues = options.issues ?? [];
    this.index = options.index;
  }
}
