/**
 * A verdict as a list of checks, each with its result in a sentence.
 *
 * @module mock-server/inspector/delivery/checks
 */
import type { DeliveryDetail } from '../../api/types.ts';
import type { Tab } from '../state/route.ts';
import type { Tone } from '../ui/badge.tsx';
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

/** A sender's clock that is so far ahead is wrong. */
const AHEAD_MS = -5000;

/** Every check of a delivery, in the order in which they matter. */
export function checksOf(detail: DeliveryDetail): Check[] {
  return [
    signatureCheck(detail),
    contractCheck(detail),
    attemptCheck(detail),
    ...ageCheck(detail),
    consistencyCheck(detail),
    ...qualityCheck(detail),
  ];
}

/** The states of a signature, with their tones and sentences. */
const SIGNATURES = {
  valid: ['good', 'The signature is valid.'],
  unchecked: ['info', 'Nothing was checked: the receiver was started without a secret.'],
  missing: ['bad', 'The delivery is not signed, although there is a secret to check it with.'],
  invalid: ['bad', 'The signature is not valid.'],
} as const;

/** What was found of the signature, in a sentence. */
export function signatureResult({
  isComplete,
  verdict: { signature },
}: DeliveryDetail): readonly [Tone, string] {
  if (signature.state === 'unchecked' && !isComplete)
    return ['info', 'Nothing was checked: the body was not read whole.'];
  return SIGNATURES[signature.state];
}

function signatureCheck(detail: DeliveryDetail): Check {
  const [tone, text] = signatureResult(detail);
  return { name: 'Signature', tone, text, tab: 'signature' };
}

function contractCheck({ isJson, verdict }: DeliveryDetail): Check {
  const { issues, drift, shape, duplicateKeys } = verdict;
  const name = 'Contract';
  const check = (tone: Tone, text: string, tab: Tab = 'diff'): Check => ({ name, tone, text, tab });
  if (!isJson) return check('bad', 'The body cannot be read as JSON.', 'raw');
  if (issues.length > 0) return check('bad', `No known shape: ${countOf(issues.length, 'issue')}.`);
  if (duplicateKeys[0] !== undefined) {
    const others = duplicateKeys.length > 1 ? ` and ${duplicateKeys.length - 1} more` : '';
    return check('notice', `Keys that occur twice: ${duplicateKeys[0]}${others}.`, 'body');
  }
  if (drift.length === 0) return check('good', 'As documented.');
  const differences = countOf(drift.length, 'difference');
  return check('notice', `Shape ${shape}, which Maxun servers send: ${differences} from the documentation.`);
}

function attemptCheck({ verdict: { attempt } }: DeliveryDetail): Check {
  const { number, seen, duplicate, sameBytes, sinceLastMs } = attempt;
  const since = sinceLastMs === undefined ? '' : `, ${formatDuration(sinceLastMs)} after the one before`;
  const of = seen > 1 ? ` of ${Math.max(seen, number)}` : '';
  const check = (tone: Tone, text: string): Check => ({ name: 'Attempt', tone, text, tab: 'attempts' });
  if (duplicate) return check('notice', `Duplicate: an earlier attempt was accepted${since}.`);
  if (sameBytes !== false) return check(number === 1 ? 'good' : 'info', `Attempt ${number}${of}${since}.`);
  return check('notice', `Attempt ${number}: its bytes differ from those of the one before.`);
}

function ageCheck({ verdict: { ageMs } }: DeliveryDetail): Check[] {
  if (ageMs === undefined) return [];
  const age = formatDuration(Math.abs(ageMs));
  const check = (tone: Tone, text: string): Check[] => [{ name: 'Age', tone, text, tab: 'body' }];
  if (ageMs < AHEAD_MS) return check('notice', `Its timestamp is ${age} ahead of this clock.`);
  if (ageMs > OLD_MS) return check('info', `Its timestamp is ${age} old: a retry, a replay or an example.`);
  return check('good', `${age} from the event to its arrival.`);
}

function consistencyCheck({ verdict: { contradictions } }: DeliveryDetail): Check {
  const [first] = contradictions;
  return first
    ? { name: 'Consistency', tone: 'notice', text: first.message, tab: 'attempts' }
    : { name: 'Consistency', tone: 'good', text: 'Contradicts no earlier event of its run.' };
}

function qualityCheck({ verdict: { quality } }: DeliveryDetail): Check[] {
  if (quality.length === 0) return [];
  const text = `${countOf(quality.length, 'finding')} by the earlier runs of the robot, below.`;
  return [{ name: 'Quality', tone: 'notice', text, tab: 'run' }];
}
