/**
 * From cases to a score.
 *
 * @module probe/grading
 */
import type { CaseResult, ProbeResult, Severity } from './result.ts';

/** Points that a failed case costs. */
const COST: Readonly<Record<Severity, number>> = { blocker: 100, critical: 40, major: 15, minor: 5, info: 0 };

/** The least score of each grade. */
const GRADES = [
  ['A', 90],
  ['B', 80],
  ['C', 65],
  ['D', 50],
] as const;

/**
 * Scores what failed by itself; what follows from it does not cost twice.
 *
 * @param cases that were judged
 * @returns 100 less the cost of each failed case, and its grade
 */
export function grade(
  cases: readonly Pick<CaseResult, 'outcome' | 'severity'>[],
): Pick<ProbeResult, 'score' | 'grade' | 'complete'> {
  const failed = cases.filter(({ outcome }) => outcome === 'failed');
  const cost = failed.reduce((sum, { severity }) => sum + COST[severity], 0);
  const score = Math.max(0, 100 - cost);
  return {
    score,
    grade: GRADES.find(([, least]) => score >= least)?.[0] ?? 'F',
    complete: !cases.some(({ outcome }) => outcome === 'not-run'),
  };
}
