-- How many rows of the day :dt the runs :before and :after counted differently.
WITH counted_before AS (
  SELECT
    region, profile_id, events, play_events, search_events, browse_events, unique_titles_viewed,
    total_watch_time_sec, active_events, first_event_time, last_event_time
  FROM gold.profile_day_run
  WHERE dt = :dt AND run = :before
),
counted_after AS (
  SELECT
    region, profile_id, events, play_events, search_events, browse_events, unique_titles_viewed,
    total_watch_time_sec, active_events, first_event_time, last_event_time
  FROM gold.profile_day_run
  WHERE dt = :dt AND run = :after
)
SELECT COUNT(*) AS differences
FROM (
  (SELECT * FROM counted_before EXCEPT SELECT * FROM counted_after)
  UNION ALL
  (SELECT * FROM counted_after EXCEPT SELECT * FROM counted_before)
) AS difference
