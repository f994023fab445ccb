/**
 * What a probe found at the URL of a webhook.
 *
 * @module doctor/rules/endpoint
 */
import { MASK, maskUrl } from '../../errors/mask-url.ts';
import type { CaseResult } from '../../probe/index.ts';
import { type Complaint, error, type Rule, warning } from '../finding.ts';
import { cut } from '../quote.ts';

const ORDER: readonly CaseResult['severity'][] = ['blocker', 'critical', 'major', 'minor', 'info'];

/** Failed cases that are named; the report of a probe names all. */
const MAX_NAMED = 3;

/** The rules about the endpoint. */
export const endpointRules: readonly Rule[] = [
  error('endpoint-loses-events', 'url', probed(isFatal)),
  warning('endpoint-faulty', 'url', probed(isFaulty)),
];

function isFatal(failed: readonly CaseResult[]): boolean {
  return failed.some(({ severity }) => severity === 'blocker' || severity === 'critical');
}

function isFaulty(failed: readonly CaseResult[]): boolean {
  return failed.length > 0 && !isFatal(failed);
}

function probed(applies: (failed: readonly CaseResult[]) => boolean): Rule['check'] {
  return ({ url }, { answers }) => {
    const { probe } = answers.get(url?.href ?? '') ?? {};
    const failed = probe?.cases.filter(({ outcome }) => outcome === 'failed') ?? [];
    return url === undefined || probe === undefined || !applies(failed)
      ? undefined
      : complaintOf(url, probe.score, failed);
  };
}

function complaintOf(url: URL, score: number, failed: readonly CaseResult[]): Complaint {
  const shown = cut(maskUrl(url));
  const worstFirst = failed.toSorted((a, b) => ORDER.indexOf(a.severity) - ORDER.indexOf(b.severity));
  const named = worstFirst.slice(0, MAX_NAMED).map(({ id, reason }) => `${id}: ${reason}`);
  const more = failed.length > MAX_NAMED ? ` And ${failed.length - MAX_NAMED} more.` : '';
  const hidden = shown.includes(MASK) ? ' (with what is hidden here)' : '';
  return {
    found: shown,
    why: `A probe for stock Maxun gives its endpoint ${score} of 100. ${named.join(' ')}${more}`,
    fix: `Run 'maxun-webhooks probe ${shown} --level stock'${hidden}: it says how to mend each.`,
  };
}
