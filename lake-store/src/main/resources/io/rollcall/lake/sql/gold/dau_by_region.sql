-- DAU per region: distinct profiles with an active event. A profile seen in two regions is one in each.
SELECT dt, region, COUNT(DISTINCT profile_id) AS dau
FROM gold.profile_day
WHERE active_events > 0
GROUP BY dt, region
