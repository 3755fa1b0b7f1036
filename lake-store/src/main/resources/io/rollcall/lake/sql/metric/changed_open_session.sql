-- The days of which run.open_session, worked out just now, says something else than gold.open_session, as it stood.
WITH stood AS (
  SELECT dt, profile_id, session_start, last_event_time
  FROM gold.open_session
  WHERE profile_id IS NOT NULL
),
now AS (
  SELECT dt, profile_id, session_start, last_event_time
  FROM run.open_session
)
SELECT DISTINCT dt
FROM (
  (SELECT * FROM stood EXCEPT SELECT * FROM now)
  UNION ALL
  (SELECT * FROM now EXCEPT SELECT * FROM stood)
) AS difference
