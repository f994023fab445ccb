/**
 * A step of a script in words.
 *
 * @module mock-server/script/title
 */
import type { ScriptAction } from '../api/types.ts';
import type { Step } from './step.ts';

/**
 * Says what a step does, such as `503, 2 times, for run_failed`.
 *
 * @param step the step
 */
export function titleOf({ action, when, times = 1, delayMs = 0, predicate }: Step): string {
  const parts = [wordOf(action)];
  if (delayMs > 0) parts.push(`after ${delayMs} ms`);
  if (times === 'always') parts.push('always');
  else if (times > 1) parts.push(`${times} times`);
  const whom = filterOf({ when, predicate });
  if (whom !== '') parts.push(`for ${whom}`);
  return parts.join(', ');
}

function wordOf(action: ScriptAction): string {
  if (action.type === 'reply') {
    const after = action.headers?.['retry-after'];
    const { status = 200 } = action;
    return after === undefined ? `${status}` : `${status} with Retry-After ${after}`;
  }
  if (action.type === 'slow-body') return `${action.status ?? 200} with a body that drips`;
  if (action.type === 'redirect') return `${action.status ?? 302} to ${action.location ?? 'the hook itself'}`;
  return WORDS[action.type];
}

const WORDS = {
  'default-reply': 'as the verdict says',
  hang: 'no answer',
  reset: 'connection reset',
  close: 'connection closed',
  malformed: 'bytes that are not HTTP',
} as const;

function filterOf({ when = {}, predicate }: { when: Step['when']; predicate: Step['predicate'] }): string {
  const { eventType, robot, runId, method } = when;
  const parts = [
    method,
    eventType,
    robot === undefined ? undefined : `robot ${robot}`,
    runId === undefined ? undefined : `run ${runId}`,
    predicate !== undefined ? 'those that a function picks' : undefined,
  ];
  return parts.filter((part) => part !== undefined).join(' ');
}
