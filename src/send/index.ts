/**
 * `maxun-webhooks/sender`: delivers events, signed, durably, and until they have arrived.
 *
 * @module send
 */
export { type MemoryQueueOptions, memoryQueue } from '../queue/memory.ts';
export { joinPayload, type Payload } from '../queue/payload.ts';
export type { EndpointResolver } from './endpoint/endpoint-registry.ts';
export type {
  Endpoint,
  EndpointAuthentication,
  EndpointSettings,
  ExpiringSecret,
} from './endpoint/endpoint.ts';
export type { AnyEvent, EventByContract, SendContract } from './payload/event-types.ts';
export type {
  AttemptEvent,
  DeadEvent,
  DeliveredEvent,
  DeliverySubject,
  DisabledEvent,
  Logger,
  SenderEvents,
  ThrottledEvent,
} from './events/observer.ts';
export {
  createSendWebhook,
  type MaxunWebhook,
  type SendWebhook,
  type SendWebhookOptions,
} from './send-webhook.ts';
export {
  delaySchedule,
  type FailedAttempt,
  type MaxunRetrySettings,
  maxunSchedule,
  type RetrySchedule,
  type ScheduleOptions,
  STANDARD_DELAYS_MS,
  standardSchedule,
} from './attempt/schedule.ts';
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
} from './events/telemetry.ts';
