/**
 * Completes a run whose event left something out, before its handlers get it.
 *
 * @module receive/completion
 */
import { DeliveryError, WebhookError } from '../errors/index.ts';
import type { Repair, Run } from '../event/index.ts';
import type { Deadline } from './deadline.ts';

/** Fetches what the event of a run left out. The option `complete` of a receiver. */
export interface RunCompleter {
  /**
   * Completes one run, if there may be more of it than its event has. Called once before the handlers.
   *
   * @param run as its event has it
   * @param options `signal`: aborts when there is no more time
   * @returns the completed run; the same run if nothing is missing
   */
  completeRun(run: Run, options: { readonly signal: AbortSignal }): Promise<Run>;
}

/**
 * Completes a run, and hands over what there is where that fails: without an inbox, nobody tries again.
 *
 * @param completer of the receiver
 * @param run as its event has it
 * @param deadline of the completion
 * @returns the completed run; or the run of the event, with a repair of kind `not-completed`
 */
export async function completeOrRepair(completer: RunCompleter, run: Run, deadline: Deadline): Promise<Run> {
  try {
    return await deadline.wait(completer.completeRun(run, { signal: deadline.signal }));
  } catch (error) {
    return { ...run, repairs: [...run.repairs, notCompleted(error)] };
  }
}

/**
 * Completes a run, or fails: the inbox tries again later.
 *
 * @param completer of the receiver
 * @param run as its event has it
 * @param deadline of the handlers
 * @throws {DeliveryError} ERR_WEBHOOK_HANDLER_FAILED or ERR_WEBHOOK_HANDLER_TIMEOUT
 */
export async function completeOrFail(completer: RunCompleter, run: Run, deadline: Deadline): Promise<Run> {
  try {
    return await deadline.wait(completer.completeRun(run, { signal: deadline.signal }));
  } catch (cause) {
    const message = 'The run could not be completed: what the completer threw is the cause of this error.';
    throw deadline.error ?? new DeliveryError('ERR_WEBHOOK_HANDLER_FAILED', message, { cause });
  }
}

function notCompleted(error: unknown): Repair {
  const found = error instanceof WebhookError ? error.code : 'an error';
  const message =
    `The run was not completed (${found}): it has what its event has, and may be without results. ` +
    'With an inbox the completion is tried again.';
  return { path: '', kind: 'not-completed', found, used: 'what the event has', message };
}
