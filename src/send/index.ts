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
} from './events/sender-events.ts';
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
export type {
  AcceptOptions,
  DeliveryOptions,
  DeliveryRequest,
  Sender,
  SendOptions,
  SendResult,
} from './sender.ts';
export { createSender } from './durable-sender.ts';
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
