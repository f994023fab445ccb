/**
 * `maxun-webhooks trigger`: sends events to an endpoint.
 *
 * @module cli/commands/trigger
 */
import { type SimulatedAttempt, type SimulatedMaxun, simulateMaxun } from '../../simulate/index.ts';
import { hasPassed, interruptible } from '../interruptible.ts';
import { type Progress, startProgress } from '../progress.ts';
import { printNote, safeJson } from '../terminal.ts';
import { payloadMaker, type PayloadOptions, type TriggerPayload } from '../trigger-payload.ts';
import {
  asJson,
  describeAttempt,
  describeDelivery,
  describeTotals,
  failureOf,
  shownUrl,
} from '../trigger-report.ts';

/** The options of the command, as the command line gives them. */
export interface TriggerCommandOptions extends PayloadOptions {
  readonly secret?: string;
  readonly count: number;
  readonly parallel: number;
  readonly repeat?: number;
  readonly retries: boolean;
  readonly timeout: number;
  readonly json: boolean;
}

/** Up to this many deliveries get a line each; above it, only those that failed. */
const MAX_LINES = 20;
/** More deliveries than this get a progress bar. */
const MIN_FOR_BAR = 10;

/**
 * Sends the events, as often as the options say.
 *
 * @param what a letter, a shape, an event type, `failed-scrape-pair` or `all`
 * @param url of the endpoint
 * @param options what to change, how often, how to report
 * @returns the exit code: 0 if all arrived with their body, 1 if one did not, 2 for misuse
 */
export async function triggerCommand(
  what: string,
  url: string,
  options: TriggerCommandOptions,
): Promise<number> {
  const make = await payloadMaker(what, options);
  return new Trigger(url, options, make).run();
}

class Trigger {
  readonly #options: TriggerCommandOptions;
  readonly #make: () => readonly TriggerPayload[];
  readonly #maxun: SimulatedMaxun;
  readonly #isSigned: boolean;
  /** Deliveries in all; infinite until Ctrl-C. */
  readonly #total: number;
  readonly #progress: Progress;
  /** How many deliveries did not arrive with their body, by what happened to them. */
  readonly #failures = new Map<string, number>();
  #left: number;
  #ended = 0;

  constructor(url: string, options: TriggerCommandOptions, make: () => readonly TriggerPayload[]) {
    const { secret, retries, timeout, repeat, count } = options;
    this.#options = options;
    this.#make = make;
    this.#isSigned = secret !== undefined;
    this.#left = repeat !== undefined && count === 1 ? Infinity : count;
    this.#total = this.#left * make().length;
    this.#maxun = simulateMaxun({
      webhooks: [{ url, retryAttempts: retries ? 3 : 1, timeout }],
      secret,
      onAttempt: (attempt) => this.#onAttempt(attempt),
    });
    printNote(`Sending to ${shownUrl(url)}, ${this.#isSigned ? 'signed' : 'unsigned, as stock Maxun does'}.`);
    this.#progress = startProgress(
      'sending',
      this.#total,
      this.#total > MIN_FOR_BAR && this.#total !== Infinity,
    );
  }

  async run(): Promise<number> {
    await interruptible(async (signal) => {
      signal.addEventListener('abort', () => this.#maxun.restart());
      await Promise.all(Array.from({ length: this.#options.parallel }, () => this.#work(signal)));
    });
    this.#progress.stop();
    if (this.#ended > 1) console.error(describeTotals(this.#ended, this.#failures));
    return this.#failures.size === 0 ? 0 : 1;
  }

  async #work(signal: AbortSignal): Promise<void> {
    while (this.#left > 0 && !signal.aborted) {
      this.#left -= 1;
      for (const payload of this.#make()) await this.#send(payload, signal);
      const { repeat } = this.#options;
      if (repeat !== undefined && this.#left > 0) await hasPassed(repeat * 1000, signal);
    }
  }

  async #send(payload: TriggerPayload, signal: AbortSignal): Promise<void> {
    if (signal.aborted) return;
    const [delivery] = await this.#maxun.send(payload.content);
    if (delivery === undefined || (delivery.lost && delivery.attempts.length === 0)) return;
    this.#ended += 1;
    this.#progress.update(this.#ended);
    const failure = failureOf(delivery);
    if (failure !== undefined) this.#failures.set(failure, (this.#failures.get(failure) ?? 0) + 1);
    if (this.#options.json) console.log(safeJson(asJson(payload, delivery)));
    else if (this.#total <= MAX_LINES || this.#total === Infinity || failure !== undefined)
      this.#progress.above(() => console.log(describeDelivery(payload, delivery, this.#isSigned)));
  }

  #onAttempt(attempt: SimulatedAttempt): void {
    if (attempt.retryAt === undefined || this.#options.json) return;
    this.#progress.above(() => printNote(describeAttempt(attempt, this.#isSigned)));
  }
}
