/**
 * The door `maxun-webhooks/outbox/postgres`.
 *
 * @module outbox/postgres
 */
export type { Clock } from '../../clock/clock.ts';
export { DEFAULT_IDEMPOTENCY_RETENTION_MS, type OutboxEngineOptions } from '../engine-options.ts';
export * from '../outbox.ts';
export { joinPayload, type Payload } from '../payload.ts';
export type { PostgresClient, PostgresPool } from './pool.ts';
export { DEFAULT_SCHEMA, postgresOutbox, type PostgresOutboxOptions } from './postgres-outbox.ts';
export { sequelizeTransaction, type SequelizeLike } from './sequelize-transaction.ts';
