/**
 * One pass of catching up: asks for every run, and gives the receiver those that it has not received.
 *
 * @module maxun-api/catch-up-pass
 */
import type { MaxunRun, MaxunStoredRun } from '#generated/maxun-api.js';
import { MaxunApiError, WebhookError } from '../errors/index.ts';
import type { CatchUpReport, CatchUpSettings } from './catch-up-options.ts';
import type { CatchUpProgress } from './catch-up-progress.ts';
import { endTypeOf, eventOfRun, needsRow, type RunEndType } from './run-event.ts';

type Counts = { -readonly [Key in Exclude<keyof CatchUpReport, 'complete'>]: number };

/** A run that the receiver must get. */
interface OpenRun {
  readonly run: MaxunRun;
  readonly type: RunEndType;
  readonly endedAt: number;
}

/** After so many failures in a row, the receiver gets no more runs in this pass: its database is down, say. */
const MAX_FAILURES_IN_A_ROW = 20;
/** A run that ended so long after now, in milliseconds, shows a wrong time zone, not a clock that is fast. */
const FUTURE_MS = 10 * 60_000;

/** One pass. */
export class CatchUpPass {
  readonly #settings: CatchUpSettings;
  readonly #progress: CatchUpProgress;
  readonly #signal: AbortSignal;
  readonly #at: number;
  readonly #counts: Counts = { seen: 0, caughtUp: 0, duplicates: 0, tooRecent: 0, failed: 0, withoutTime: 0 };
  /** The runs that failed before and that the API has not answered yet. */
  readonly #missing: Set<string>;
  #failuresInARow = 0;
  #isComplete = true;
  #isAhead = false;

  constructor(settings: CatchUpSettings, progress: CatchUpProgress, signal: AbortSignal) {
    this.#settings = settings;
    this.#progress = progress;
    this.#missing = new Set(progress.failed);
    this.#signal = signal;
    this.#at = settings.clock.now();
  }

