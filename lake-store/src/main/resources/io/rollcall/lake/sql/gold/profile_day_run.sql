-- Gold: what every profile did in every region on the days :from to :to, as the run :run counts it. The live window is :live_days long.
SELECT
  dt,
  CAST(:run AS STRING) AS run,
  region,
  profile_id,
  COUNT(*) AS events,
  COUNT(CASE WHEN event_name = 'play' THEN 1 END) AS play_events,
  COUNT(CASE WHEN event_name = 'search' THEN 1 END) AS search_events,
  COUNT(CASE WHEN event_name = 'browse' THEN 1 END) AS browse_events,
  COUNT(DISTINCT title_id) AS unique_titles_viewed,
  CAST(COALESCE(SUM(CASE WHEN event_name = 'play' THEN duration_sec ELSE 0 END), 0) AS BIGINT) AS total_watch_time_sec,
  COUNT(CASE WHEN active THEN 1 END) AS active_events,
  MIN(event_time) AS first_event_time,
  MAX(event_time) AS last_event_time,
  COUNT(CASE WHEN active AND days_between(dt, CAST(received_at AS DATE)) BETWEEN 0 AND :live_days - 1 THEN 1 END) AS live_active_events,
  COUNT(
    CASE WHEN event_name = 'play' AND COALESCE(json_text(properties, 'outcome'), 'started') NOT IN ('failed', 'abandoned') THEN 1 END
  ) AS started_plays
FROM silver.enriched_app_events
WHERE dt BETWEEN :from AND :to
GROUP BY dt, region, profile_id
