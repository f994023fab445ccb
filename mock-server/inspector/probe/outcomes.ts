/**
 * How a case can end, as people read it.
 *
 * @module mock-server/inspector/probe/outcomes
 */
import type { ProbeCase } from '../../api/types.ts';
import type { Tone } from '../ui/badge.tsx';

/** Every outcome, with its tone and how it is called. */
export const OUTCOMES: Readonly<Record<ProbeCase['outcome'], readonly [Tone, string]>> = {
  passed: ['good', 'passed'],
  failed: ['bad', 'failed'],
  follows: ['notice', 'failed because of another'],
  'not-judged': ['info', 'not visible from outside'],
  'not-applicable': ['info', 'not applicable'],
  'not-run': ['pending', 'not run'],
};

/** What a failure costs of the 100 points, by severity. */
export const COSTS: Readonly<Record<ProbeCase['severity'], string>> = {
  blocker: 'blocker: −100',
  critical: 'critical: −40',
  major: 'major: −15',
  minor: 'minor: −5',
  info: 'not scored',
};
