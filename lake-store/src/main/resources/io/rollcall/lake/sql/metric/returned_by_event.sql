-- Input of retention.sql: a profile returns by the event :event.
SELECT dt, profile_id
FROM gold.feature_day
WHERE feature = :event
