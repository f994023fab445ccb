/**
 * A verdict as a list of checks, each with its result in a sentence.
 *
 * @module mock-server/inspector/delivery/checks
 */
import type { DeliveryDetail } from '../../api/types.ts';
import type { Tab } from '../state/route.ts';
import { SIGNATURE_TONES, type Tone } from '../ui/level.tsx';
import { countOf, formatDuration } from '../ui/text.ts';

/** One check. */
export interface Check {
  readonly name: string;
  readonly tone: Tone;
  readonly text: string;
  /** Where more of it is shown. */
  readonly tab?: Tab;
}

/** Stock Maxun's third attempt is 15 s after the first; what is a minute old did not come straight from it. */
const OLD_MS = 60_000;

/** A sender's clock that is this far ahead is wrong. */
const AHEAD_MS = -5000;

/**
 * Every check of a delivery, in the order in which they matter.
 *
 * @param detail the delivery
 */
export function checksOf(detail: DeliveryDetail): Check[] {
  return [
    signatureCheck(detail),
    contractCheck(detail),
    attemptCheck(detail),
    ...ageCheck(detail),
    consistencyCheck(detail),
    responseCheck(detail),
  ];
}

function signatureCheck({ verdict: { signature } }: DeliveryDetail): Check {
  const text = {
    valid: `Valid. The delivery is ${signature.id ?? 'signed'}.`,
    unchecked: 'Not checked: the receiver was started without a secret.',
    missing: 'Missing. Stock Maxun signs nothing; a secret is configured here.',
    invalid: signature.explanation?.message ?? 'It does not match.',
  }[signature.state];
  return { name: 'Signature', tone: SIGNATURE_TONES[signature.state], text, tab: 'signature' };
}

function contractCheck({ verdict }: DeliveryDetail): Check {
  const { issues, drift, shape, refusal, duplicateKeys } = verdict;
  const name = 'Contract';
  if (refusal !== undefined) return { name, tone: 'bad', text: refusal, tab: 'raw' };
  if (issues.length > 0)
    return { name, tone: 'bad', text: `Of no known shape: ${countOf(issues.length, 'issue')}.`, tab: 'diff' };
  if (duplicateKeys.length > 0) {
    const keys = countOf(duplicateKeys.length, 'key');
    return { name, tone: 'notice', text: `${keys} twice in one object: ${duplicateKeys[0]}.`, tab: 'raw' };
  }
  if (drift.length === 0) return { name, tone: 'good', text: 'Exactly as documented.', tab: 'diff' };
  const text = `Shape ${shape}, which Maxun servers send: ${countOf(drift.length, 'difference')} from the documentation.`;
  return { name, tone: 'notice', text, tab: 'diff' };
}

function attemptCheck({ verdict: { attempt } }: DeliveryDetail): Check {
  const { number, seen, duplicate, sameBytes, sinceLastMs } = attempt;
  const name = 'Attempt';
  const tab = 'attempts';
  const since = sinceLastMs === undefined ? '' : `, ${formatDuration(sinceLastMs)} after the one before`;
  if (duplicate)
    return { name, tone: 'notice', text: `Duplicate: it had been accepted before${since}.`, tab };
  if (sameBytes === false)
    return { name, tone: 'notice', text: `Attempt ${number}, with other bytes than the one before.`, tab };
  if (number === 1)
    return { name, tone: 'good', text: seen > 1 ? `The first of ${seen}.` : 'The first.', tab };
  return { name, tone: 'info', text: `Attempt ${number} of ${Math.max(seen, number)}${since}.`, tab };
}

function ageCheck({ verdict: { ageMs } }: DeliveryDetail): Check[] {
  const name = 'Age';
  if (ageMs === undefined) return [];
  const age = formatDuration(Math.abs(ageMs));
  if (ageMs < AHEAD_MS)
    return [{ name, tone: 'notice', text: `Its timestamp is ${age} ahead of this clock.`, tab: 'body' }];
  if (ageMs > OLD_MS)
    return [
      {
        name,
        tone: 'info',
        text: `Its timestamp is ${age} old: a retry, a replay or an example.`,
        tab: 'body',
      },
    ];
  return [{ name, tone: 'good', text: `${age} from the event to its arrival.` }];
}

function consistencyCheck({ verdict: { contradictions } }: DeliveryDetail): Check {
  const name = 'Consistency';
  const [first] = contradictions;
  if (!first) return { name, tone: 'good', text: 'Contradicts no earlier event of its run.' };
  return { name, tone: 'notice', text: first.message, tab: 'attempts' };
}

const ANSWERED_BY = {
  verdict: 'as the verdict says',
  script: 'as the script says',
  forward: 'as the endpoint said that it was forwarded to',
};

function responseCheck({ response }: DeliveryDetail): Check {
  const { kind, by, status, durationMs } = response;
  const name = 'Response';
  if (kind === 'pending') return { name, tone: 'pending', text: 'Not answered yet.' };
  const after = durationMs === null ? '' : `, after ${formatDuration(durationMs)}`;
  if (status === null)
    return { name, tone: 'notice', text: `No answer (${kind}), ${ANSWERED_BY[by]}${after}.`, tab: 'headers' };
  const tone = status < 300 ? 'good' : 'notice';
  return { name, tone, text: `${status}, ${ANSWERED_BY[by]}${after}.`, tab: 'headers' };
}
