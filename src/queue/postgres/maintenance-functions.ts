/**
 * The functions of the queue in Postgres for what happens beside the deliveries' usual way: endpoints are freed,
 * workers come and die, dead letters return, what is no longer wanted is removed. `:schema` and `:name` stand for the
 * schema's name.
 *
 * @module queue/postgres/maintenance-functions
 */

/**
 * Postgres keeps the plan of a function's statement when the tables have grown since; sequential scans are ruled out
 * where a plan made on empty tables would be the end of a large queue.
 */
export const BY_INDEX =
  'LANGUAGE plpgsql SET enable_seqscan = off SET enable_hashjoin = off SET enable_mergejoin = off';

/** Frees an endpoint. The first of what was set aside get their jobs at once, the rest as these are done. */
const ENABLE = `
CREATE FUNCTION :schema.enable(p_now bigint, p_endpoint text) RETURNS boolean LANGUAGE plpgsql AS $$
BEGIN
  DELETE FROM :schema.disabled_endpoint p WHERE p.endpoint = p_endpoint;
  IF NOT FOUND THEN RETURN false; END IF;
  PERFORM :schema.promote(p_now, ARRAY[p_endpoint], ARRAY[1000]);
  RETURN true;
END $$;
`;

/**
 * Takes over from dead workers: jobs that they had locked are free, deliveries that they had in flight get a new one.
 * A worker is dead when the advisory lock of its number is free. Answers how many were.
 */
const RECOVER = `
CREATE FUNCTION :schema.recover(p_now bigint, p_me bigint, p_audit boolean) RETURNS integer LANGUAGE plpgsql AS $$
DECLARE
  v_dead bigint[];
  v_pools text[];
  v_seqs bigint[];
BEGIN
  SELECT array_agg(w.number), array_agg(w.pool_id) INTO v_dead, v_pools FROM :schema.worker w
  WHERE w.number <> p_me AND pg_try_advisory_xact_lock(hashtextextended(':name/worker/' || w.number, 0));
  IF v_dead IS NULL AND NOT p_audit THEN RETURN 0; END IF;
  DELETE FROM :schema.worker w WHERE w.number = ANY (v_dead);

  -- A pool that is not on the list may have started this moment; a job of its that runs twice does no harm.
  SELECT coalesce(v_pools, '{}') || coalesce(array_agg(DISTINCT j.locked_by), '{}') INTO v_pools
  FROM :schema.jobs j WHERE j.locked_at < now() - interval '3 seconds'
  AND NOT EXISTS (SELECT 1 FROM :schema.worker w WHERE w.pool_id = j.locked_by);
  PERFORM :schema.force_unlock_workers(v_pools);

  WITH lost AS (
    UPDATE :schema.delivery d SET worker = NULL
    WHERE d.worker IS NOT NULL AND NOT EXISTS (SELECT 1 FROM :schema.worker w WHERE w.number = d.worker)
    RETURNING d.seq
  ) SELECT array_agg(lost.seq) INTO v_seqs FROM lost;
  PERFORM :schema.schedule(p_now, v_seqs);
  PERFORM pg_notify('jobs:insert', '{"r":' || random()::text || ',"count":1}');
  RETURN coalesce(array_length(v_dead, 1), 0);
END $$;
`;

/** Enters a worker on the list, alive: its session holds the lock of its number. */
const REGISTER = `
CREATE FUNCTION :schema.register() RETURNS bigint LANGUAGE plpgsql AS $$
DECLARE v_number bigint;
BEGIN
  INSERT INTO :schema.worker DEFAULT VALUES RETURNING number INTO v_number;
  PERFORM pg_advisory_lock(hashtextextended(':name/worker/' || v_number, 0));
  RETURN v_number;
END $$;

-- The session was lost, and the worker lives: true where nobody has taken over meanwhile.
CREATE FUNCTION :schema.come_back(p_number bigint) RETURNS boolean LANGUAGE plpgsql AS $$
DECLARE v_key bigint := hashtextextended(':name/worker/' || p_number, 0);
BEGIN
  IF NOT pg_try_advisory_lock(v_key) THEN RETURN false; END IF;
  IF EXISTS (SELECT 1 FROM :schema.worker w WHERE w.number = p_number) THEN RETURN true; END IF;
  PERFORM pg_advisory_unlock(v_key);
  RETURN false;
END $$;

-- A worker closes in good order.
CREATE FUNCTION :schema.retire(p_number bigint) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  PERFORM :schema.force_unlock_workers(array_agg(w.pool_id)) FROM :schema.worker w WHERE w.number = p_number;
  DELETE FROM :schema.worker w WHERE w.number = p_number;
END $$;
`;

