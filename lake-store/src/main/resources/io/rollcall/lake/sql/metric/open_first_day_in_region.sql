-- gold.first_day_in_region where days are open: what asked.closed_first_day_in_region says of all days before, and those that it does not
-- know with what asked.open_first_day_in_region says of the open days.
SELECT profile_id, region, first_dt
FROM asked.closed_first_day_in_region
UNION ALL
SELECT seen.profile_id, seen.region, seen.first_dt
FROM asked.open_first_day_in_region AS seen
LEFT JOIN asked.closed_first_day_in_region AS known ON known.profile_id = seen.profile_id AND known.region = seen.region
WHERE known.profile_id IS NULL
