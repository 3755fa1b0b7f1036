-- sessions: how often profiles came and for how long, of every dt from :from to :to, per region and for all (*).
--
-- Active events of a profile, in the order (event_time, kafka_partition, kafka_offset), are one chain as long as none comes
-- more than :gap_millis (standard 1800000) after the one before. A chain is cut every 24 hours from its start; each piece that
-- has events is a session. It belongs to the dt and the region of its first event, wherever and on whatever device it goes on.
-- Durations go from a session's first event to its last, over the sessions longer than zero; those of zero length are counted.
--
-- Needs 1 day before, 1 day after: a chain older than that is taken to begin at the first event seen. Of these two days only
-- the events of profiles are read that were there so close to midnight that a session can reach across it.
-- paths.sql makes its sessions in the same way, by CTEs of the same names.
WITH over_midnight AS (
  SELECT DISTINCT dt, profile_id
  FROM gold.profile_day
  WHERE (dt = :from - 1 AND millis_between(last_event_time, CAST(:from AS TIMESTAMP)) <= :gap_millis)
    OR (dt = :to + 1 AND millis_between(CAST(:to + 1 AS TIMESTAMP), first_event_time) <= :gap_millis)
),
event AS (
  SELECT dt, region, profile_id, event_time, kafka_partition, kafka_offset
  FROM silver.enriched_app_events
  WHERE active AND dt BETWEEN :from AND :to
  UNION ALL
  SELECT near.dt, near.region, near.profile_id, near.event_time, near.kafka_partition, near.kafka_offset
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
    LAG(event_time) OVER (PARTITION BY profile_id ORDER BY event_time, kafka_partition, kafka_offset) AS time_before
  FROM event
),
chained AS (
  SELECT
    dt,
    region,
    profile_id,
    event_time,
    time_before,
    -- Without ROWS, so that events of the same time have the same chain.
    MAX(CASE WHEN time_before IS NULL OR millis_between(time_before, event_time) > :gap_millis THEN event_time END)
      OVER (PARTITION BY profile_id ORDER BY event_time) AS chain_start
  FROM followed
),
pieced AS (
  SELECT
    dt,
    region,
    profile_id,
    event_time,
    chain_start,
    CAST(FLOOR(millis_between(chain_start, event_time) / 86400000) AS INTEGER) AS piece,
    CASE
      WHEN time_before >= chain_start THEN CAST(FLOOR(millis_between(chain_start, time_before) / 86400000) AS INTEGER)
    END AS piece_before
  FROM chained
),
session AS (
  SELECT
    profile_id,
    MIN(dt) AS dt,
    -- Only a session's first event has another piece before it, or none.
    MAX(CASE WHEN piece_before IS NULL OR piece_before < piece THEN region END) AS region,
    millis_between(MIN(event_time), MAX(event_time)) AS millis
  FROM pieced
  GROUP BY profile_id, chain_start, piece
),
started AS (
  SELECT dt, region, profile_id, millis FROM session WHERE dt BETWEEN :from AND :to
  UNION ALL
  SELECT dt, '*' AS region, profile_id, millis FROM session WHERE dt BETWEEN :from AND :to
),
counted AS (
  SELECT
    dt,
    region,
    COUNT(*) AS sessions,
    COUNT(DISTINCT profile_id) AS profiles,
    COUNT(CASE WHEN millis > 0 THEN 1 END) AS lasting_sessions,
    SUM(millis) AS millis,
    percentile_cont(0.5) WITHIN GROUP (ORDER BY CASE WHEN millis > 0 THEN CAST(millis AS DOUBLE) END) AS p50_millis,
    percentile_cont(0.95) WITHIN GROUP (ORDER BY CASE WHEN millis > 0 THEN CAST(millis AS DOUBLE) END) AS p95_millis
  FROM started
  GROUP BY dt, region
),
measured AS (
  SELECT counted.*, wanted.measure
  FROM counted
  CROSS JOIN (
    VALUES
      ('sessions'), ('profiles'), ('sessions_per_profile'), ('duration_mean_sec'), ('duration_p50_sec'),
      ('duration_p95_sec'), ('zero_length_sessions')
  ) AS wanted(measure)
)
SELECT
  dt,
  region,
  '' AS dimension,
  '' AS item,
  measure,
  CASE measure
    WHEN 'sessions' THEN CAST(sessions AS DOUBLE)
    WHEN 'profiles' THEN CAST(profiles AS DOUBLE)
    WHEN 'sessions_per_profile' THEN CAST(sessions AS DOUBLE) / CAST(profiles AS DOUBLE)
    WHEN 'duration_mean_sec' THEN CAST(millis AS DOUBLE) / CAST(NULLIF(lasting_sessions, 0) AS DOUBLE) / CAST(1000 AS DOUBLE)
    WHEN 'duration_p50_sec' THEN p50_millis / CAST(1000 AS DOUBLE)
    WHEN 'duration_p95_sec' THEN p95_millis / CAST(1000 AS DOUBLE)
    WHEN 'zero_length_sessions' THEN CAST(sessions - lasting_sessions AS DOUBLE)
  END AS value
FROM measured
