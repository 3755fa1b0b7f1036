-- What a run counts upon: the rows of every day in run.day, each as the run that run.day names counted it.
SELECT
  counted.dt,
  counted.region,
  counted.profile_id,
  counted.events,
  counted.play_events,
  counted.search_events,
  counted.browse_events,
  counted.total_watch_time_sec,
  counted.active_events,
  counted.live_active_events
FROM gold.profile_day_run AS counted
JOIN run.day AS chosen ON chosen.dt = counted.dt AND chosen.counted_by = counted.run
