/**
 * The functions of the queue in Postgres: what takes several statements, in one round trip and one transaction.
 * `:schema` stands for the schema's name.
 *
 * A job of graphile-worker is only the alarm clock of one attempt: it names a delivery and the number of attempts before
 * it. Whoever gets the job has to win the delivery by `start`, which nobody can win twice; so a job too many does no
 * harm, and all that has to be seen to is that a delivery in state 0 that no worker has is never without one.
 *
 * @module queue/postgres/functions
 */
import { BY_INDEX, MAINTENANCE_1 } from './maintenance-functions.ts';

/** Gives deliveries a job each, at their due time by the clock of the database. */
const SCHEDULE = `
CREATE FUNCTION :schema.schedule(p_now bigint, p_seqs bigint[]) RETURNS void ${BY_INDEX} AS $$
DECLARE
  v_time timestamptz := clock_timestamp();
  v_specs :schema.job_spec[];
BEGIN
  SELECT array_agg((
      'deliver',
      json_build_object('s', d.seq, 'n', d.attempts, 'e', d.endpoint, 'o', d.order_key IS NOT NULL),
      NULL, v_time + (d.due_at - p_now) * interval '1 millisecond', 32767, NULL, NULL, NULL
    ):::schema.job_spec ORDER BY d.due_at, d.seq)
  INTO v_specs FROM :schema.delivery d WHERE d.seq = ANY (p_seqs);
  IF v_specs IS NOT NULL THEN
    PERFORM :schema.add_jobs(v_specs);
  END IF;
END $$;
`;

/** Takes the locks of order keys until the end of the transaction, in one order for all. */
const LOCK_LINES = `
CREATE FUNCTION :schema.lock_lines(p_kind text, p_endpoints text[], p_order_keys text[]) RETURNS void
LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_advisory_xact_lock(l.line) FROM (
    SELECT DISTINCT hashtextextended(':name/' || p_kind || '/' || i.endpoint || chr(10) || i.order_key, 0) AS line
    FROM unnest(p_endpoints, p_order_keys) AS i (endpoint, order_key)
    WHERE i.order_key IS NOT NULL ORDER BY 1
  ) l;
END $$;
`;

/**
 * Keeps messages. Answers those that it did not accept: \`taken\` (nothing at all was kept), \`duplicate\`, \`conflict\`.
 * The line of an order key is locked until the caller's commit, so that numbers follow the order of acceptance. A key
 * that was used before is locked too: forgotten in between, its message would be neither kept nor refused.
 */
const ENQUEUE = `
CREATE FUNCTION :schema.enqueue(p_now bigint, p_own_ids text[], p_messages json, p_payloads bytea)
RETURNS TABLE (n integer, id text, status text) ${BY_INDEX} AS $$
DECLARE
  v_fresh text[];
  v_seqs bigint[];
BEGIN
  RETURN QUERY SELECT 0, d.id, 'taken'::text FROM :schema.delivery d WHERE d.id = ANY (p_own_ids);
  IF FOUND THEN RETURN; END IF;

  PERFORM :schema.lock_lines('enqueue', array_agg(i.e), array_agg(i.o))
  FROM json_to_recordset(p_messages) AS i (e text, o text) WHERE i.o IS NOT NULL HAVING count(*) > 0;

  WITH fresh AS (
    INSERT INTO :schema.idempotency_key (key, fingerprint, delivery_id, accepted_at)
    SELECT DISTINCT ON (i.k) i.k, i.f, i.id, p_now
    FROM json_to_recordset(p_messages) AS i (n integer, id text, k text, f text)
    WHERE i.k IS NOT NULL ORDER BY i.k, i.n
    ON CONFLICT (key) DO UPDATE SET key = excluded.key WHERE false RETURNING key
  ) SELECT coalesce(array_agg(key), '{}') INTO v_fresh FROM fresh;

  WITH accepted AS MATERIALIZED (
    SELECT nextval(pg_get_serial_sequence(':schema.delivery', 'seq')) AS seq, i.*
    FROM json_to_recordset(p_messages) AS
      i (n integer, id text, e text, o text, k text, d bigint, m text, at bigint, size bigint)
    WHERE i.k IS NULL OR (i.k = ANY (v_fresh) AND i.id =
      (SELECT k.delivery_id FROM :schema.idempotency_key k WHERE k.key = i.k))
  ), delivery AS (
    INSERT INTO :schema.delivery (seq, id, endpoint, order_key, due_at, enqueued_at)
    SELECT a.seq, a.id, a.e, a.o, a.d, p_now FROM accepted a
  ), message AS (
    INSERT INTO :schema.message (seq, metadata, payload)
    SELECT a.seq, a.m, substring(p_payloads FROM (a.at + 1)::integer FOR a.size::integer) FROM accepted a
  ) SELECT array_agg(a.seq) INTO v_seqs FROM accepted a;

  PERFORM :schema.schedule(p_now, v_seqs);

  RETURN QUERY
  SELECT i.n, k.delivery_id, CASE WHEN k.fingerprint = i.f THEN 'duplicate' ELSE 'conflict' END
  FROM json_to_recordset(p_messages) AS i (n integer, id text, k text, f text)
  JOIN :schema.idempotency_key k ON k.key = i.k
  WHERE i.k IS NOT NULL AND NOT (i.k = ANY (v_fresh) AND k.delivery_id = i.id);
END $$;
`;

