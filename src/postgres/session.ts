/**
 * The settings of our own sessions, whatever the application, its role or the database sets for all.
 *
 * @module postgres/session
 * @see https://www.postgresql.org/docs/current/runtime-config-client.html
 */
import { takeParameter } from './location.ts';

const SETTINGS =
  '-c datestyle=ISO -c intervalstyle=postgres -c timezone=UTC -c search_path=pg_catalog' +
  ' -c default_transaction_isolation=read\\ committed -c default_transaction_read_only=off' +
  ' -c statement_timeout=0 -c lock_timeout=0 -c idle_in_transaction_session_timeout=60000';

/**
 * @param url of the database; its parameter `options` comes before ours, and would else take their place
 * @param more settings, each as `-c name=value`
 * @returns the two of the settings of `pg` that make such a session
 */
export function sessionSettings(url: string, more = ''): { connectionString: string; options: string } {
  const { rest: connectionString, value = '' } = takeParameter(url, 'options');
  return { connectionString, options: `${value} ${SETTINGS} ${more}` };
}
