-- gold.first_day where days are open: what closed.first_day says of all days before, and those that it does not know with what
-- open.first_day says of the open days.
SELECT profile_id, first_dt, region
FROM closed.first_day
UNION ALL
SELECT seen.profile_id, seen.first_dt, seen.region
FROM open.first_day AS seen
LEFT JOIN closed.first_day AS known ON known.profile_id = seen.profile_id
WHERE known.profile_id IS NULL
