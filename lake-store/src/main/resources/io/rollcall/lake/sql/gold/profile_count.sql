-- How many profiles restore.profile_day has.
SELECT COUNT(DISTINCT profile_id) AS profiles
FROM restore.profile_day
