/**
 * What Postgres and the way to it report, as {@link StoreError}s.
 *
 * @module postgres/store-error
 * @see https://www.postgresql.org/docs/current/errcodes-appendix.html
 */
import { StoreError, type StoreErrorCode } from '../errors/index.ts';

/** By SQLSTATE; what is not named is `ERR_WEBHOOK_STORE_UNAVAILABLE`. */
const CODES: Readonly<Record<string, StoreErrorCode>> = {
  '53100': 'ERR_WEBHOOK_STORE_FULL', // disk_full
  '25006': 'ERR_WEBHOOK_STORE_FULL', // read_only_sql_transaction
  '42501': 'ERR_WEBHOOK_STORE_FULL', // insufficient_privilege
  XX001: 'ERR_WEBHOOK_STORE_CORRUPT', // data_corrupted
  XX002: 'ERR_WEBHOOK_STORE_CORRUPT', // index_corrupted
};

/** What to do, by SQLSTATE: a pool of the application, or a transaction, may have sessions that are set in these ways. */
const ADVICE: Readonly<Record<string, string>> = {
  '25006':
    'connect to the primary server, and to a role and database without default_transaction_read_only, or give a connectionString instead of a pool',
  '25P03': 'raise idle_in_transaction_session_timeout',
  '25P04': 'raise transaction_timeout',
  '55P03': 'raise lock_timeout, or look in pg_locks for what holds the lock',
  '57014': 'raise statement_timeout, unless somebody cancelled the statement',
  '57P05': 'raise idle_session_timeout',
};

/** Classes of SQLSTATE whose messages name roles, databases, tables and settings, never a value of a statement. */
const TOLD = /^(?:08|25|28|3D|3F|42|53|55|57|58|XX)/;

/** undefined_table, which a missing schema is too. */
export const UNDEFINED_TABLE = '42P01';

/** lock_not_available: what it waits for was not free within `lock_timeout`. */
export const LOCK_TIMEOUT = '55P03';

/** The SQLSTATE of an error that a driver threw; `undefined` where the server did not answer. */
export function sqlStateOf(error: unknown): string | undefined {
  const code = error instanceof Error ? (error as { code?: unknown }).code : undefined;
  // Node's own codes (ECONNREFUSED) are longer.
  return typeof code === 'string' && /^[0-9A-Z]{5}$/.test(code) ? code : undefined;
}

/** What a driver threw as a `StoreError`, whose message says what was or was not kept. */
export function storeErrorOf(error: unknown, consequence: string): StoreError {
  if (error instanceof StoreError) return error;
  const state = sqlStateOf(error);
  const code = (state === undefined ? undefined : CODES[state]) ?? 'ERR_WEBHOOK_STORE_UNAVAILABLE';
  return new StoreError(code, `${reasonOf(error, state)}; ${consequence}`, { cause: error });
}

function reasonOf(error: unknown, state: string | undefined): string {
  if (state === undefined) return `Postgres did not answer as it should${inBrackets(messageOf(error))}`;
  const message = TOLD.test(state) ? messageOf(error) : '';
  const advice = ADVICE[state] === undefined ? '' : `: ${ADVICE[state]}`;
  return `Postgres refused (SQLSTATE ${state}${message === '' ? '' : `: ${message}`})${advice}`;
}

/** Of a host with several addresses Node makes one error of several, whose own message is empty. */
function messageOf(error: unknown): string {
  if (error instanceof AggregateError && error.message === '') return error.errors.map(messageOf).join(', ');
  return error instanceof Error ? error.message : '';
}

function inBrackets(text: string): string {
  return text === '' ? '' : ` (${text})`;
}

/** Whether the same statement may succeed later, or in smaller parts: the server's state is not at fault. */
export function isOfTheStatement(error: unknown): boolean {
  const state = sqlStateOf(error instanceof StoreError ? error.cause : error);
  // Classes 22 (data exception), 23 (integrity constraint), 40 (rollback: deadlock), 54 (a limit was exceeded).
  return state !== undefined && (state === LOCK_TIMEOUT || /^(22|23|40|54)/.test(state));
}
