-- The first active day ever of every profile in every region in which it was active.
SELECT profile_id, region, MIN(dt) AS first_dt
FROM gold.profile_day
WHERE active_events > 0
GROUP BY profile_id, region
