/**
 * Typed, validated Maxun webhooks: the main entry point.
 *
 * @module maxun-webhooks
 */
export * from './errors/index.ts';
export * from './receive/index.ts';
export * from './signature/index.ts';
export * from './validation/index.ts';
export * from './event/index.ts';
export {
  type DocumentedEvent,
  type DocumentedEventType,
  documentedEventTypes,
  type EventType,
  eventTypes,
  type ObservedEvent,
  type ObservedShape,
  observedShapes,
  type RunCompletedEvent,
  type RunFailedEvent,
} from '#generated/events.js';
