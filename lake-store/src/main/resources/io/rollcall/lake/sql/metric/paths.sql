-- paths: what profiles did next, of every dt from :from to :to, per region and for all (*): the :limit (standard 20) most
-- frequent paths that begin with the event :start (standard app_start) and have up to :length (2 to 6, standard 4) events.
--
-- A path is the first :start of a session and the active events after it in that session, in the order of their time, without
-- heartbeats: 'app_start>browse>play>stop'. Of one time :start is the first, the others come in the order of their names. A session without :start has none, every
-- other one has one, which is shorter when the session ends before. Paths as frequent as each other come in the order of
-- their text. share: of the sessions that have a path.
--
-- Sessions are those of session_event.sql, whose rows asked.session_event has.
WITH begun AS (
  SELECT
    profile_id,
    session_start,
    event_time,
    event_name,
    start_dt AS dt,
    MAX(CASE WHEN begins = 1 THEN region END) OVER (PARTITION BY profile_id, session_start) AS region,
    MAX(CASE WHEN event_name = :start THEN 1 ELSE 0 END) OVER so_far AS start_seen
  FROM asked.session_event
  -- Of the heartbeats only those that begin a session, since it has their region.
  WHERE event_name <> 'heartbeat' OR begins = 1
  WINDOW so_far AS (
    PARTITION BY profile_id, session_start
    ORDER BY event_time, CASE WHEN event_name = :start THEN 0 ELSE 1 END, event_name
    ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
  )
),
numbered AS (
  SELECT
    dt,
    region,
    profile_id,
    session_start,
    event_name,
    ROW_NUMBER() OVER (
      PARTITION BY profile_id, session_start
      ORDER BY event_time, CASE WHEN event_name = :start THEN 0 ELSE 1 END, event_name
    ) AS place
  FROM begun
  WHERE start_seen = 1 AND event_name <> 'heartbeat' AND dt BETWEEN :from AND :to
),
taken AS (
  SELECT
    MIN(dt) AS dt,
    MIN(region) AS region,
    profile_id,
    MAX(CASE WHEN place = 1 THEN event_name END)
      || COALESCE('>' || MAX(CASE WHEN place = 2 THEN event_name END), '')
      || COALESCE('>' || MAX(CASE WHEN place = 3 THEN event_name END), '')
      || COALESCE('>' || MAX(CASE WHEN place = 4 THEN event_name END), '')
      || COALESCE('>' || MAX(CASE WHEN place = 5 THEN event_name END), '')
      || COALESCE('>' || MAX(CASE WHEN place = 6 THEN event_name END), '') AS path
  FROM numbered
  WHERE place <= :length
  GROUP BY profile_id, session_start
),
counted AS (
  SELECT dt, region, path, COUNT(*) AS sessions, COUNT(DISTINCT profile_id) AS profiles
  FROM taken
  GROUP BY dt, region, path
  UNION ALL
  SELECT dt, '*' AS region, path, COUNT(*) AS sessions, COUNT(DISTINCT profile_id) AS profiles
  FROM taken
  GROUP BY dt, path
),
ranked AS (
  SELECT
    dt,
    region,
    path,
    sessions,
    profiles,
    SUM(sessions) OVER (PARTITION BY dt, region) AS all_sessions,
    ROW_NUMBER() OVER (PARTITION BY dt, region ORDER BY sessions DESC, path) AS path_rank
  FROM counted
),
measured AS (
  SELECT ranked.*, wanted.measure
  FROM ranked
  CROSS JOIN (VALUES ('sessions'), ('profiles'), ('share')) AS wanted(measure)
  WHERE path_rank <= :limit
)
SELECT
  dt,
  region,
  'path' AS dimension,
  path AS item,
  measure,
  CASE measure
    WHEN 'sessions' THEN CAST(sessions AS DOUBLE)
    WHEN 'profiles' THEN CAST(profiles AS DOUBLE)
    WHEN 'share' THEN CAST(sessions AS DOUBLE) / CAST(all_sessions AS DOUBLE)
  END AS value
FROM measured
