-- Input of retention.sql: a profile begins on the first day ever on which it used :event, in the region in which it did, of several the
-- first by name. Reads gold.feature_day of all counted days; as there, only activity counts as use.
WITH first_used AS (
  SELECT profile_id, MIN(dt) AS first_dt
  FROM gold.feature_day
  WHERE feature = :event
  GROUP BY profile_id
)
SELECT first_used.profile_id, first_used.first_dt, MIN(place.region) AS region
FROM first_used
JOIN gold.feature_day AS place ON place.profile_id = first_used.profile_id AND place.dt = first_used.first_dt
WHERE place.feature = :event
GROUP BY first_used.profile_id, first_used.first_dt
