-- DAU of all regions together: a distinct count of its own, not the sum over the regions.
SELECT dt, COUNT(DISTINCT profile_id) AS dau
FROM gold.profile_day
WHERE active_events > 0
GROUP BY dt
