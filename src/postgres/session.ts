/**
 * The settings of our own sessions, whatever the application, its role or the database sets for all.
 *
 * @module postgres/session
 * @see https://www.postgresql.org/docs/current/runtime-config-client.html
 */
import type { PoolConfig } from 'pg';
import { takeParameter } from './location.ts';

const SETTINGS =
  '-c datestyle=ISO -c intervalstyle=postgres -c timezone=UTC -c search_path=pg_catalog' +
  ' -c default_transaction_isolation=read\\ committed -c default_transaction_read_only=off' +
  ' -c statement_timeout=0 -c lock_timeout=0 -c idle_in_transaction_session_timeout=60000';

/** What older servers do not have, and would refuse at the start of a session: PostgreSQL 17, and 14. */
const NEWER_SETTINGS = ['SET transaction_timeout = 0', 'SET idle_session_timeout = 0'];

/** The settings of a pool of `pg` whose sessions are our own. */
export type SessionSettings = Required<Pick<PoolConfig, 'connectionString' | 'options' | 'verify'>>;

/**
 * @param url of the database; its parameter `options` comes before ours, and would else take their place
 * @param more settings, each as `-c name=value`
 */
export function sessionSettings(url: string, more = ''): SessionSettings {
  const { rest: connectionString, value = '' } = takeParameter(url, 'options');
  return { connectionString, options: `${value} ${SETTINGS} ${more}`, verify: setNewer };
}

/** Called by the pool for each new connection, before it is used. */
const setNewer: SessionSettings['verify'] = async (client, done) => {
  for (const sql of NEWER_SETTINGS) await client.query(sql).catch(() => undefined);
  done();
};