  /** @returns what was done, when every run that was given is dealt with. Never rejects. */
  async run(): Promise<CatchUpReport> {
    await this.#giveAll();
    if (this.#isComplete) this.#progress.advance(this.#at);
    // Where only some robots were asked for, the run may be of another.
    if (this.#isComplete && this.#settings.robots === undefined) this.#forgetMissing();
    this.#reportTimes();
    return { ...this.#counts, complete: this.#isComplete };
  }

  /** One loop takes all runs: calls of `next` that wait in a generator keep each other's results in memory. */
  async #giveAll(): Promise<void> {
    const running = new Set<Promise<void>>();
    let onEnded: () => void = () => undefined;
    const ended = (): Promise<void> => new Promise((resolve) => (onEnded = resolve));
    for await (const open of this.#openRuns()) {
      const given = this.#give(open).finally(() => {
        running.delete(given);
        onEnded();
      });
      running.add(given);
      if (running.size >= this.#settings.concurrency) await ended();
    }
    await Promise.all(running);
  }

  async *#openRuns(): AsyncGenerator<OpenRun> {
    for (const robotId of await this.#robots()) {
      if (this.#isStopped) return;
      for await (const run of this.#runsOf(robotId)) {
        const open = this.#look(run);
        if (open !== undefined) yield open;
      }
    }
  }

  async *#runsOf(robotId: string): AsyncGenerator<MaxunRun> {
    try {
      for await (const run of this.#settings.api.runs(robotId, { signal: this.#signal })) {
        if (this.#isStopped) return;
        yield run;
      }
    } catch (error) {
      this.#incomplete(error);
    }
  }

  async #robots(): Promise<readonly string[]> {
    const { api, robots } = this.#settings;
    try {
      const known = (await api.robots({ signal: this.#signal })).map(({ id }) => id);
      if (robots !== undefined) this.#reportUnknown(robots.filter((id) => !known.includes(id)));
      return robots ?? known;
    } catch (error) {
      this.#incomplete(error);
      return [];
    }
  }

  /** Maxun answers an unknown robot with no runs. It may be a mistake, or a robot that was deleted and has runs still. */
  #reportUnknown(ids: readonly string[]): void {
    if (ids.length === 0) return;
    const message = `Maxun's API lists no robot with the id ${shown(ids)}. Correct \`robots\`, unless it was deleted.`;
    this.#log('unknown robot', message);
  }

  get #isStopped(): boolean {
    if (!this.#signal.aborted && this.#failuresInARow < MAX_FAILURES_IN_A_ROW) return false;
    this.#isComplete = false;
    return true;
  }

  #incomplete(error: unknown): void {
    this.#isComplete = false;
    if (!this.#signal.aborted) this.#settings.onProblem(errorOf(error));
  }

  #look(run: MaxunRun): OpenRun | undefined {
    this.#counts.seen += 1;
    this.#missing.delete(run.runId);
    const type = endTypeOf(run);
    if (type === undefined || this.#progress.isSettled(run.runId)) return undefined;
    const endedAt = this.#endOf(run);
    if (endedAt === undefined) this.#counts.withoutTime += 1;
    if (endedAt === undefined || !this.#progress.isOpen(run.runId, endedAt)) return undefined;
    if (endedAt <= this.#at - this.#settings.graceMs) return { run, type, endedAt };
    this.#counts.tooRecent += 1;
    this.#isAhead ||= endedAt > this.#at + FUTURE_MS;
    return undefined;
  }

  #endOf({ startedAt, finishedAt }: MaxunRun): number | undefined {
    const { readDate } = this.#settings;
    return readDate(finishedAt) ?? readDate(startedAt);
  }

  async #give({ run, type, endedAt }: OpenRun): Promise<void> {
    const { receiver } = this.#settings;
    try {
      const event = eventOfRun(run, type, { at: this.#at, row: await this.#rowOf(run) });
      const { status } = await receiver.accept(event, { source: 'catch-up' });
      this.#progress.settle(run.runId, endedAt);
      this.#counts[status === 'duplicate' ? 'duplicates' : 'caughtUp'] += 1;
      this.#failuresInARow = 0;
    } catch (error) {
      this.#fail(run.runId, error);
    }
  }

  #fail(runId: string, error: unknown): void {
    this.#progress.fail(runId);
    this.#counts.failed += 1;
    // Its webhook is being handled right now: the next pass sees what became of it.
    if (error instanceof WebhookError && error.code === 'ERR_WEBHOOK_DELIVERY_IN_PROGRESS') return;
    this.#failuresInARow += 1;
    if (!this.#signal.aborted) this.#settings.onProblem(errorOf(error));
  }

  async #rowOf(run: MaxunRun): Promise<MaxunStoredRun | undefined> {
    if (!needsRow(run)) return undefined;
    try {
      return await this.#settings.api.storedRun(run.robotId, run.runId, { signal: this.#signal });
    } catch (error) {
      // The robot was deleted, or the server is too old to have rows.
      if (error instanceof MaxunApiError && error.code === 'ERR_WEBHOOK_API_NOT_FOUND') return undefined;
      throw error;
    }
  }

  /** What was deleted in Maxun cannot be given any more. */
  #forgetMissing(): void {
    if (this.#missing.size === 0) return;
    for (const runId of this.#missing) this.#progress.forget(runId);
    const { size } = this.#missing;
    const message = `runs that the receiver could not take were deleted in Maxun, and are lost (${size}): ${shown([...this.#missing])}.`;
    this.#log('deleted', message);
  }

  #reportTimes(): void {
    const { withoutTime, caughtUp } = this.#counts;
    if (withoutTime > 0) {
      const found = `${withoutTime} runs have no time that can be read, and are left alone`;
      this.#log('without time', `${found}. Give the \`locale\` of Maxun's server.`);
    }
    if (this.#isAhead)
      this.#log(
        'ahead',
        "runs ended in the future, and wait until then. Give the `timeZone` of Maxun's server.",
      );
    if (caughtUp > 0) {
      const message = `Caught up ${caughtUp} runs whose webhooks had not been received.`;
      this.#settings.log.report('caught up', message);
    }
  }

  #log(kind: string, message: string): void {
    this.#settings.log.report(kind, `Catching up: ${message}`, 'error');
  }
}

function shown(ids: readonly string[]): string {
  return ids
    .slice(0, 10)
    .map((id) => JSON.stringify(id))
    .join(', ');
}

function errorOf(thrown: unknown): Error {
  return thrown instanceof Error ? thrown : new Error(String(thrown));
}
