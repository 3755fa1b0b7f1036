-- The first active day ever of every profile, and the region of its first event on that day.
WITH first_active AS (
  SELECT profile_id, MIN(dt) AS first_dt
  FROM gold.profile_day
  WHERE active_events > 0
  GROUP BY profile_id
),
places AS (
  SELECT
    first_active.profile_id,
    first_active.first_dt,
    place.region,
    ROW_NUMBER() OVER (PARTITION BY first_active.profile_id ORDER BY place.first_event_time, place.region) AS place_order
  FROM first_active
  JOIN gold.profile_day AS place
    ON place.profile_id = first_active.profile_id AND place.dt = first_active.first_dt
  WHERE place.active_events > 0
)
SELECT profile_id, first_dt, region
FROM places
WHERE place_order = 1
