-- The rows of restore.profile_day after the place :after, up to the place :last.
SELECT profile_id, region, events, play_events, search_events, browse_events, total_watch_time_sec, active_events
FROM restore.profile_day
WHERE place > :after AND place <= :last
ORDER BY place
