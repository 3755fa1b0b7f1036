-- Engagement depth of every profile.
SELECT
  dt,
  region,
  profile_id,
  play_events,
  search_events,
  unique_titles_viewed,
  total_watch_time_sec
FROM gold.profile_day
