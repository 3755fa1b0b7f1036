-- The published rows of profile_day_run: one per dt, region and profile.
SELECT
  counted.dt,
  counted.region,
  counted.profile_id,
  counted.events,
  counted.play_events,
  counted.search_events,
  counted.browse_events,
  counted.unique_titles_viewed,
  counted.total_watch_time_sec,
  counted.active_events,
  counted.first_event_time,
  counted.last_event_time,
  counted.started_plays
FROM gold.profile_day_run AS counted
JOIN gold.current_day AS current_day ON current_day.dt = counted.dt AND current_day.counted_by = counted.run
