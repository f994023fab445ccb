/**
 * The verdict in words: one sentence, and what to do. Each finding has its own field with its own sentence, and
 * these do not repeat it.
 *
 * @module mock-server/verdict/messages
 */
import type { WebhookErrorCode } from '../../src/errors/index.ts';
import type { Contradiction, Level, SignatureExplanation } from '../api/types.ts';
import type { Entry } from '../journal/entry.ts';

/** How many findings there are of each kind. */
export interface Counts {
  readonly issues: number;
  readonly drift: number;
  readonly contradictions: number;
}

/** The level of the verdict. */
export function levelOf({ expectedStatus, duplicate, quality }: Entry, { contradictions }: Counts): Level {
  if (expectedStatus !== 200) return 'bad';
  return duplicate || contradictions > 0 || quality.length > 0 ? 'notice' : 'good';
}

/** The verdict in a sentence. */
export function sentenceFor(entry: Entry, counts: Counts): string {
  const parts = [
    refusalPart(entry),
    contractPart(entry, counts),
    entry.signature === 'valid' ? 'signature valid' : '',
    attemptPart(entry),
    counts.contradictions > 0
      ? `differs from an earlier event of the same run in ${count(counts.contradictions, 'field')}`
      : '',
    entry.quality.length > 0 ? `unusual for its robot in ${count(entry.quality.length, 'way')}` : '',
  ];
  const text = parts.filter((part) => part !== '').join('; ');
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
}

function refusalPart({ expectedStatus, code, misdirected }: Entry): string {
  if (expectedStatus === 200) return '';
  const reason = misdirected ? 'wrong path' : code === undefined ? 'not read' : REASONS[code];
  return `expected status ${expectedStatus}${reason === undefined ? '' : `: ${reason}`}`;
}

/** The reasons of a refusal in a few words. */
const REASONS: Partial<Record<WebhookErrorCode, string>> = {
  ERR_WEBHOOK_METHOD_NOT_ALLOWED: 'not a POST',
  ERR_WEBHOOK_TOKEN_INVALID: 'token or password missing or wrong',
  ERR_WEBHOOK_CONTENT_TYPE: 'not sent as JSON',
  ERR_WEBHOOK_CONTENT_ENCODING: 'body compressed',
  ERR_WEBHOOK_BODY_TOO_LARGE: 'body over the limit',
  ERR_WEBHOOK_BODY_INCOMPLETE: 'body cut short',
  ERR_WEBHOOK_BODY_NOT_UTF8: 'body not UTF-8',
  ERR_WEBHOOK_BODY_NOT_JSON: 'body not JSON',
  ERR_WEBHOOK_BODY_TOO_DEEP: 'body nests too deep',
  ERR_WEBHOOK_BODY_TOO_MANY_KEYS: 'an object with too many keys',
  ERR_WEBHOOK_HEADER_MISSING: 'not signed',
  ERR_WEBHOOK_HEADER_INVALID: 'signing header unusable',
  ERR_WEBHOOK_TIMESTAMP_INVALID: 'signing timestamp unusable',
  ERR_WEBHOOK_TIMESTAMP_TOO_OLD: 'signed too long ago',
  ERR_WEBHOOK_TIMESTAMP_TOO_NEW: 'signed in the future',
  ERR_WEBHOOK_SIGNATURE_INVALID: 'no usable signature',
  ERR_WEBHOOK_SIGNATURE_MISMATCH: 'signature mismatch',
};

function contractPart({ shape }: Entry, { issues, drift }: Counts): string {
  if (issues > 0) return `${count(issues, 'issue')}, none of the accepted shapes`;
  if (shape === 'unknown') return '';
  const differences = drift === 0 ? '' : `, ${count(drift, 'difference')} from the documentation`;
  return shape === 'documented'
    ? `as documented${differences}`
    : `as Maxun servers send it (${shape})${differences}`;
}

function attemptPart({ attempt, duplicate }: Entry): string {
  if (duplicate) return `attempt ${attempt}, a duplicate of one that was accepted`;
  return attempt > 1 ? `attempt ${attempt}` : '';
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}

/** What the fix depends on. */
export interface FixGrounds {
  readonly entry: Entry;
  readonly issues: number;
  readonly duplicateKeys: readonly string[];
  readonly contradictions: readonly Contradiction[];
  readonly explanation: SignatureExplanation | undefined;
}

/** What to do about a refusal. */
const FIXES: Partial<Record<WebhookErrorCode, string>> = {
  ERR_WEBHOOK_CONTENT_TYPE: 'Send it with content-type: application/json.',
  ERR_WEBHOOK_CONTENT_ENCODING: 'Send the body as it is, without compressing it.',
  ERR_WEBHOOK_BODY_TOO_LARGE:
    'Raise the limit (--max-body, maxBodyBytes): scraped pages make bodies of megabytes.',
  ERR_WEBHOOK_BODY_INCOMPLETE:
    'Check the sender and the proxies on the way: one of them ended the body early.',
  ERR_WEBHOOK_BODY_NOT_UTF8: 'Encode the body in UTF-8.',
  ERR_WEBHOOK_BODY_NOT_JSON: 'Send JSON: look for a trailing comma, or for text before or after it.',
  ERR_WEBHOOK_TOKEN_INVALID:
    'Register the URL in Maxun with the receiver’s credentials: ?token=… or https://user:password@….',
  ERR_WEBHOOK_METHOD_NOT_ALLOWED:
    'Register the final URL in Maxun, with the right scheme, host and slash at the end, so that nothing redirects.',
  ERR_WEBHOOK_HEADER_MISSING:
    'Stock Maxun signs nothing: put the relay before it, or start the receiver without a secret.',
};

/**
 * What to do about a delivery.
 *
 * @param grounds the entry and what was found
 * @returns `undefined` if there is nothing to do, or if the finding itself says what to do
 */
export function fixFor({
  entry,
  issues,
  duplicateKeys,
  contradictions,
  explanation,
}: FixGrounds): string | undefined {
  const guess = explanation?.guesses.find(({ matched }) => matched);
  if (guess !== undefined) return guess.advice;
  if (entry.code !== undefined && FIXES[entry.code] !== undefined) return FIXES[entry.code];
  // What is refused has its reason elsewhere.
  if (issues > 0 || entry.expectedStatus !== 200) return undefined;
  if (duplicateKeys[0] !== undefined)
    return `Send each key once: parsers keep only the last ${duplicateKeys[0]}.`;
  if (entry.duplicate) return 'Handle each delivery once: the receiver of this package does so by its key.';
  if (contradictions.length > 0) return 'Handle the first event of a run, and get the others by onConflict.';
  if (entry.quality.length > 0)
    return 'Open the site that the robot scrapes: a redesign gives runs that succeed, and are wrong.';
  return undefined;
}
