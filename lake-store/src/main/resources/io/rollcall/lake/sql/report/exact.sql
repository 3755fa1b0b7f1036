-- The exact figures of the run :run, of the days in run.reported_day, that have a live counterpart, under the names that the report
-- has for them.
SELECT written.dt, written.region, REPLACE(written.metric, 'engagement.', '') AS measure, written.value
FROM gold.aggregate AS written
JOIN run.reported_day AS reported ON reported.dt = written.dt
WHERE written.run = :run AND written.region IS NOT NULL
  AND written.metric IN (
    'dau', 'wau', 'mau28', 'mau', 'engagement.events', 'engagement.play_events', 'engagement.search_events',
    'engagement.browse_events', 'engagement.total_watch_time_sec'
  )
