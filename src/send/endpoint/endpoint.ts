/**
 * An endpoint: where deliveries go, how they are signed, and how many at once.
 *
 * @module send/endpoint/endpoint
 */
import type { JsonObject } from '../../queue/queue.ts';
import type { RetrySchedule } from '../../queue/retry-schedule.ts';
import type { AnyEvent } from '../payload/event-types.ts';

/** A secret that is being replaced: it signs until it expires. */
export interface ExpiringSecret {
  /** `whsec_…` (v1) or `whsk_…` (v1a). */
  readonly secret: string;
  /** When it expires: milliseconds since the epoch, or a `Date`. */
  readonly expiresAt: number | Date;
}

/** An endpoint's URL and settings, without its secrets. */
export interface EndpointSettings {
  /** Where to POST: `http:` or `https:`. A user and password in it are sent as Basic authentication. */
  readonly url: string | URL;
  /**
   * Id of the subscription: fills `webhook_id`, and names the endpoint in the queue, in events and on the command line.
   * Default: a UUIDv5 of the URL. Give one if the URL may change: else the deliveries to the old URL would wait for ever.
   */
  readonly webhookId?: string | undefined;
  /** Further headers of every request. Never stored. */
  readonly headers?: Readonly<Record<string, string>> | undefined;
  /** Deadline of an attempt, from the look-up of the name to the end of the response, in milliseconds. Default: 30,000. */
  readonly timeoutMs?: number | undefined;
  /** Most attempts at once, 1 to 10,000. Default: 10. */
  readonly concurrency?: number | undefined;
  /** Most attempts per second, on average; a second's worth may come at once. Default: no limit. */
  readonly ratePerSecond?: number | undefined;
  /** When to try again. Default: the sender's, which is the Standard Webhooks' by default. */
  readonly schedule?: RetrySchedule | undefined;
  /**
   * What to do if the endpoint responds with a 4xx other than 408, 410, 425 and 429: `retry` by the schedule (as Maxun
   * does, since an endpoint that is being deployed responds with 404), or give the delivery up at once. Default: `retry`.
   */
  readonly clientErrors?: 'retry' | 'dead' | undefined;
  /**
   * Returns an event's order key if `send` has none: deliveries with the same key arrive strictly one after the other.
   * Default: no order.
   */
  readonly orderBy?: ((event: AnyEvent) => string | undefined) | undefined;
  /** Stored unencrypted with each delivery, and passed to the function `endpoints` after a restart. */
  readonly context?: JsonObject | undefined;
}

/** How deliveries are signed: with one secret, with several while they are rotated, or explicitly not at all. */
export type EndpointAuthentication =
  | { readonly secret: string; readonly secrets?: never; readonly unsigned?: never }
  | {
      /** Each secret that has not expired makes a signature, so a receiver can have either of them. */
      readonly secrets: readonly (string | ExpiringSecret)[];
      readonly secret?: never;
      readonly unsigned?: never;
    }
  | { readonly unsigned: true; readonly secret?: never; readonly secrets?: never };

/** Where deliveries go. */
export type Endpoint = EndpointSettings & EndpointAuthentication;
