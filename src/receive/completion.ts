/**
 * Completes a run whose event left something out, before its handlers get it.
 *
 * @module receive/completion
 */
import { DeliveryError, WebhookError } from '../errors/index.ts';
import type { DateOptions, Repair, Run } from '../event/index.ts';
import { addRepairs } from '../event/repair.ts';
import type { Deadline } from './deadline.ts';

/** What a completer is given besides the run: how the receiver reads dates without a zone, and its deadline. */
export interface CompleteRunOptions extends DateOptions {
  /** Aborts when there is no more time. */
  readonly signal: AbortSignal;
}

/** Fetches what the event of a run left out. The option `complete` of a receiver. */
export interface RunCompleter {
  /**
   * Completes one run, if there may be more of it than its event has. Called before the handlers; with an inbox, before
   * each attempt.
   *
   * @param run as its event has it
   * @param options deadline, zone and locale
   * @returns the completed run; the same run if nothing is missing
   */
  completeRun(run: Run, options: CompleteRunOptions): Promise<Run>;
}

/** How {@link completeOrRepair} and {@link completeOrFail} ask. */
export interface Completion {
  readonly completer: RunCompleter;
  readonly deadline: Deadline;
  readonly dates: DateOptions;
}

/**
 * Completes a run, and hands over what there is where that fails and nobody tries again.
 *
 * @param run as its event has it
 * @param completion by whom, and until when
 * @returns the completed run; or the run of the event, with a repair of kind `not-completed`
 */
export async function completeOrRepair(run: Run, completion: Completion): Promise<Run> {
  try {
    return await ask(run, completion);
  } catch (error) {
    const others = run.repairs.filter(({ kind }) => kind !== 'maybe-incomplete');
    return { ...run, repairs: addRepairs(others, [notCompleted(error)]) };
  }
}

/**
 * Completes a run, or fails: the inbox tries again later.
 *
 * @param run as its event has it
 * @param completion by whom, and until when
 * @throws {DeliveryError} ERR_WEBHOOK_HANDLER_FAILED or ERR_WEBHOOK_HANDLER_TIMEOUT
 */
export async function completeOrFail(run: Run, completion: Completion): Promise<Run> {
  try {
    return await ask(run, completion);
  } catch (cause) {
    const message = 'The run could not be completed: what the completer threw is the cause of this error.';
    throw completion.deadline.error ?? new DeliveryError('ERR_WEBHOOK_HANDLER_FAILED', message, { cause });
  }
}

async function ask(run: Run, { completer, deadline, dates }: Completion): Promise<Run> {
  return deadline.wait(completer.completeRun(run, { ...dates, signal: deadline.signal }));
}

function notCompleted(error: unknown): Repair {
  const found = error instanceof WebhookError ? error.code : 'an error';
  const message =
    `The run was not completed (${found}): it has what its event has, and may be without results. ` +
    'With an inbox the completion is tried again.';
  return { path: '', kind: 'not-completed', found, used: 'what the event has', message };
}
