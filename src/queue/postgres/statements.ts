/**
 * What is asked and changed in pg-boss's job table directly: it has no method for these, or only for one job at a time.
 * Results are texts, which no setting of a session changes. `:schema` stands for the schema.
 *
 * @module queue/postgres/statements
 * @see https://timgit.github.io/pg-boss/#/./sql
 */
import { QUEUE } from './boss.ts';

/** Of the jobs, the deliveries. What an operator has cancelled is not one any more. */
const IS_DELIVERY = `j.name IN ('${QUEUE.deliveries}', '${QUEUE.ordered}', '${QUEUE.dead}') AND j.state <= 'active'`;

/** The state of a delivery. */
const STATE = `CASE WHEN j.name = '${QUEUE.dead}' THEN 'dead' WHEN j.state = 'active' THEN 'in-flight'
  WHEN j.group_id IN (SELECT group_id FROM :schema.job WHERE name = '${QUEUE.disabled}') THEN 'disabled' ELSE 'waiting' END`;

/** The columns of a `JobRow`. */
const ROW = `j.data::text AS data, ${STATE} AS state,
  (CASE WHEN j.started_on IS NULL THEN 0 ELSE j.retry_count + 1 END)::text AS claims`;

/** One delivery: `$1` is the id of its job. */
export const GET: string = `SELECT ${ROW} FROM :schema.job AS j WHERE j.id = $1::uuid AND ${IS_DELIVERY}`;

/** A page of dead letters: `$1` endpoint, `$2` id of the job before, `$3` how many. */
export const DEAD: string = `SELECT ${ROW} FROM :schema.job AS j
  WHERE j.name = '${QUEUE.dead}' AND j.state = 'created' AND ($1::text IS NULL OR j.group_id = $1)
  AND NOT EXISTS (SELECT FROM :schema.job AS last WHERE last.name = '${QUEUE.dead}' AND last.id = $2::uuid
    AND (j.created_on, j.id) <= (last.created_on, last.id))
  ORDER BY j.created_on, j.id LIMIT $3::integer`;

/** Puts dead letters back: `$1` the ids of their jobs, `$2` when they are due, which is now. */
export const REPLAY: string = `UPDATE :schema.job AS j SET created_on = now(), start_after = now(), started_on = NULL, retry_count = 0,
    name = CASE WHEN j.singleton_key IS NULL THEN '${QUEUE.deliveries}' ELSE '${QUEUE.ordered}' END,
    data = j.data - 'died' - 'uncounted' || jsonb_build_object('dueAt', $2::bigint)
  WHERE j.name = '${QUEUE.dead}' AND j.state = 'created' AND j.id = ANY($1::uuid[]) RETURNING j.data->>'id' AS id`;

/** The disabled endpoints, the longest disabled first. */
export const DISABLED: string = `SELECT j.group_id AS endpoint, j.data::text AS data FROM :schema.job AS j
  WHERE j.name = '${QUEUE.disabled}' ORDER BY j.created_on, j.group_id`;

/** Which of the endpoints `$1` have no delivery. */
export const UNUSED: string = `WITH used AS MATERIALIZED (
    SELECT DISTINCT j.group_id FROM :schema.job AS j WHERE ${IS_DELIVERY} AND j.group_id = ANY($1::text[])
  )
  SELECT asked.endpoint FROM unnest($1::text[]) AS asked (endpoint)
  WHERE asked.endpoint NOT IN (SELECT group_id FROM used)`;

/** Counts deliveries, as JSON, and the milliseconds since the oldest waiting one was due. */
export const STATS: string = `SELECT json_build_object(
    'waiting', count(*) FILTER (WHERE state = 'waiting'), 'due', count(*) FILTER (WHERE state = 'waiting' AND start_after <= now()),
    'inFlight', count(*) FILTER (WHERE state = 'in-flight'), 'disabled', count(*) FILTER (WHERE state = 'disabled'),
    'dead', count(*) FILTER (WHERE state = 'dead'))::text AS counts,
    round(extract(epoch FROM now() - min(start_after) FILTER (WHERE state = 'waiting')) * 1000)::bigint::text AS oldest
  FROM (SELECT ${STATE} AS state, j.start_after FROM :schema.job AS j WHERE ${IS_DELIVERY}) AS delivery`;

