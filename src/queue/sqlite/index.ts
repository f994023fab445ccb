/**
 * The entry point `maxun-webhooks/queue/sqlite`.
 *
 * @module queue/sqlite
 */
export type { SqliteDriver } from '../../sqlite/database.ts';
export type { Clock } from '../../clock/clock.ts';
export type { QueueEngineOptions } from '../engine-options.ts';
export type * from '../queue.ts';
export { joinPayload, type Payload } from '../payload.ts';
export { sqliteQueue, type SqliteQueueOptions } from './sqlite-queue.ts';
