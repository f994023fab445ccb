/**
 * `maxun-webhooks/sender`: stores events durably, signs them, and delivers them with retries.
 *
 * @module send
 */
export { type MemoryQueueOptions, memoryQueue } from '../queue/memory.ts';
export { joinPayload, type Payload } from '../queue/payload.ts';
export {
  delaySchedule,
  type FailedAttempt,
  type MaxunRetrySettings,
  maxunSchedule,
  type RetrySchedule,
  type ScheduleOptions,
  STANDARD_DELAYS_MS,
  standardSchedule,
} from '../queue/retry-schedule.ts';
export { createSender } from './durable-sender.ts';
export type { EndpointResolver } from './endpoint/endpoint-registry.ts';
export type * from './endpoint/endpoint.ts';
export type * from './events/open-telemetry.ts';
export type * from './events/sender-events.ts';
export type { MaxunWebhook } from './maxun-webhook.ts';
export type * from './payload/event-types.ts';
export { createSendWebhook, type SendWebhook, type SendWebhookOptions } from './send-webhook.ts';
export type * from './sender.ts';
export type { SenderOptions } from './settings.ts';
