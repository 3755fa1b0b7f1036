-- Input of adoption.sql: a feature is the name of an event.
SELECT dt, region, profile_id, feature
FROM gold.feature_day
