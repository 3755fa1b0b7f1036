-- The exact figures of the run :run that have a live counterpart, under the names that the report has for them.
SELECT dt, region, REPLACE(metric, 'engagement.', '') AS measure, value
FROM gold.aggregate
WHERE run = :run AND region IS NOT NULL
  AND metric IN (
    'dau', 'wau', 'mau28', 'mau', 'engagement.events', 'engagement.play_events', 'engagement.search_events',
    'engagement.browse_events', 'engagement.total_watch_time_sec'
  )
