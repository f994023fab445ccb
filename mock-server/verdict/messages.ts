/**
 * The verdict in words: one sentence, and what to do.
 *
 * @module mock-server/verdict/messages
 */
import type { Issue, SignatureExplanation, WebhookErrorCode } from '../../src/errors/index.ts';
import type { Level } from '../api/types.ts';
import type { Entry } from '../journal/entry.ts';

/**
 * How a delivery looks at first sight.
 *
 * @param entry whose findings were counted
 */
export function levelOf({ status, duplicate, contradictions }: Entry): Level {
  if (status !== 200) return 'bad';
  return duplicate || contradictions > 0 ? 'notice' : 'good';
}

/**
 * The verdict in a sentence.
 *
 * @param entry whose findings were counted
 */
export function sentenceFor(entry: Entry): string {
  const { refusal, status, attempt, duplicate, contradictions } = entry;
  if (refusal !== undefined) return `Deserves ${status}: ${refusal}`;
  const parts = [contractPart(entry), signaturePart(entry)];
  if (duplicate) parts.push(`attempt ${attempt}, a duplicate of one that was accepted`);
  else if (attempt > 1) parts.push(`attempt ${attempt}`);
  if (contradictions > 0)
    parts.push(`contradicts an earlier event of the same run in ${count(contradictions, 'field')}`);
  return `${parts.filter((part) => part !== '').join('; ')}.`;
}

function contractPart({ shape, issues, drift, status }: Entry): string {
  if (shape === 'unknown')
    return `Deserves ${status}: ${count(issues, 'issue')}, of no shape that is accepted`;
  const differences = drift === 0 ? '' : `, ${count(drift, 'difference')} from the documentation`;
  if (shape === 'documented') return `As documented${differences}`;
  return `As Maxun servers send it (${shape})${differences}`;
}

function signaturePart({ signature }: Entry): string {
  return signature === 'valid' ? 'signature valid' : '';
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}

/** What a fix is found from. */
export interface FixGrounds {
  readonly entry: Entry;
  readonly issues: readonly Issue[];
  readonly duplicateKeys: readonly string[];
  readonly explanation: SignatureExplanation | undefined;
}

/** What to do about a refusal. */
const FIXES: Partial<Record<WebhookErrorCode, string>> = {
  ERR_WEBHOOK_CONTENT_TYPE: 'Send it with content-type: application/json.',
  ERR_WEBHOOK_CONTENT_ENCODING: 'Send the body as it is, without compressing it.',
  ERR_WEBHOOK_BODY_TOO_LARGE: 'Raise the limit (maxBodyBytes): scraped pages make bodies of megabytes.',
  ERR_WEBHOOK_BODY_INCOMPLETE: 'Look at what stands between: the sender or a proxy ended the body early.',
  ERR_WEBHOOK_BODY_NOT_UTF8: 'Encode the body in UTF-8.',
  ERR_WEBHOOK_BODY_NOT_JSON: 'Send JSON: look for a trailing comma, or for text before or behind it.',
  ERR_WEBHOOK_TOKEN_INVALID: 'Register the URL in Maxun with ?token= and the receiver’s token.',
  ERR_WEBHOOK_METHOD_NOT_ALLOWED:
    'Register the final URL in Maxun, with the right scheme, host and slash at the end, so that nothing redirects.',
  ERR_WEBHOOK_HEADER_MISSING:
    'Stock Maxun signs nothing: put the relay before it, or start the receiver without a secret.',
};

/**
 * What to do about a delivery.
 *
 * @param grounds the entry and what was found
 * @returns `undefined` where there is nothing to do
 */
export function fixFor({ entry, issues, duplicateKeys, explanation }: FixGrounds): string | undefined {
  const guess = explanation?.guesses.find(({ matched }) => matched);
  if (guess !== undefined) return guess.advice;
  if (entry.code !== undefined && FIXES[entry.code] !== undefined) return FIXES[entry.code];
  if (explanation !== undefined) return explanation.message;
  if (issues[0] !== undefined) return issues[0].hint ?? issues[0].message;
  if (duplicateKeys[0] !== undefined)
    return `Send each key once: parsers keep only the last ${duplicateKeys[0]}.`;
  if (entry.duplicate) return 'Take a delivery once: the receiver of this package does so by its key.';
  if (entry.contradictions > 0)
    return 'Handle the first event of a run, and look at the others (onConflict).';
  return undefined;
}
