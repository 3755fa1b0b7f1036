-- hourly: the hours of every dt from :from to :to, in UTC, per region and for all (*).
--   hour                  from 0, the hour after midnight, to 23
--   active_profiles       active in that hour
--   new_today             whose first activity of the day is in that hour
--   so_far                distinct profiles active on the day up to the hour's end = the sum of new_today up to then
--   events, play_events   of that hour
--   total_watch_time_sec  of the plays that began in that hour
--
-- A day and region with an event has all the hours that have begun, quiet ones with zeros, so that a curve has no holes and ends with
-- the dau: all 24 of a day that is over; of one that is not, those up to asked.last_hour(dt, hour), or up to the last one with events
-- where a clock is ahead. Days: 0 before, 0 after.
WITH in_region AS (
  SELECT
    dt,
    region,
    profile_id,
    CAST(EXTRACT(HOUR FROM event_time) AS INTEGER) AS hour,
    COUNT(*) AS events,
    COUNT(CASE WHEN event_name = 'play' THEN 1 END) AS play_events,
    COALESCE(SUM(CASE WHEN event_name = 'play' THEN duration_sec END), 0) AS total_watch_time_sec,
    COUNT(CASE WHEN active THEN 1 END) AS active_events
  FROM silver.enriched_app_events
  WHERE dt BETWEEN :from AND :to
  GROUP BY dt, region, profile_id, CAST(EXTRACT(HOUR FROM event_time) AS INTEGER)
),
profiles AS (
  SELECT dt, region, profile_id, hour, events, play_events, total_watch_time_sec, active_events
  FROM in_region
  UNION ALL
  SELECT
    dt,
    '*' AS region,
    profile_id,
    hour,
    SUM(events) AS events,
    SUM(play_events) AS play_events,
    SUM(total_watch_time_sec) AS total_watch_time_sec,
    SUM(active_events) AS active_events
  FROM in_region
  GROUP BY dt, profile_id, hour
),
counts AS (
  SELECT
    dt,
    region,
    hour,
    COUNT(CASE WHEN active_events > 0 THEN 1 END) AS active_profiles,
    SUM(events) AS events,
    SUM(play_events) AS play_events,
    SUM(total_watch_time_sec) AS total_watch_time_sec
  FROM profiles
  GROUP BY dt, region, hour
),
first_hour AS (
  SELECT dt, region, profile_id, MIN(hour) AS hour
  FROM profiles
  WHERE active_events > 0
  GROUP BY dt, region, profile_id
),
newcomers AS (
  SELECT dt, region, hour, COUNT(*) AS profiles
  FROM first_hour
  GROUP BY dt, region, hour
),
last_hour AS (
  SELECT dt, MAX(hour) AS hour
  FROM (SELECT dt, hour FROM asked.last_hour UNION ALL SELECT dt, hour FROM counts) AS begun
  GROUP BY dt
),
hours AS (
  SELECT place.dt, place.region, clock.hour
  FROM (SELECT DISTINCT dt, region FROM counts) AS place
  JOIN last_hour ON last_hour.dt = place.dt
  JOIN (
    VALUES
      (0), (1), (2), (3), (4), (5), (6), (7), (8), (9), (10), (11), (12), (13), (14), (15), (16), (17), (18), (19), (20), (21), (22),
      (23)
  ) AS clock(hour) ON clock.hour <= last_hour.hour
),
measured AS (
  SELECT
    hours.dt,
    hours.region,
    hours.hour,
    COALESCE(counts.active_profiles, 0) AS active_profiles,
    COALESCE(newcomers.profiles, 0) AS new_today,
    SUM(COALESCE(newcomers.profiles, 0)) OVER (PARTITION BY hours.dt, hours.region ORDER BY hours.hour) AS so_far,
    COALESCE(counts.events, 0) AS events,
    COALESCE(counts.play_events, 0) AS play_events,
    COALESCE(counts.total_watch_time_sec, 0) AS total_watch_time_sec
  FROM hours
  LEFT JOIN counts ON counts.dt = hours.dt AND counts.region = hours.region AND counts.hour = hours.hour
  LEFT JOIN newcomers ON newcomers.dt = hours.dt AND newcomers.region = hours.region AND newcomers.hour = hours.hour
)
SELECT
  measured.dt,
  measured.region,
  'hour' AS dimension,
  LPAD(CAST(measured.hour AS STRING), 2, '0') AS item,
  given.measure,
  CAST(
    CASE given.measure
      WHEN 'hour' THEN measured.hour
      WHEN 'active_profiles' THEN measured.active_profiles
      WHEN 'new_today' THEN measured.new_today
      WHEN 'so_far' THEN measured.so_far
      WHEN 'events' THEN measured.events
      WHEN 'play_events' THEN measured.play_events
      ELSE measured.total_watch_time_sec
    END AS DOUBLE) AS value
FROM measured
CROSS JOIN (
  VALUES
    ('hour'), ('active_profiles'), ('new_today'), ('so_far'), ('events'), ('play_events'), ('total_watch_time_sec')
) AS given(measure)
