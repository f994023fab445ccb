/**
 * Receives deliveries: authenticates, parses, validates, de-duplicates, hands over, answers.
 *
 * @module receive
 */
export { type Answer, answerTo, statusOf } from './answer.ts';
export { type Auth, type AuthRequest, basicAuth, unsigned, urlToken } from './auth.ts';
export type { CompleteRunOptions, RunCompleter } from './completion.ts';
export type {
  AnyContext,
  AnyPayload,
  ConflictContext,
  DriftContext,
  DriftReport,
  EventContext,
  EventName,
  Handler,
  Handling,
  PayloadOf,
  QualityContext,
  Received,
  Shaped,
  Unwrapped,
  ValidationMode,
} from './context.ts';
export { createReceiver } from './create-receiver.ts';
export type { Claim, ClaimOptions, DedupeStore, OpenClaim } from './dedupe.ts';
export type {
  Accepted,
  AcceptOptions,
  DeliveryHandler,
  DeliverySource,
  IncomingDelivery,
  RawDelivery,
  ReadBody,
} from './delivery.ts';
export type { DriftCount, DriftCounters } from './drift-counters.ts';
export { memoryDedupe, type MemoryDedupeOptions } from './memory-dedupe.ts';
export type { CloseOptions, DeadLetter, DeadQuery, Queue, QueueStats } from '../queue/queue.ts';
export {
  delaySchedule,
  type FailedAttempt,
  type RetrySchedule,
  type ScheduleOptions,
  standardSchedule,
} from '../queue/retry-schedule.ts';
export type { Authenticated, OpenOptions, ReceiverOptions } from './options.ts';
export type { ErrorContext, Receiver } from './receiver.ts';
export { defineRobot, type RobotData, type RunOf, type TypedRobot } from './robot.ts';
export { unwrap, type UnwrapOptions } from './unwrap.ts';
