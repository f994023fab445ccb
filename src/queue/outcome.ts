/**
 * Translates a handler's answer into a change of the stored delivery.
 *
 * @module queue/outcome
 */
import { requireString } from '../errors/options.ts';
import { HANDLER_FAULT_DELAY_MS, MAX_ATTEMPT_RECORDS, MAX_DETAIL_LENGTH } from './limits.ts';
import type { AttemptNote, AttemptRecord, HandlerAnswer } from './queue.ts';
import { clampTime } from './message.ts';

/** The change of a delivery after its handler has ended. */
export type Outcome =
  | { readonly kind: 'done' }
  | { readonly kind: 'retry'; readonly dueAt: number; readonly record: AttemptRecord }
  /** Due at `dueAt` as if it had not been claimed: the attempt is not counted. */
  | { readonly kind: 'release'; readonly dueAt: number }
  | {
      readonly kind: 'dead';
      readonly reason: string;
      readonly diedAt: number;
      readonly record?: AttemptRecord;
    }
  /** Disabled with its endpoint. */
  | {
      readonly kind: 'disable';
      readonly reason: string;
      readonly since: number;
      readonly record: AttemptRecord;
    };

const DONE: Outcome = { kind: 'done' };

/** The attempt that an answer ends. */
export interface EndedAttempt {
  /** Its number, from 1. */
  readonly attempt: number;
  /** In milliseconds since the epoch. */
  readonly startedAt: number;
  /** In milliseconds since the epoch. */
  readonly endedAt: number;
}

/**
 * @param answer of the handler
 * @param ended the attempt
 * @returns what to store
 * @throws {TypeError} if the answer is not valid
 */
export function outcomeOf(answer: HandlerAnswer, ended: EndedAttempt): Outcome {
  const { endedAt } = ended;
  switch (answer?.outcome) {
    case 'done':
      return DONE;
    case 'retry':
      if (!Number.isFinite(answer.dueAt))
        throw new TypeError('dueAt must be a finite number of milliseconds');
      if (answer.countsAsAttempt === false) return { kind: 'release', dueAt: clampTime(answer.dueAt) };
      return { kind: 'retry', dueAt: clampTime(answer.dueAt), record: recordOf(ended, answer.note) };
    case 'dead':
      return {
        kind: 'dead',
        reason: reasonOf(answer),
        diedAt: endedAt,
        record: recordOf(ended, answer.note),
      };
    case 'disable':
      return {
        kind: 'disable',
        reason: reasonOf(answer),
        since: endedAt,
        record: recordOf(ended, answer.note),
      };
    default:
      throw new TypeError('a handler must answer with the outcome done, retry, dead or disable');
  }
}

/**
 * @param ended the attempt whose handler threw or gave an invalid answer
 * @returns what to store
 */
export function outcomeOfFault(ended: EndedAttempt): Outcome {
  const record = recordOf(ended, { code: 'ERR_WEBHOOK_HANDLER_FAILED' });
  return { kind: 'retry', dueAt: ended.endedAt + HANDLER_FAULT_DELAY_MS, record };
}

/**
 * @param records of the attempts so far
 * @param record of the newest
 * @returns the newest records, up to the limit
 */
export function appendRecord(
  records: readonly AttemptRecord[],
  record: AttemptRecord | undefined,
): AttemptRecord[] {
  return (record === undefined ? [...records] : [...records, record]).slice(-MAX_ATTEMPT_RECORDS);
}

/** What is not a text could not be stored, however often it is tried. */
function reasonOf({ reason = '' }: { readonly reason?: string }): string {
  return requireString('reason', reason);
}

function recordOf(ended: EndedAttempt, note: AttemptNote = {}): AttemptRecord {
  const { code, status, detail } = note;
  if (code !== undefined) requireString('note.code', code);
  if (status !== undefined && typeof status !== 'number') throw new TypeError('note.status must be a number');
  if (detail !== undefined) requireString('note.detail', detail);
  return {
    attempt: ended.attempt,
    startedAt: ended.startedAt,
    endedAt: ended.endedAt,
    ...(code !== undefined && { code }),
    ...(status !== undefined && { status }),
    ...(detail !== undefined && { detail: detail.slice(0, MAX_DETAIL_LENGTH) }),
  };
}
