/**
 * The options of a sender.
 *
 * @module send/settings
 */
import {
  requireFunction,
  requireInteger,
  requireNumber,
  requireOneOf,
  requireOptions,
} from '../errors/options.ts';
import {
  type AddressGuard,
  createAddressGuard,
  type Resolve,
  type TlsOptions,
} from '../address-guard/index.ts';
import { type Clock, systemClock } from '../clock/clock.ts';
import type { Queue } from '../queue/queue.ts';
import { requireQueue } from '../queue/work-settings.ts';
import type { EndpointResolver } from './endpoint/endpoint-registry.ts';
import type { Endpoint } from './endpoint/endpoint.ts';
import type { SendContract } from './payload/event-types.ts';
import type { Logger } from './events/sender-events.ts';
import {
  DEFAULT_CONCURRENCY,
  DEFAULT_DISABLE_AFTER_MS,
  DEFAULT_MAX_BODY_BYTES,
  DEFAULT_MAX_RETRY_AFTER_MS,
  MAX_CONCURRENCY,
} from './limits.ts';
import { type RetrySchedule, standardSchedule } from '../queue/retry-schedule.ts';
import type { OpenTelemetry } from './events/open-telemetry.ts';

/** The options of `createSender`. */
export interface SenderOptions<Contract extends SendContract = SendContract> {
  /** Where deliveries are kept. The sender is its only worker, and closes it. */
  readonly queue: Queue;
  /**
   * How the endpoints of waiting deliveries are found after a restart, since secrets are never stored: a list,
   * or a function that gets an id. Default: an endpoint's deliveries wait until the next `send` to it.
   */
  readonly endpoints?: readonly Endpoint[] | EndpointResolver | undefined;
  /**
   * Private targets that may be reached: CIDR blocks (`10.0.0.0/8`), addresses, hosts (`n8n.internal`) and hosts with
   * all below them (`*.svc.cluster.local`). Default: nothing.
   */
  readonly allow?: readonly string[] | undefined;
  /** The contract against which events are checked before they are accepted. Default: `documented`. */
  readonly contract?: Contract | undefined;
  /** When to try again, for endpoints that have no schedule of their own. Default: the Standard Webhooks'. */
  readonly schedule?: RetrySchedule | undefined;
  /** Most attempts at once, over all endpoints, 1 to 10,000. Default: 100. */
  readonly concurrency?: number | undefined;
  /**
   * No attempt starts while the bodies of running attempts have this many bytes or more: the memory is limited to this
   * and one body. For memory and SQLite queues. Default: 64 MiB.
   */
  readonly maxBytesInFlight?: number | undefined;
  /** Largest body, in bytes. Default: 10 MiB, the limit of this kit's receivers. */
  readonly maxBodyBytes?: number | undefined;
  /** Longest wait that an endpoint can ask for with `Retry-After`, in milliseconds. Default: 24 h. */
  readonly maxRetryAfterMs?: number | undefined;
  /**
   * How long every attempt at an endpoint may fail before it is disabled and its deliveries stop, in milliseconds; `Infinity`
   * for never. Default: 5 days.
   */
  readonly disableAfterMs?: number | undefined;
  /** `false` to accept events and leave their delivery to another process (Postgres). Default: `true`. */
  readonly deliver?: boolean | undefined;
  /** Certificate authorities to trust in place of the built-in ones, and this side's own certificate. */
  readonly tls?: TlsOptions | undefined;
  /** Turns host names into addresses. Default: the system's resolver. */
  readonly resolve?: Resolve | undefined;
  /**
   * A logger such as pino, which gets every event. Default: `console.error` prints faults, each kind at most once
   * a minute.
   */
  readonly logger?: Logger | undefined;
  /** `true`: without a logger nothing is printed. Default: `false`. */
  readonly silent?: boolean | undefined;
  /** The module `@opentelemetry/api`. Default: no spans, no metrics. */
  readonly openTelemetry?: OpenTelemetry | undefined;
  /** The clock. Default: the machine's own. */
  readonly clock?: Clock | undefined;
  /** Returns numbers from 0 to below 1, for jitter. Default: `Math.random`. */
  readonly random?: (() => number) | undefined;
}

/** The options with their defaults. */
export interface SenderSettings {
  readonly contract: SendContract;
  readonly schedule: RetrySchedule;
  readonly concurrency: number;
  readonly maxBytesInFlight: number | undefined;
  readonly maxBodyBytes: number;
  readonly maxRetryAfterMs: number;
  readonly disableAfterMs: number;
  readonly guard: AddressGuard;
  readonly clock: Clock;
  readonly random: () => number;
}

const CONTRACTS: readonly SendContract[] = ['documented', 'observed', 'any', 'off'];

/**
 * @param options as the caller gave them
 * @returns the options with their defaults
 * @throws {TypeError} if `queue`, `contract`, `schedule` or `random` is something else, or an entry of `allow` cannot be read
 * @throws {RangeError} if a number is out of its range
 */
export function senderSettings(options: SenderOptions): SenderSettings {
  requireOptions('createSender', options);
  // Checked here, because a later failure would not reach the caller.
  requireQueue('queue', options.queue);
  const settings = {
    contract: checkContract(options.contract ?? 'documented'),
    schedule: options.schedule ?? standardSchedule(),
    concurrency: options.concurrency ?? DEFAULT_CONCURRENCY,
    maxBytesInFlight: options.maxBytesInFlight,
    maxBodyBytes: options.maxBodyBytes ?? DEFAULT_MAX_BODY_BYTES,
    maxRetryAfterMs: options.maxRetryAfterMs ?? DEFAULT_MAX_RETRY_AFTER_MS,
    disableAfterMs: options.disableAfterMs ?? DEFAULT_DISABLE_AFTER_MS,
    guard: createAddressGuard({ allow: options.allow, resolve: options.resolve }),
    clock: options.clock ?? systemClock(),
    random: options.random ?? Math.random,
  };
  const { concurrency, maxBodyBytes, maxRetryAfterMs, disableAfterMs } = settings;
  requireFunction('schedule', settings.schedule);
  requireFunction('random', settings.random);
  requireInteger('concurrency', concurrency, { max: MAX_CONCURRENCY });
  requireInteger('maxBytesInFlight', options.maxBytesInFlight ?? 1);
  requireNumber('maxBodyBytes', maxBodyBytes);
  requireNumber('maxRetryAfterMs', maxRetryAfterMs);
  requireNumber('disableAfterMs', disableAfterMs, { max: Infinity });
  return settings;
}

/** @throws {TypeError} if it is not a contract */
export function checkContract(contract: SendContract): SendContract {
  return requireOneOf('contract', contract, CONTRACTS);
}
