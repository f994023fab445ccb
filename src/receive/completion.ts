/**
 * Completes a run whose event left something out, before its handlers get it.
 *
 * @module receive/completion
 */
import { DeliveryError, WebhookError } from '../errors/index.ts';
import type { DateOptions, Repair, Run } from '../event/index.ts';
import { addRepairs } from '../event/repair.ts';
import { Deadline } from './deadline.ts';

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

/** For which attempt a run is completed. */
export interface CompletedFor {
  readonly deadline: Deadline;
  /** Whether nobody tries again if it fails. Asks the user's schedule, so only a completion calls it. */
  readonly isLast: () => boolean;
}

/** Completes the run of a delivery. */
export type CompleteRun = (run: Run, dates: DateOptions, attempt: CompletedFor) => Promise<Run>;

/**
 * Completes runs within their deadline. If that fails and nobody tries again, the run is as its event has it, with a repair of
 * kind `not-completed`; else it rejects with a `DeliveryError`, and the inbox tries again later.
 *
 * @param completer of the receiver
 * @param handlerTimeoutMs milliseconds that the completer and the handlers have together
 */
export function completionBy(completer: RunCompleter, handlerTimeoutMs: number): CompleteRun {
  const ask = async (run: Run, dates: DateOptions, deadline: Deadline): Promise<Run> =>
    deadline.wait(completer.completeRun(run, { ...dates, signal: deadline.signal }));
  return async (run, dates, { deadline, isLast }) => {
    if (isLast()) {
      // An API that hangs leaves half of the time to the handlers.
      const half = new Deadline(handlerTimeoutMs / 2);
      return deadline.wait(ask(run, dates, half).catch((error: unknown) => notCompleted(run, error)));
    }
    try {
      return await ask(run, dates, deadline);
    } catch (cause) {
      const message = 'The run could not be completed: what the completer threw is the cause of this error.';
      throw deadline.error ?? new DeliveryError('ERR_WEBHOOK_HANDLER_FAILED', message, { cause });
    }
  };
}

function notCompleted(run: Run, error: unknown): Run {
  const found = error instanceof WebhookError ? error.code : 'an error';
  const message =
    `The run was not completed (${found}): it has what its event has, and may be without results. ` +
    'With an inbox the completion is tried again.';
  const repair: Repair = { path: '', kind: 'not-completed', found, used: 'what the event has', message };
  const others = run.repairs.filter(({ kind }) => kind !== 'maybe-incomplete');
  return { ...run, repairs: addRepairs(others, [repair]) };
}
