/**
 * What is used of graphile-worker 0.16 and 0.17, by our own names: the package is an optional peer, so its types
 * must not be needed to compile against ours.
 *
 * @module outbox/postgres/graphile
 * @see https://worker.graphile.org/docs/library
 */
import type { EventEmitter } from 'node:events';
import { load, type PostgresPool } from './pool.ts';

/** A job in the hands of a task. */
export interface GraphileHelpers {
  readonly job: { readonly run_at: Date };
}

/** A running pool of graphile-worker's workers. */
export interface GraphileRunner {
  readonly promise: Promise<void>;
  stop(): Promise<void>;
}

/** Options of `run` that are used here. */
export interface GraphileOptions {
  readonly pgPool: PostgresPool;
  readonly schema: string;
  readonly logger: unknown;
  readonly concurrency?: number;
  readonly pollInterval?: number;
  readonly noHandleSignals?: boolean;
  readonly parsedCronItems?: readonly never[];
  readonly events?: EventEmitter;
  readonly taskList?: Readonly<Record<string, (payload: unknown, helpers: GraphileHelpers) => Promise<void>>>;
  readonly preset?: unknown;
}

/** The module. */
export interface GraphileWorker {
  readonly Logger: new (factory: () => (level: string, message: string) => void) => unknown;
  run(options: GraphileOptions): Promise<GraphileRunner>;
  runMigrations(options: GraphileOptions): Promise<void>;
}

/**
 * @returns graphile-worker
 * @throws {StoreError} ERR_WEBHOOK_STORE_UNAVAILABLE if it is not installed
 */
export function loadGraphile(): Promise<GraphileWorker> {
  return load<GraphileWorker>('graphile-worker', () => import('graphile-worker'));
}

/**
 * @param graphile the module
 * @param onError told of what it logs as an error
 * @returns a logger that says nothing: graphile-worker would write to the console
 */
export function quietLogger(
  { Logger }: GraphileWorker,
  onError: (message: string) => void = () => undefined,
): unknown {
  return new Logger(() => (level, message) => {
    if (level === 'error') onError(message);
  });
}
