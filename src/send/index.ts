/**
 * `maxun-webhooks/sender`: delivers events, signed, durably, and until they have arrived.
 *
 * @module send
 */
export { type MemoryQueueOptions, memoryQueue } from '../queue/memory.ts';
export { joinPayload, type Payload } from '../queue/payload.ts';
export type { EndpointResolver } from './directory.ts';
export type { Endpoint, EndpointAuthentication, EndpointSettings, ExpiringSecret } from './endpoint.ts';
export type { AnyEvent, EventByContract, SendContract } from './event-types.ts';
export type {
  AttemptEvent,
  DeadEvent,
  DeliveredEvent,
  DeliverySubject,
  DisabledEvent,
  Logger,
  SenderEvents,
  ThrottledEvent,
} from './observer.ts';
export {
  createSendWebhook,
  type MaxunWebhook,
  type SendWebhook,
  type SendWebhookOptions,
} from './producer.ts';
export {
  delaySchedule,
  type FailedAttempt,
  type MaxunRetrySettings,
  maxunSchedule,
  type RetrySchedule,
  type ScheduleOptions,
  STANDARD_DELAYS_MS,
  standardSchedule,
} from './schedule.ts';
export {
  type AcceptOptions,
  createSender,
  type DeliveryOptions,
  type DeliveryRequest,
  type Sender,
  type SendOptions,
  type SendResult,
} from './sender.ts';
export type { SenderOptions } from './settings.ts';
export type {
  InstrumentOptions,
  OpenTelemetry,
  TelemetryAttributes,
  TelemetryCounter,
  TelemetryHistogram,
  TelemetryMeter,
  TelemetryMeters,
  TelemetrySpan,
  TelemetryTracer,
  TelemetryTracers,
} from './telemetry.ts';
