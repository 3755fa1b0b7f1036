-- dau, and the measures of engagement: of the days in run.published_day, per region and for all (*).
WITH profiles AS (
  SELECT
    profile_day.dt,
    region,
    profile_id,
    events,
    play_events,
    search_events,
    browse_events,
    total_watch_time_sec,
    CASE WHEN active_events > 0 THEN profile_id END AS active_profile
  FROM run.profile_day AS profile_day
  JOIN run.published_day AS published_day ON published_day.dt = profile_day.dt
),
measures AS (
  SELECT
    dt,
    region,
    COUNT(DISTINCT active_profile) AS active_profiles,
    SUM(events) AS events,
    SUM(play_events) AS play_events,
    SUM(search_events) AS search_events,
    SUM(browse_events) AS browse_events,
    SUM(total_watch_time_sec) AS total_watch_time_sec
  FROM profiles
  GROUP BY dt, region
  UNION ALL
  SELECT
    dt,
    '*' AS region,
    COUNT(DISTINCT active_profile) AS active_profiles,
    SUM(events) AS events,
    SUM(play_events) AS play_events,
    SUM(search_events) AS search_events,
    SUM(browse_events) AS browse_events,
    SUM(total_watch_time_sec) AS total_watch_time_sec
  FROM profiles
  GROUP BY dt
)
SELECT 'dau' AS metric, dt, region, CAST(active_profiles AS DOUBLE) AS value FROM measures WHERE active_profiles > 0
UNION ALL
SELECT 'engagement.active_profiles', dt, region, CAST(active_profiles AS DOUBLE) FROM measures
UNION ALL
SELECT 'engagement.events', dt, region, CAST(events AS DOUBLE) FROM measures
UNION ALL
SELECT 'engagement.play_events', dt, region, CAST(play_events AS DOUBLE) FROM measures
UNION ALL
SELECT 'engagement.search_events', dt, region, CAST(search_events AS DOUBLE) FROM measures
UNION ALL
SELECT 'engagement.browse_events', dt, region, CAST(browse_events AS DOUBLE) FROM measures
UNION ALL
SELECT 'engagement.total_watch_time_sec', dt, region, CAST(total_watch_time_sec AS DOUBLE) FROM measures
