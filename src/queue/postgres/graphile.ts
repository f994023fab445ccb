/**
 * What is used of graphile-worker 0.17, by our own names: the package is an optional peer, so its types
 * must not be needed to compile against ours.
 *
 * @module queue/postgres/graphile
 * @see https://worker.graphile.org/docs/library
 */
import type { EventEmitter } from 'node:events';
import { StoreError } from '../../errors/index.ts';
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
  /** New in 0.17. */
  readonly LocalQueueModes?: unknown;
  readonly Logger: new (factory: () => (level: string, message: string) => void) => unknown;
  run(options: GraphileOptions): Promise<GraphileRunner>;
  runMigrations(options: GraphileOptions): Promise<void>;
}

/**
 * The name by which a 0.17 is installed beside another release. A Maxun server has 0.16 for its own jobs, and two releases of one
 * package need two names.
 */
const BESIDE = 'graphile-worker-0.17';

/**
 * @returns graphile-worker 0.17: the one of that name, or the one that is installed beside it
 * @throws {StoreError} ERR_WEBHOOK_STORE_UNAVAILABLE if there is none
 */
export async function loadGraphile(): Promise<GraphileWorker> {
  const found = await load<GraphileWorker>('graphile-worker', () => import('graphile-worker'));
  if (isRecent(found)) return found;
  const beside = await (import(BESIDE) as Promise<GraphileWorker>).catch(() => undefined);
  if (beside !== undefined && isRecent(beside)) return beside;
  throw new StoreError(
    'ERR_WEBHOOK_STORE_UNAVAILABLE',
    'the queue in Postgres needs graphile-worker 0.17, found an older one: upgrade it, or leave it for others and ' +
      `install a second one beside it: npm install ${BESIDE}@npm:graphile-worker@0.17`,
  );
}

/** Earlier ones fetch jobs one by one, for each place by itself, which is too slow for a hundred places. */
function isRecent(graphile: GraphileWorker): boolean {
  return graphile.LocalQueueModes !== undefined;
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
