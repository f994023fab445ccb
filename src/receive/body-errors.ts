/**
 * The errors of a body that could not be read, for every way of reading one.
 *
 * @module receive/body-errors
 */
import { PayloadError, SignatureError } from '../errors/index.ts';

/**
 * @param maxBytes the limit
 * @returns the error of a body that is over it
 */
export function tooLarge(maxBytes: number): PayloadError {
  return new PayloadError(
    'ERR_WEBHOOK_BODY_TOO_LARGE',
    `The body has more than ${maxBytes} bytes (maxBodyBytes).`,
  );
}

/**
 * @param cause what the stream said, if anything
 * @returns the error of a body that was cut short
 */
export function incomplete(cause?: unknown): PayloadError {
  const message = 'The body ended before its announced length, or its framing is wrong.';
  return new PayloadError('ERR_WEBHOOK_BODY_INCOMPLETE', message, cause === undefined ? {} : { cause });
}

/**
 * @param advice how to get the raw bytes
 * @returns the error of a body that somebody else has read
 */
export function notRaw(advice: string): SignatureError {
  const message = `A body parser has read the body, and the bytes that were signed are gone: ${advice}`;
  return new SignatureError('ERR_WEBHOOK_BODY_NOT_RAW', message);
}
