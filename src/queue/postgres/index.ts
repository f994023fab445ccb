/**
 * The entry point `maxun-webhooks/queue/postgres`.
 *
 * @module queue/postgres
 */
export type { Clock } from '../../clock/clock.ts';
export type { QueueEngineOptions } from '../engine-options.ts';
export type * from '../queue.ts';
export { joinPayload, type Payload } from '../payload.ts';
export {
  type PostgresClient,
  type PostgresPool,
  type PostgresStatement,
  sequelizeTransaction,
  type SequelizeLike,
} from './connection.ts';
export { DEFAULT_SCHEMA, postgresQueue, type PostgresQueueOptions } from './postgres-queue.ts';
