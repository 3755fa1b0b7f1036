-- What every profile did in the run that is open, each row with its place in the order of profiles.
SELECT
  ROW_NUMBER() OVER (ORDER BY profile_id, region, dt) AS place,
  profile_id, region, events, play_events, search_events, browse_events, total_watch_time_sec, active_events
FROM gold.profile_day_run
