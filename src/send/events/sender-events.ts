/**
 * The events of a sender.
 *
 * @module send/events/sender-events
 */
import type { DeliveryErrorCode, WebhookError } from '../../errors/index.ts';

/** Which delivery, and where it goes. */
export interface DeliverySubject {
  /** The delivery's id, its `webhook-id`. */
  readonly id: string;
  /** The endpoint's id, its `webhookId`. */
  readonly endpoint: string;
  /** Host and port of the endpoint. */
  readonly host: string;
  readonly eventType: string;
}

/** An attempt was made. */
export interface AttemptEvent extends DeliverySubject {
  /** Its number, from 1. */
  readonly attempt: number;
  /** When it began, in milliseconds since the epoch. */
  readonly startedAt: number;
  readonly durationMs: number;
  /** The outcome for the delivery. */
  readonly outcome: 'delivered' | 'retry' | 'dead' | 'disabled';
  /** The endpoint's HTTP status, if it responded. */
  readonly status?: number | undefined;
  /** Why it failed. */
  readonly code?: DeliveryErrorCode | undefined;
  /** A short text for people. */
  readonly detail?: string | undefined;
  /** When it is tried again, in milliseconds since the epoch. */
  readonly nextAttemptAt?: number | undefined;
}

/** A delivery arrived. The queue removes it a moment later. */
export interface DeliveredEvent extends DeliverySubject {
  /** How many attempts it took. */
  readonly attempts: number;
  readonly status: number;
  /** From the acceptance of the event to the response, in milliseconds. */
  readonly latencyMs: number;
}

/** A delivery is given up. It becomes a dead letter a moment later. */
export interface DeadEvent extends DeliverySubject {
  readonly attempts: number;
  /** Why the last attempt failed. */
  readonly reason: DeliveryErrorCode;
  readonly status?: number | undefined;
}

/** An endpoint is disabled: its deliveries, future ones included, stop until `enable`. */
export interface DisabledEvent {
  readonly endpoint: string;
  readonly host: string;
  /** `ERR_WEBHOOK_ENDPOINT_GONE` for a 410; else why the last attempt failed, after all had failed for too long. */
  readonly reason: DeliveryErrorCode;
}

/** An endpoint gets fewer requests for a while. */
export interface ThrottledEvent {
  readonly endpoint: string;
  readonly host: string;
  /** The failure that caused it. */
  readonly code: DeliveryErrorCode;
  readonly status?: number | undefined;
  /** Nothing is sent before this time, in milliseconds since the epoch. */
  readonly until: number;
  /** Attempts at once, from now on. */
  readonly concurrency: number;
}

/** A sender's events by name. */
export interface SenderEvents {
  attempt: AttemptEvent;
  delivered: DeliveredEvent;
  dead: DeadEvent;
  disabled: DisabledEvent;
  throttled: ThrottledEvent;
  /**
   * A fault that no call rejects with: an unknown endpoint, a function of yours that throws, an invalid
   * setting. The sender continues.
   */
  problem: WebhookError;
}

/** A logger such as pino: an object of fields, then a message. */
export interface Logger {
  /** Each attempt. */
  readonly debug: (fields: object, message: string) => void;
  /** Each delivery that arrived. */
  readonly info: (fields: object, message: string) => void;
  /** Endpoints that get fewer requests. */
  readonly warn: (fields: object, message: string) => void;
  /** Deliveries given up, disabled endpoints, and problems. */
  readonly error: (fields: object, message: string) => void;
}