/**
 * The same, for who has no transaction of a caller's: it waits for the open ones of others, and one of them may be its own
 * caller's, who waits for it. Postgres sees no deadlock there, so \`p_patience\` ends it: a \`lock_timeout\`.
 */
const ENQUEUE_ALONE = `
CREATE FUNCTION :schema.enqueue_alone(
  p_now bigint, p_own_ids text[], p_messages json, p_payloads bytea, p_patience text)
RETURNS TABLE (n integer, id text, status text) LANGUAGE plpgsql AS $$
BEGIN
  PERFORM set_config('lock_timeout', p_patience, true);
  RETURN QUERY SELECT e.n, e.id, e.status FROM :schema.enqueue(p_now, p_own_ids, p_messages, p_payloads) e;
END $$;
`;

/**
 * Gives deliveries to a worker, and counts the attempt. Those whose endpoint is disabled, or that have an earlier one of
 * their order key before them, are set aside instead; those that are gone or are someone else's are left alone.
 */
const START = `
CREATE FUNCTION :schema.start(p_worker bigint, p_seqs bigint[], p_turns integer[], p_ordered boolean)
RETURNS TABLE (seq bigint, id text, endpoint text, order_key text, attempts integer, due_at bigint,
  enqueued_at bigint, records text, metadata text, payload bytea) ${BY_INDEX} AS $$
BEGIN
  IF p_ordered THEN
    PERFORM :schema.lock_lines('start', array_agg(d.endpoint), array_agg(d.order_key))
    FROM :schema.delivery d WHERE d.seq = ANY (p_seqs) AND d.order_key IS NOT NULL HAVING count(*) > 0;
  END IF;

  -- What is set aside here must be seen by an enable at this moment: it waits for this transaction.
  PERFORM 1 FROM :schema.disabled_endpoint p WHERE p.endpoint IN (
    SELECT d.endpoint FROM :schema.delivery d WHERE d.seq = ANY (p_seqs)) FOR KEY SHARE OF p;

  UPDATE :schema.delivery d SET state = CASE WHEN p.endpoint IS NULL THEN 2 ELSE 1 END
  FROM unnest(p_seqs, p_turns) AS j (seq, turn), :schema.delivery own
  LEFT JOIN :schema.disabled_endpoint p ON p.endpoint = own.endpoint
  WHERE own.seq = j.seq AND d.seq = own.seq AND d.attempts = j.turn AND d.state = 0 AND d.worker IS NULL
    AND (p.endpoint IS NOT NULL OR (own.order_key IS NOT NULL AND EXISTS (
      SELECT 1 FROM :schema.delivery first WHERE first.endpoint = own.endpoint
      AND first.order_key = own.order_key AND first.state < 3 AND first.seq < own.seq)));

  RETURN QUERY
  UPDATE :schema.delivery d SET worker = p_worker, attempts = d.attempts + 1
  FROM unnest(p_seqs, p_turns) AS j (seq, turn), :schema.message m
  WHERE d.seq = j.seq AND m.seq = j.seq AND d.attempts = j.turn AND d.state = 0 AND d.worker IS NULL
  RETURNING d.seq, d.id, d.endpoint, d.order_key, d.attempts, d.due_at, d.enqueued_at, d.records,
    m.metadata, m.payload;
END $$;
`;

/** The first of each of these lines has left it: the turn of the next has come. */
const ADVANCE = `
CREATE FUNCTION :schema.advance(p_now bigint, p_endpoints text[], p_order_keys text[]) RETURNS void ${BY_INDEX} AS $$
DECLARE v_seqs bigint[];
BEGIN
  WITH head AS (
    SELECT first.seq FROM unnest(p_endpoints, p_order_keys) AS i (endpoint, order_key)
    CROSS JOIN LATERAL (
      SELECT d.seq, d.state FROM :schema.delivery d WHERE d.endpoint = i.endpoint AND d.order_key = i.order_key
      AND d.order_key IS NOT NULL AND d.state < 3 ORDER BY d.seq LIMIT 1
    ) first WHERE first.state = 2
  ), moved AS (
    UPDATE :schema.delivery d SET state = 0 FROM head WHERE d.seq = head.seq RETURNING d.seq
  ) SELECT array_agg(moved.seq) INTO v_seqs FROM moved;
  PERFORM :schema.schedule(p_now, v_seqs);
END $$;
`;

