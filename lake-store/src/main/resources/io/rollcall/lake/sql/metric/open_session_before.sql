-- Input of open_session.sql: what gold.open_session says of other days than those in run.due_day, which are worked out anew.
SELECT known.dt, known.profile_id, known.session_start, known.last_event_time
FROM gold.open_session AS known
LEFT JOIN run.due_day AS due ON due.dt = known.dt
WHERE known.profile_id IS NOT NULL AND due.dt IS NULL
