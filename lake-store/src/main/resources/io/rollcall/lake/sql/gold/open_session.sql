-- Rows of gold.open_session of the day :dt, from run.open_session, with what they stand upon; one without a profile is there in any
-- case.
SELECT dt, profile_id, session_start, last_event_time, :basis AS basis, :moved AS moved
FROM run.open_session
WHERE dt = :dt
UNION ALL
SELECT :dt, NULL, NULL, NULL, :basis, :moved
