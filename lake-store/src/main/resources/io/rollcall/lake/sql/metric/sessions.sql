-- sessions: how often profiles came and for how long, of every dt from :from to :to, per region and for all (*).
--
-- A session is a chain of events, see session_event.sql, whose rows asked.session_event has. It belongs to the dt and the
-- region of its first event, wherever and on whatever device it goes on. Durations go from a session's first event to its last,
-- over the sessions longer than zero; those of zero length are counted.
WITH session AS (
  SELECT
    profile_id,
    start_dt AS dt,
    MAX(CASE WHEN begins = 1 THEN region END) AS region,
    millis_between(session_start, MAX(event_time)) AS millis
  FROM asked.session_event
  GROUP BY profile_id, session_start, start_dt
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
