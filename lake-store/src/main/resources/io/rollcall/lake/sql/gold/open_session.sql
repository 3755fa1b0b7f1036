-- Rows of gold.open_session of the days in run.standing, from run.open_session, with what they stand upon; of each day one without a
-- profile is there in any case.
SELECT session.dt, session.profile_id, session.session_start, session.last_event_time, standing.basis, standing.moved
FROM run.open_session AS session
JOIN run.standing AS standing ON standing.dt = session.dt
UNION ALL
SELECT dt, NULL, NULL, NULL, basis, moved
FROM run.standing
