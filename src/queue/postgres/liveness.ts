/**
 * Who is alive: each worker has a session of its own that holds an advisory lock for as long as it lives. Whoever finds
 * the lock of another worker free takes over what that one had.
 *
 * @module queue/postgres/liveness
 * @see https://www.postgresql.org/docs/current/explicit-locking.html#ADVISORY-LOCKS
 */
import type { Clock } from '../../clock/clock.ts';
import type { StoreError } from '../../errors/index.ts';
import { inSchema } from './migrate.ts';
import { type PostgresClient, type PostgresPool, rowsOf } from './pool.ts';
import { storeErrorOf } from './store-error.ts';

/** What {@link Liveness} works with. */
export interface LivenessParts {
  readonly pool: PostgresPool;
  readonly schema: string;
  readonly clock: Clock;
  readonly onProblem: (problem: StoreError) => void;
  /** Called at each look, once the others have been looked after. */
  readonly onTick: () => void;
}

/** How often a worker looks whether the others live, in milliseconds: a dead one's work goes on within 10 s. */
const TICK_MS = 2_000;
/** How long after its own session was lost a worker leaves the others time to come back, in milliseconds. */
const GRACE_MS = 5_000;

/**
 * A pool of graphile-worker is on the list soon after its start. One that died before that is found by a second look,
 * so many milliseconds after the first.
 */
const SECOND_LOOK_MS = 4_000;

/**
 * The server gives a silent session up after some 7 s (3 s idle, then 2 probes 2 s apart): a machine that lost its power
 * says no goodbye. A killed process does, through its kernel, at once.
 */
const SESSION = 'SET tcp_keepalives_idle = 3; SET tcp_keepalives_interval = 2; SET tcp_keepalives_count = 2';

/** The liveness of one worker. */
export class Liveness {
  readonly #parts: LivenessParts;
  #session: PostgresClient | undefined;
  #worker: string | undefined;
  #poolId: string | undefined;
  #quietUntil = 0;
  #auditAt = 0;
  #cancelTick: () => void = () => undefined;
  #closed = false;

  /** @param parts the pool and the clock */
  constructor(parts: LivenessParts) {
    this.#parts = parts;
  }

  /** The number by which the database knows this worker now. */
  get worker(): string | undefined {
    return this.#worker;
  }

  /** Enters this worker on the list, and takes over from dead ones. */
  async start(): Promise<void> {
    try {
      await this.#connect();
      await this.#recover();
      this.#schedule();
    } catch (error) {
      await this.stop(false);
      throw error;
    }
  }

  /** @param poolId of the graphile-worker pool that this worker has now */
  async setPool(poolId: string): Promise<void> {
    // The one before it may have left jobs that it had locked.
    if (this.#poolId !== undefined) this.#auditAt = this.#parts.clock.now() + SECOND_LOOK_MS;
    this.#poolId = poolId;
    await this.#tellPool();
  }

  async #tellPool(): Promise<void> {
    if (this.#poolId === undefined) return;
    await this.#query('UPDATE :schema.worker SET pool_id = $1 WHERE number = $2', [
      this.#poolId,
      this.#worker,
    ]);
  }

  /** @param retire whether it is struck off the list: nothing of its is left to take over */
  async stop(retire: boolean): Promise<void> {
    this.#closed = true;
    this.#cancelTick();
    const session = this.#session;
    try {
      if (retire) await this.#query('SELECT :schema.retire($1)', [this.#worker]);
    } catch (error) {
      this.#report(error);
    } finally {
      this.#forget();
      session?.release(true);
    }
  }

  #schedule(): void {
    this.#cancelTick = this.#parts.clock.after(TICK_MS, () => void this.#tick());
  }

  async #tick(): Promise<void> {
    try {
      if (this.#session === undefined) await this.#connect();
      if (this.#parts.clock.now() >= this.#quietUntil) await this.#recover();
      this.#parts.onTick();
    } catch (error) {
      this.#report(error);
      this.#session?.release(true);
      this.#forget();
    }
    if (!this.#closed) this.#schedule();
  }

  /** Takes a session and the lock: of the number that this worker has, where nobody has taken over meanwhile. */
  async #connect(): Promise<void> {
    const { pool, clock } = this.#parts;
    const session = await pool.connect().catch((error: unknown) => {
      throw storeErrorOf(error, 'this worker is not known to be alive, and is tried again');
    });
    this.#session = session;
    session.on('error', this.#onLost);
    session.on('end', this.#onLost);
    await rowsOf(session, SESSION, []);
    if (this.#worker !== undefined) {
      this.#quietUntil = clock.now() + GRACE_MS;
      const text = 'SELECT :schema.come_back($1) AS here';
      const [row] = await this.#query<{ here: boolean }>(text, [this.#worker]);
      // A pool may have come while the session was away.
      if (row?.here === true) return this.#tellPool();
    }
    const [row] = await this.#query<{ number: string }>('SELECT :schema.register() AS number', []);
    this.#worker = row?.number;
    await this.#tellPool();
  }

  readonly #onLost = (error?: Error): void => {
    const session = this.#session;
    if (session === undefined) return;
    this.#forget();
    session.release(true);
    if (!this.#closed) this.#report(error ?? new Error('the connection ended'));
  };

  #forget(): void {
    const session = this.#session;
    this.#session = undefined;
    session?.removeListener('end', this.#onLost);
  }

  async #recover(): Promise<void> {
    const now = this.#parts.clock.now();
    const audit = now >= this.#auditAt;
    const text = 'SELECT :schema.recover($1, $2, $3) AS dead';
    const [row] = await this.#query<{ dead: number }>(text, [now, this.#worker, audit]);
    if (audit) this.#auditAt = Infinity;
    if (row !== undefined && row.dead > 0) this.#auditAt = now + SECOND_LOOK_MS;
  }

  #query<Row>(text: string, values: unknown[]): Promise<readonly Row[]> {
    const connection = this.#session ?? this.#parts.pool;
    return rowsOf<Row>(connection, inSchema(text, this.#parts.schema), values);
  }

  #report(error: unknown): void {
    this.#parts.onProblem(storeErrorOf(error, 'the worker is tried again by itself'));
  }
}
