-- Input of sessions and paths: the active events of the days :from to :to, and those after midnight that their sessions need, each with
-- its session, which is (profile_id, session_start).
--
-- Active events of a profile are in the order of their time, those of one time in that of their regions and names. A session begins with the first event, with
-- one more than :gap_millis after the one before, and with the first that is 24 hours or more after the session's first. start_dt
-- is the dt of its first event, begins is 1 for that event.
--
-- gold.open_session says of every day which sessions were under way at its end, and knows so of all days before: of a session that
-- began before :from only the events from :from on are here. A day has 24 hours: a session that comes into it is cut in it at most once,
-- and one that begins in it is not.
-- Needs 0 days before, 1 day after: of that only the events of profiles that had a session under way.
WITH event AS (
  SELECT dt, region, profile_id, event_time, event_name
  FROM silver.enriched_app_events
  WHERE active AND dt BETWEEN :from AND :to
  UNION ALL
  SELECT near.dt, near.region, near.profile_id, near.event_time, near.event_name
  FROM silver.enriched_app_events AS near
  JOIN gold.open_session AS under_way ON under_way.dt = :to AND under_way.profile_id = near.profile_id
  WHERE near.active AND near.dt = :to + 1
),
followed AS (
  SELECT
    event.dt,
    event.region,
    event.profile_id,
    event.event_time,
    event.event_name,
    carried.session_start AS carried_start,
    COALESCE(
      LAG(event.event_time) OVER (
        PARTITION BY event.dt, event.profile_id ORDER BY event.event_time, event.region, event.event_name
      ),
      carried.last_event_time
    ) AS time_before
  FROM event
  LEFT JOIN gold.open_session AS carried ON carried.profile_id = event.profile_id AND carried.dt = event.dt - 1
),
chained AS (
  SELECT
    dt,
    region,
    profile_id,
    event_time,
    event_name,
    time_before,
    CASE WHEN millis_between(carried_start, event_time) < 86400000 THEN carried_start END AS carried_start,
    -- Without ROWS, so that events of the same time have the same session. NULL as long as the carried one goes on.
    MAX(CASE WHEN time_before IS NULL OR millis_between(time_before, event_time) > :gap_millis THEN event_time END)
      OVER (PARTITION BY dt, profile_id ORDER BY event_time) AS begun
  FROM followed
),
started AS (
  SELECT
    dt,
    region,
    profile_id,
    event_time,
    event_name,
    time_before,
    COALESCE(
      begun,
      carried_start,
      MIN(CASE WHEN begun IS NULL AND carried_start IS NULL THEN event_time END) OVER (PARTITION BY dt, profile_id)
    ) AS session_start
  FROM chained
)
SELECT
  dt,
  region,
  profile_id,
  event_time,
  event_name,
  session_start,
  CAST(session_start AS DATE) AS start_dt,
  CASE WHEN time_before >= session_start THEN 0 ELSE 1 END AS begins
FROM started