/**
 * Makes dead letters new, at the end of their lines. Answers which. Each gets a new number: the answer that buried it may
 * not be known to be stored, and come once more when the attempts count from 1 again.
 */
const REPLAY = `
CREATE FUNCTION :schema.replay(p_now bigint, p_ids text[]) RETURNS TABLE (id text) ${BY_INDEX} AS $$
DECLARE
  v_row record;
  v_seq bigint;
BEGIN
  PERFORM :schema.lock_lines('enqueue', array_agg(d.endpoint), array_agg(d.order_key))
  FROM :schema.delivery d WHERE d.id = ANY (p_ids) AND d.order_key IS NOT NULL HAVING count(*) > 0;
  FOR v_row IN
    SELECT d.seq, d.id FROM (
      SELECT j.id, min(j.n) AS n FROM unnest(p_ids) WITH ORDINALITY AS j (id, n) GROUP BY j.id
    ) i JOIN :schema.delivery d ON d.id = i.id WHERE d.state = 3 ORDER BY i.n FOR UPDATE OF d
  LOOP
    v_seq := nextval(pg_get_serial_sequence(':schema.delivery', 'seq'));
    UPDATE :schema.message m SET seq = v_seq WHERE m.seq = v_row.seq;
    UPDATE :schema.delivery d SET seq = v_seq, state = 0, attempts = 0, due_at = p_now, died_at = NULL, reason = NULL
    WHERE d.seq = v_row.seq;
    PERFORM :schema.schedule(p_now, ARRAY[v_seq]);
    RETURN QUERY SELECT v_row.id;
  END LOOP;
END $$;
`;

/** Removes deliveries for good. A NULL means any. Answers how many. */
const PURGE = `
CREATE FUNCTION :schema.purge(p_now bigint, p_state text, p_endpoint text, p_before bigint, p_limit integer)
RETURNS integer LANGUAGE plpgsql AS $$
DECLARE
  v_seqs bigint[];
  v_endpoints text[];
  v_order_keys text[];
BEGIN
  WITH chosen AS (
    SELECT d.seq FROM :schema.delivery d
    LEFT JOIN :schema.disabled_endpoint p ON p.endpoint = d.endpoint
    WHERE d.worker IS NULL AND (p_endpoint IS NULL OR d.endpoint = p_endpoint)
    AND (p_before IS NULL OR d.enqueued_at < p_before)
    AND CASE p_state WHEN 'dead' THEN d.state = 3 WHEN 'disabled' THEN d.state < 3 AND p.endpoint IS NOT NULL
      ELSE d.state < 3 AND p.endpoint IS NULL END
    ORDER BY d.seq LIMIT p_limit FOR UPDATE OF d SKIP LOCKED
  ), gone AS (
    DELETE FROM :schema.delivery d USING chosen WHERE d.seq = chosen.seq RETURNING d.seq, d.endpoint, d.order_key
  ) SELECT array_agg(g.seq), array_agg(g.endpoint), array_agg(g.order_key)
    INTO v_seqs, v_endpoints, v_order_keys FROM gone g;
  DELETE FROM :schema.message m WHERE m.seq = ANY (v_seqs);
  IF v_seqs IS NOT NULL THEN
    PERFORM :schema.lock_lines('start', v_endpoints, v_order_keys);
    PERFORM :schema.advance(p_now, v_endpoints, v_order_keys);
  END IF;
  RETURN coalesce(array_length(v_seqs, 1), 0);
END $$;
`;

/** Version 1. */
export const MAINTENANCE_1: string = [ENABLE, RECOVER, REGISTER, REPLAY, PURGE].join('\n');