/**
 * Removes deliveries: `$1` in this state, `$2` of an endpoint, `$3` accepted before, `$4` how many, `$5` in these queues.
 * They are chosen once, before anything is deleted: a subquery could be run again for each row, past its limit.
 */
export const PURGE: string = `WITH chosen AS MATERIALIZED (
    SELECT j.name, j.id FROM :schema.job AS j
    WHERE j.name = ANY($5::text[]) AND j.state < 'active' AND ${STATE} = $1 AND ($2::text IS NULL OR j.group_id = $2)
    AND ($3::bigint IS NULL OR (j.data->>'enqueuedAt')::bigint < $3)
    ORDER BY j.created_on, j.id LIMIT $4::integer FOR UPDATE OF j SKIP LOCKED
  ), gone AS (
    DELETE FROM :schema.job AS j USING chosen WHERE j.name = chosen.name AND j.id = chosen.id RETURNING 1
  ) SELECT count(*)::text AS count FROM gone`;

/** The jobs `j` of the claims `$1`, where they are still this worker's, and what to change: JSON. */
const CLAIMED = `json_to_recordset($1::text::json) AS c (queue text, id uuid, claim integer, seconds float8, changes jsonb)
  WHERE j.name = c.queue AND j.id = c.id AND j.state = 'active' AND j.retry_count = c.claim`;

/** Removes what is done. */
export const REMOVE: string = `DELETE FROM :schema.job AS j USING ${CLAIMED}`;

/** Lets deliveries wait for another attempt, in `seconds`. */
export const TRY_AGAIN: string = `UPDATE :schema.job AS j SET state = 'retry', heartbeat_on = NULL, data = j.data || c.changes,
  start_after = now() + make_interval(secs => c.seconds) FROM ${CLAIMED}`;

/** Makes deliveries dead letters. */
export const GIVE_UP: string = `UPDATE :schema.job AS j SET name = '${QUEUE.dead}', state = 'created', created_on = now(),
  heartbeat_on = NULL, data = j.data || c.changes FROM ${CLAIMED}`;

/**
 * Says that the worker of these claims lives. A job that is locked is passed over, not waited for: a handler's own transaction
 * deletes it (`commitWith`), and may take long; meanwhile the other jobs would be taken for those of a dead worker.
 */
export const SAY_ALIVE: string = `UPDATE :schema.job AS own SET heartbeat_on = now() FROM (
    SELECT j.name, j.id FROM :schema.job AS j, ${CLAIMED} FOR UPDATE OF j SKIP LOCKED
  ) AS mine WHERE own.name = mine.name AND own.id = mine.id`;

/** Removes one delivery in a handler's transaction: `$1` queue, `$2` id, `$3` claim, `$4` that transaction, if it is ours. */
export const MARK_HANDLED: string = `DELETE FROM :schema.job
  WHERE name = $1 AND id = $2::uuid AND state = 'active' AND retry_count = $3::integer
  AND ($4::text IS NULL OR $4::text = pg_current_xact_id_if_assigned()::text) RETURNING 1`;

/** Forgets those of the idempotency keys `$1` whose time is over: pg-boss looks for them once an hour. */
export const FORGET_KEYS: string = `DELETE FROM :schema.job
  WHERE name = '${QUEUE.keys}' AND id = ANY($1::uuid[]) AND keep_until < now()`;

/** What the idempotency keys `$1` were used for. */
export const KEY_USES: string = `SELECT j.id::text AS job, j.data->>'id' AS id, j.data->>'fingerprint' AS fingerprint
  FROM :schema.job AS j WHERE j.name = '${QUEUE.keys}' AND j.id = ANY($1::uuid[])`;
