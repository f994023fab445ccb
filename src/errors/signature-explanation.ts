/**
 * Why a delivery was found not authentic, as data that can be logged: no secret, no signature, no body is in it.
 *
 * @module errors/signature-explanation
 */

/** What was signed, what came, what was tried, and what to do. */
export interface SignatureExplanation {
  /** The whole finding in a sentence or two: what was found, what was expected, what to do. */
  readonly message: string;
  /** What must be signed, `id.timestamp.` with a placeholder for the body; empty where the headers alone refuse it. */
  readonly signedContent: string;
  /** Length of the body in bytes; 0 where it is not raw, or the headers alone refuse it. */
  readonly bodyBytes: number;
  /** Each signature that came, in its order. */
  readonly signatures: readonly SignatureFinding[];
  /** Each secret that was tried, in its order; none where the headers alone refuse the delivery. */
  readonly secrets: readonly SecretFinding[];
  /** What the sender may have done instead, and whether that gives one of the signatures. Only `explain()` guesses. */
  readonly guesses: readonly SignatureGuess[];
  /** Guesses that `explain()` left out, because they would cost more than its budget. */
  readonly untried: readonly SignatureGuessName[];
}

/** One signature of a delivery. Its value is not here. */
export interface SignatureFinding {
  /** `v1`, `v1a`, or what stood in its place, cut short. */
  readonly version: string;
  /** Whether the version is known and the form is right. */
  readonly usable: boolean;
}

/** One secret of the receiver. Its value is not here. */
export interface SecretFinding {
  /** Its place in `secrets`, from 0. */
  readonly index: number;
  /** Version of the signatures that it makes. */
  readonly version: 'v1' | 'v1a';
  /** Whether one of the signatures is this secret's over exactly what came. */
  readonly matched: boolean;
}

/** One thing that the sender may have done instead. */
export interface SignatureGuess {
  /** What it is. */
  readonly name: SignatureGuessName;
  /** Whether it gives one of the signatures that came. */
  readonly matched: boolean;
  /** What to do, should it be so. */
  readonly advice: string;
}

/** The guesses that an explanation can hold. */
export type SignatureGuessName =
  /** The signature is right, but not in padded base64 after `v1,`: hex, base64url, no prefix. */
  | 'signature-form'
  /** A body parser was first, and the body was written anew: the sender's had no whitespace. */
  | 'body-compact'
  /** The same, and the sender's was indented by two spaces. */
  | 'body-indented'
  /** The same, and the sender's had a space after each comma and colon, as Python writes it. */
  | 'body-spaced'
  /** The sender's body ended with a newline. */
  | 'body-newline-added'
  /** The sender's body did not end with the newline that came. */
  | 'body-newline-removed'
  /** The sender's lines ended with CR LF. */
  | 'body-crlf'
  /** The sender's body did not begin with the byte order mark that came. */
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
