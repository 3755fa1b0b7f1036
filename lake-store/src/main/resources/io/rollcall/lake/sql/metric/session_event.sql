-- Input of sessions and paths: the active events of the days :from to :to, and those around midnight that their sessions need, each
-- with its session, which is (profile_id, chain_start, piece).
--
-- Active events of a profile, in the order (event_time, kafka_partition, kafka_offset), are one chain as long as none comes
-- more than :gap_millis after the one before. A chain is cut every 24 hours from its start; each piece that has events is a
-- session. Of an event that begins one, piece_before is another or NULL.
--
-- Needs 1 day before, 1 day after: a chain older than that is taken to begin at the first event seen. Of these two days only
-- the events of profiles are read that were there so close to midnight that a session can reach across it.
WITH over_midnight AS (
  SELECT DISTINCT dt, profile_id
  FROM gold.profile_day
  WHERE (dt = :from - 1 AND millis_between(last_event_time, CAST(:from AS TIMESTAMP)) <= :gap_millis)
    OR (dt = :to + 1 AND millis_between(CAST(:to + 1 AS TIMESTAMP), first_event_time) <= :gap_millis)
),
event AS (
  SELECT dt, region, profile_id, event_time, kafka_partition, kafka_offset, event_name
  FROM silver.enriched_app_events
  WHERE active AND dt BETWEEN :from AND :to
  UNION ALL
  SELECT near.dt, near.region, near.profile_id, near.event_time, near.kafka_partition, near.kafka_offset, near.event_name
  FROM silver.enriched_app_events AS near
  JOIN over_midnight ON over_midnight.dt = near.dt AND over_midnight.profile_id = near.profile_id
  WHERE near.active AND near.dt IN (:from - 1, :to + 1)
),
followed AS (
  SELECT
    dt,
    region,
    profile_id,
    event_time,
    kafka_partition,
    kafka_offset,
    event_name,
    LAG(event_time) OVER (PARTITION BY profile_id ORDER BY event_time, kafka_partition, kafka_offset) AS time_before
  FROM event
),
chained AS (
  SELECT
    dt,
    region,
    profile_id,
    event_time,
    kafka_partition,
    kafka_offset,
    event_name,
    time_before,
    -- Without ROWS, so that events of the same time have the same chain.
    MAX(CASE WHEN time_before IS NULL OR millis_between(time_before, event_time) > :gap_millis THEN event_time END)
      OVER (PARTITION BY profile_id ORDER BY event_time) AS chain_start
  FROM followed
)
SELECT
  dt,
  region,
  profile_id,
  event_time,
  kafka_partition,
  kafka_offset,
  event_name,
  chain_start,
  CAST(FLOOR(millis_between(chain_start, event_time) / 86400000) AS INTEGER) AS piece,
  CASE
    WHEN time_before >= chain_start THEN CAST(FLOOR(millis_between(chain_start, time_before) / 86400000) AS INTEGER)
  END AS piece_before
FROM chained
