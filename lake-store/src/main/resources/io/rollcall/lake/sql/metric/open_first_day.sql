-- gold.first_day where days are open: what asked.closed_first_day says of all days before, and those that it does not know with what
-- asked.open_first_day says of the open days.
SELECT profile_id, first_dt, region
FROM asked.closed_first_day
UNION ALL
SELECT seen.profile_id, seen.first_dt, seen.region
FROM asked.open_first_day AS seen
LEFT JOIN asked.closed_first_day AS known ON known.profile_id = seen.profile_id
WHERE known.profile_id IS NULL
