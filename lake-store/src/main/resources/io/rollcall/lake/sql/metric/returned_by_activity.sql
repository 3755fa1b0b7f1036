-- Input of retention.sql: a profile returns by whatever it is active with.
SELECT dt, profile_id
FROM gold.profile_day
WHERE active_events > 0