/**
 * Stores the answers of handlers: \`p_done\` are forgotten, \`p_rest\` go on, die or are disabled. An answer that comes once
 * more, since it was not known to be stored, finds its attempt (\`n\`) gone and changes nothing of the next one.
 */
const SETTLE = `
CREATE FUNCTION :schema.settle(p_worker bigint, p_now bigint, p_done bigint[], p_rest json, p_ordered boolean)
RETURNS void ${BY_INDEX} AS $$
DECLARE
  v_endpoints text[];
  v_order_keys text[];
  v_again bigint[];
BEGIN
  IF p_ordered THEN
    SELECT array_agg(d.endpoint), array_agg(d.order_key) INTO v_endpoints, v_order_keys FROM :schema.delivery d
    WHERE d.order_key IS NOT NULL AND d.seq IN (
      SELECT unnest(p_done) UNION SELECT i.s FROM json_to_recordset(p_rest) AS i (s bigint));
    PERFORM :schema.lock_lines('start', v_endpoints, v_order_keys);
  END IF;

  DELETE FROM :schema.message m WHERE m.seq = ANY (p_done);
  DELETE FROM :schema.delivery d WHERE d.seq = ANY (p_done);

  IF json_array_length(p_rest) > 0 THEN
    INSERT INTO :schema.disabled_endpoint (endpoint, reason, since)
    SELECT DISTINCT ON (d.endpoint) d.endpoint, i.reason, i.due
    FROM json_to_recordset(p_rest) AS i (s bigint, n integer, kind text, due bigint, reason text)
    JOIN :schema.delivery d ON d.seq = i.s WHERE d.worker = p_worker AND d.attempts = i.n AND i.kind = 'disable'
    ORDER BY d.endpoint, i.due ON CONFLICT DO NOTHING;

    UPDATE :schema.delivery d
    SET state = 3, worker = NULL, died_at = i.due, reason = i.reason, records = i.records, attempts = i.attempts
    FROM json_to_recordset(p_rest) AS
      i (s bigint, n integer, kind text, due bigint, attempts integer, records text, reason text)
    WHERE d.seq = i.s AND d.worker = p_worker AND d.attempts = i.n AND i.kind = 'dead';

    WITH again AS (
      UPDATE :schema.delivery d SET worker = NULL, due_at = i.due, records = i.records, attempts = i.attempts
      FROM json_to_recordset(p_rest) AS
        i (s bigint, n integer, kind text, due bigint, attempts integer, records text)
      WHERE d.seq = i.s AND d.worker = p_worker AND d.attempts = i.n AND i.kind <> 'dead' RETURNING d.seq
    ) SELECT array_agg(again.seq) INTO v_again FROM again;
    PERFORM :schema.schedule(p_now, v_again);
  END IF;

  IF v_endpoints IS NOT NULL THEN
    PERFORM :schema.advance(p_now, v_endpoints, v_order_keys);
  END IF;
END $$;
`;

/** Gives back the job of deliveries that were set aside, the longest due first. Answers how many per endpoint. */
const PROMOTE = `
CREATE FUNCTION :schema.promote(p_now bigint, p_endpoints text[], p_counts integer[])
RETURNS TABLE (endpoint text, count integer) ${BY_INDEX} AS $$
DECLARE v_seqs bigint[];
BEGIN
  FOR i IN 1 .. coalesce(array_length(p_endpoints, 1), 0) LOOP
    WITH next AS (
      SELECT d.seq FROM :schema.delivery d WHERE d.endpoint = p_endpoints[i] AND d.state = 1
      ORDER BY d.due_at, d.seq LIMIT p_counts[i] FOR UPDATE SKIP LOCKED
    ), moved AS (
      UPDATE :schema.delivery d SET state = 0 FROM next WHERE d.seq = next.seq RETURNING d.seq
    ) SELECT array_agg(moved.seq) INTO v_seqs FROM moved;
    PERFORM :schema.schedule(p_now, v_seqs);
    RETURN QUERY SELECT p_endpoints[i], coalesce(array_length(v_seqs, 1), 0);
  END LOOP;
END $$;
`;

/**
 * graphile-worker notes a kind of jobs when the first one is added, and all others wait for that transaction; a caller's may
 * be long.
 */
const KNOWN_KIND = `
SELECT :schema.add_job('deliver', job_key := 'known-kind', run_at := 'infinity');
SELECT :schema.remove_job('known-kind');
`;

/** Version 1. */
export const FUNCTIONS_1: string = [
  SCHEDULE,
  LOCK_LINES,
  ENQUEUE,
  ENQUEUE_ALONE,
  START,
  ADVANCE,
  SETTLE,
  PROMOTE,
  MAINTENANCE_1,
  KNOWN_KIND,
].join('\n');
