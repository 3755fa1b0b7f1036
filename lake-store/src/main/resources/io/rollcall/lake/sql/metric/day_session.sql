-- Input of open_session.sql: of every profile and dt from :from to :to the last session of the day as the day alone has it, where it
-- can go on past midnight: its last event is no more than :gap_millis before the day's end.
--
-- whole is 1 where it is the only one of the day and can have come from the day before: the day's first event is no more than
-- :gap_millis after its beginning, and none is more than that after the one before.
WITH late AS (
  SELECT dt, profile_id, MIN(event_time) AS first_event_time, MAX(event_time) AS last_event_time
  FROM silver.enriched_app_events
  WHERE active AND dt BETWEEN :from AND :to
  GROUP BY dt, profile_id
  HAVING millis_between(MAX(event_time), CAST(dt + 1 AS TIMESTAMP)) <= :gap_millis
),
followed AS (
  SELECT
    late.dt,
    late.profile_id,
    event.event_time,
    LAG(event.event_time) OVER (PARTITION BY late.dt, late.profile_id ORDER BY event.event_time) AS time_before
  FROM late
  JOIN silver.enriched_app_events AS event ON event.dt = late.dt AND event.profile_id = late.profile_id
  WHERE event.active
),
last_pause AS (
  SELECT dt, profile_id, MAX(event_time) AS session_start
  FROM followed
  WHERE millis_between(time_before, event_time) > :gap_millis
  GROUP BY dt, profile_id
)
SELECT
  late.dt,
  late.profile_id,
  COALESCE(last_pause.session_start, late.first_event_time) AS session_start,
  late.last_event_time,
  CASE
    WHEN last_pause.session_start IS NULL
      AND millis_between(CAST(late.dt AS TIMESTAMP), late.first_event_time) <= :gap_millis
    THEN 1
    ELSE 0
  END AS whole
FROM late
LEFT JOIN last_pause ON last_pause.dt = late.dt AND last_pause.profile_id = late.profile_id
