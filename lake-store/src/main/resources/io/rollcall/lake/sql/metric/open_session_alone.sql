-- Rows of gold.open_session of the days in run.due_day that no session fills (run.filled_day has the others): the day alone,
-- run.day_session, says all of it.
SELECT alone.dt, alone.profile_id, alone.session_start, alone.last_event_time
FROM run.day_session AS alone
JOIN run.due_day AS due ON due.dt = alone.dt
LEFT JOIN run.filled_day AS filled ON filled.dt = alone.dt
WHERE filled.dt IS NULL
