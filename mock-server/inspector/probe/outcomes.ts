/**
 * How a case can end, as people read it.
 *
 * @module mock-server/inspector/probe/outcomes
 */
import type { ProbeCase } from '../../api/types.ts';
import type { Tone } from '../ui/badge.tsx';

/** How the outcome of a case is shown. */
export interface ShownOutcome {
  readonly tone: Tone;
  readonly word: string;
}

/** Every outcome. */
export const OUTCOMES: Readonly<Record<ProbeCase['outcome'], ShownOutcome>> = {
  passed: { tone: 'good', word: 'passed' },
  failed: { tone: 'bad', word: 'failed' },
  follows: { tone: 'notice', word: 'failed because of another' },
  'not-judged': { tone: 'info', word: 'not visible from outside' },
  'not-applicable': { tone: 'info', word: 'not applicable' },
  'not-run': { tone: 'pending', word: 'not run' },
};

/** What a failure costs of the 100 points, by severity. */
export const COSTS: Readonly<Record<ProbeCase['severity'], string>> = {
  blocker: 'blocker: −100',
  critical: 'critical: −40',
  major: 'major: −15',
  minor: 'minor: −5',
  info: 'not scored',
};
