-- What the profile :profile_id did on the days of gold.profile_day_run, by region.
SELECT dt, region, play_events, search_events, unique_titles_viewed, total_watch_time_sec
FROM gold.profile_day_run
WHERE profile_id = :profile_id
