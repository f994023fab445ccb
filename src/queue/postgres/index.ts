/**
 * The entry point `maxun-webhooks/queue/postgres`.
 *
 * @module queue/postgres
 */
export type { Clock } from '../../clock/clock.ts';
export type { QueueEngineOptions } from '../engine-options.ts';
export type * from '../queue.ts';
export { joinPayload, type Payload } from '../payload.ts';
export type { PostgresClient, PostgresPool, PostgresQueryable, PostgresStatement } from './connection.ts';
export { DEFAULT_SCHEMA, postgresQueue, type PostgresQueueOptions } from './postgres-queue.ts';
export { sequelizeTransaction, type SequelizeLike } from './sequelize-transaction.ts';
