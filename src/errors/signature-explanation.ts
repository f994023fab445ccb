/**
 * Why a delivery is not authentic, as data that can be logged: it contains no secret, no signature and no body.
 *
 * @module errors/signature-explanation
 */

/** What was signed, what was received, what was tried, and what to do. */
export interface SignatureExplanation {
  /** The whole finding in a sentence or two: what was found, what was expected, what to do. */
  readonly message: string;
  /** The content to sign: `id.timestamp.` and a placeholder for the body; empty if the headers cannot be used. */
  readonly signedContent: string;
  /** Length of the body in bytes; 0 if it is not raw bytes, or the headers cannot be used. */
  readonly bodyBytes: number;
  /** Each received signature, in order. */
  readonly signatures: readonly SignatureFinding[];
  /** Each secret that was tried, in order; empty if the headers cannot be used. */
  readonly secrets: readonly SecretFinding[];
  /** Mistakes that the sender may have made, each with whether it fits. Only `explain()` guesses. */
  readonly guesses: readonly SignatureGuess[];
  /** Guesses that `explain()` skipped because they would exceed its budget. */
  readonly untried: readonly SignatureGuessName[];
}

/** One signature of a delivery. Its value is not here. */
export interface SignatureFinding {
  /** `v1`, `v1a`, or the text found in its place, cut short. */
  readonly version: string;
  /** Whether the version is known and the form is right. */
  readonly usable: boolean;
}

/** One secret of the receiver. Its value is not here. */
export interface SecretFinding {
  /** Its place in `secrets`, from 0. */
  readonly index: number;
  /** Version of the signatures that it produces. */
  readonly version: 'v1' | 'v1a';
  /** Whether this secret produced one of the signatures over exactly the received bytes. */
  readonly matched: boolean;
}

/** A mistake that the sender may have made. */
export interface SignatureGuess {
  /** What it is. */
  readonly name: SignatureGuessName;
  /** Whether it produces one of the received signatures. */
  readonly matched: boolean;
  /** What to do if it fits. */
  readonly advice: string;
}

/** The guesses that an explanation can hold. */
export type SignatureGuessName =
  /** The signature is right, but not in padded base64 after `v1,`: hex, base64url, no prefix. */
  | 'signature-form'
  /** A body parser ran first and the body was serialised again: the sender's had no whitespace. */
  | 'body-compact'
  /** The same, and the sender's was indented by two spaces. */
  | 'body-indented'
  /** The same, and the sender's had a space after each comma and colon, as Python writes it. */
  | 'body-spaced'
  /** The sender's body ended with a newline. */
  | 'body-newline-added'
  /** The received body ends with a newline, the sender's did not. */
  | 'body-newline-removed'
  /** The sender's lines ended with CR LF. */
  | 'body-crlf'
  /** The received body begins with a byte order mark, the sender's did not. */
  | 'body-bom-removed'
  /** The bytes were read as Latin-1 and written as UTF-8. */
  | 'body-latin1'
  /** The timestamp was signed in milliseconds. */
  | 'timestamp-milliseconds'
  /** Timestamp and id were signed in the other order. */
  | 'id-and-timestamp-swapped'
  /** The id was not signed: `timestamp.body`. */
  | 'id-not-signed'
  /** Only the body was signed. */
  | 'only-body-signed'
  /** The whole secret was used as text, prefix and all. */
  | 'secret-with-prefix'
  /** The secret was used without its prefix, and its base64 was not decoded. */
  | 'secret-not-decoded';
