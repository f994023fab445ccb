/**
 * The door `maxun-webhooks/queue/sqlite`.
 *
 * @module queue/sqlite
 */
export type { SqliteDriver } from '../../sqlite/database.ts';
export type { Clock } from '../../clock/clock.ts';
export { DEFAULT_IDEMPOTENCY_RETENTION_MS, type QueueEngineOptions } from '../engine-options.ts';
export * from '../queue.ts';
export { joinPayload, type Payload } from '../payload.ts';
export { sqliteQueue, type SqliteQueueOptions } from './sqlite-queue.ts';
