-- What a profile did on a published day in a region.
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
  published.status
FROM {{ source('gold', 'profile_day_run') }} AS counted
JOIN {{ ref('rollcall_published') }} AS published ON published.dt = counted.dt AND published.counted_by = counted.run
