/**
 * The door `maxun-webhooks/outbox/sqlite`.
 *
 * @module outbox/sqlite
 */
export type { SqliteDriver } from '../../sqlite/database.ts';
export type { Clock } from '../../clock/clock.ts';
export { DEFAULT_IDEMPOTENCY_RETENTION_MS, type OutboxEngineOptions } from '../engine-options.ts';
export * from '../outbox.ts';
export { joinPayload, type Payload } from '../payload.ts';
export { sqliteOutbox, type SqliteOutboxOptions } from './sqlite-outbox.ts';
