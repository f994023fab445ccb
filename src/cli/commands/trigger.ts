/**
 * `maxun-webhooks trigger`: sends events to an endpoint.
 *
 * @module cli/commands/trigger
 */
import { simulateMaxun, type SimulatedAttempt, type SimulatedDelivery } from '../../simulate/index.ts';
import { hasPassed, interruptible } from '../interruptible.ts';
import { printNote, safeJson } from '../terminal.ts';
import { payloadMaker, type PayloadOptions, type TriggerPayload } from '../trigger-payload.ts';
import {
  arrived,
  asJson,
  describeAttempt,
  describeDelivery,
  type ReportOptions,
  shownUrl,
  TriggerSummary,
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
  readonly #maxun: ReturnType<typeof simulateMaxun>;
  readonly #summary: TriggerSummary;
  readonly #report: ReportOptions;
  #left: number;

  constructor(url: string, options: TriggerCommandOptions, make: () => readonly TriggerPayload[]) {
    this.#options = options;
    this.#make = make;
    this.#left = options.repeat !== undefined && options.count === 1 ? Infinity : options.count;
    const { secret, retries, timeout } = options;
    this.#report = { signed: secret !== undefined };
    this.#maxun = simulateMaxun({
      webhooks: [{ url, retryAttempts: retries ? 3 : 1, timeout }],
      secret,
      onAttempt: (attempt) => this.#onAttempt(attempt),
    });
    const signed = secret === undefined ? 'unsigned, as stock Maxun does' : 'signed';
    printNote(`Sending to ${shownUrl(url)}, ${signed}.`);
    this.#summary = new TriggerSummary(this.#left * make().length);
  }

  async run(): Promise<number> {
    await interruptible(async (signal) => {
      signal.addEventListener('abort', () => this.#maxun.restart());
      await Promise.all(Array.from({ length: this.#options.parallel }, () => this.#work(signal)));
    });
    const total = this.#summary.end();
    if (total !== undefined) console.error(total);
    return this.#summary.failed === 0 ? 0 : 1;
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
    this.#summary.add(delivery);
    this.#print(payload, delivery);
  }

  #print(payload: TriggerPayload, delivery: SimulatedDelivery): void {
    if (this.#options.json) console.log(safeJson(asJson(payload, delivery)));
    else if (this.#summary.total <= MAX_LINES || this.#left === Infinity || !arrived(delivery)) {
      this.#summary.above(() => console.log(describeDelivery(payload, delivery, this.#report)));
    }
  }

  #onAttempt(attempt: SimulatedAttempt): void {
    if (attempt.retryAt === undefined || this.#options.json) return;
    this.#summary.above(() => printNote(describeAttempt(attempt, this.#report)));
  }
}
