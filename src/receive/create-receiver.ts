/**
 * Makes receivers.
 *
 * @module receive/create-receiver
 */
import type { CloseOptions } from '../queue/queue.ts';
import { ProblemLog } from '../errors/problem-log.ts';
import type { Run } from '../event/index.ts';
import { QualityMonitor } from '../quality/index.ts';
import type { Answer } from './answer.ts';
import type { ValidationMode } from './context.ts';
import type { Accepted, AcceptOptions, IncomingDelivery } from './delivery.ts';
import { completionBy } from './completion.ts';
import type { DriftCounters } from './drift-counters.ts';
import { Flow } from './flow.ts';
import { HandOver } from './hand-over.ts';
import { type Authenticated, type ReceiverOptions, receiverSettings } from './options.ts';
import type { Receiver } from './receiver.ts';
import { type Callback, type ListenerKind, Registry } from './registry.ts';
import { Reports } from './reports.ts';

/**
 * Makes a receiver. Give it to an adapter (`expressHandler`, `webHandler`, …), or call its `handle` yourself.
 *
 * @param options how deliveries are authenticated, judged and remembered, and how long handlers have
 * @returns a receiver without handlers
 * @throws {TypeError} if nothing authenticates, a secret cannot be read, or `validation` is not a mode
 * @throws {RangeError} if a limit is not a whole number of at least 1, or a time zone or locale is unknown
 * @example
 * ```ts
 * const receiver = createReceiver({ secrets: [process.env.MAXUN_WEBHOOK_SECRET!] })
 *   .on('run_completed', async ({ run, id }) => save(id, run.lists))
 *   .on('run_failed', ({ run }) => console.warn(run.robot.name, run.error?.message))
 *   .onError((error) => console.error(error.code, error.cause));
 * ```
 */
export function createReceiver<Mode extends ValidationMode = 'report'>(
  options: Authenticated<ReceiverOptions<Mode>>,
): Receiver<Mode> {
  return new RegisteringReceiver(options);
}

/** As a {@link Receiver} for any mode; the types of the callbacks are the interface's. */
class RegisteringReceiver implements Receiver {
  readonly #registry: Registry;
  readonly #flow: Flow;
  readonly #reports: Reports;

  constructor(options: ReceiverOptions) {
    const settings = receiverSettings(options);
    const { logger, silent, robotSchemas: schemas = {}, earlierRuns = [] } = options;
    const { mode, now, complete, handlerTimeoutMs } = settings;
    const registry = new Registry(mode);
    const reports = new Reports(registry, new ProblemLog({ logger, silent, now }));
    const monitor = new QualityMonitor({ schemas, earlierRuns });
    const judge = (run: Run): Run => {
      const isWatched = registry.listeners.quality.length > 0;
      return isWatched ? Object.assign(run, { quality: monitor.check(run) }) : run;
    };
    const completion = complete && completionBy(complete, handlerTimeoutMs);
    const handlers = new HandOver({ registry, reports, judge, complete: completion });
    this.#registry = registry;
    this.#reports = reports;
    this.#flow = new Flow({ settings, registry, reports, handlers });
  }

  readonly handle = (delivery: IncomingDelivery): Promise<Answer> => this.#flow.receive(delivery);

  accept(event: object, options: AcceptOptions): Promise<Accepted> {
    return this.#flow.accept(event, options);
  }

  // Not async: a missing inbox is a mistake of the program, which is thrown at once.
  readonly stats: Receiver['stats'] = () => this.#flow.requireInbox('stats').queue.stats();
  readonly dead: Receiver['dead'] = (query) => this.#flow.requireInbox('dead').queue.dead(query);
  readonly replay: Receiver['replay'] = (ids) => this.#flow.requireInbox('replay').queue.replay(ids);
  readonly pause = (): void => this.#flow.requireInbox('pause').pause();
  readonly resume = (): void => this.#flow.requireInbox('resume').resume();

  async close(options: CloseOptions = {}): Promise<void> {
    await this.#flow.inbox?.close(options);
  }

  on(types: string | readonly string[], handler: Callback): this {
    this.#registry.addHandler(typeof types === 'string' ? [types] : types, handler);
    return this;
  }

  readonly onOther = this.#listening('other');
  readonly onAny = this.#listening('any');
  readonly onDrift = this.#listening('drift');
  readonly onQuality = this.#listening('quality');
  readonly onConflict = this.#listening('conflict');
  readonly onError = this.#listening('error');

  countDrift(): DriftCounters {
    return this.#reports.countDrift();
  }

  #listening(kind: ListenerKind): (callback: Callback) => this {
    return (callback) => {
      this.#registry.addListener(kind, callback);
      return this;
    };
  }
}
