-- The days that a session fills, by run.day_session: what came from the day before matters there.
SELECT DISTINCT dt
FROM run.day_session
WHERE whole = 1
