-- Rows of gold.open_session of the day :dt: the sessions that are under way at its end. run.day_session has them as the day alone
-- has them, run.open_session those of the day before. A session that fills the day and has come from the day before goes on; it is cut
-- at the first event that is 24 hours or more after its first.
WITH carried AS (
  SELECT alone.profile_id, before.session_start
  FROM run.day_session AS alone
  JOIN run.open_session AS before ON before.profile_id = alone.profile_id AND before.dt = :dt - 1
  WHERE alone.dt = :dt
    AND alone.whole = 1
    AND millis_between(before.last_event_time, alone.session_start) <= :gap_millis
),
cut AS (
  SELECT carried.profile_id, MIN(event.event_time) AS session_start
  FROM carried
  JOIN silver.enriched_app_events AS event ON event.profile_id = carried.profile_id AND event.dt = :dt
  WHERE event.active AND millis_between(carried.session_start, event.event_time) >= 86400000
  GROUP BY carried.profile_id
)
SELECT
  alone.dt,
  alone.profile_id,
  COALESCE(cut.session_start, carried.session_start, alone.session_start) AS session_start,
  alone.last_event_time
FROM run.day_session AS alone
LEFT JOIN carried ON carried.profile_id = alone.profile_id
LEFT JOIN cut ON cut.profile_id = alone.profile_id
WHERE alone.dt = :dt
