-- Accounts in the place of profiles, for files that read gold.profile_day and only look at who was active: of the days of
-- gold.account_day. An account is the account_id of the events; what events without one did is of no account, and so of nobody here.
SELECT DISTINCT
  dt,
  region,
  CASE WHEN account NOT LIKE 'profile %' THEN CAST(account AS BIGINT) END AS profile_id,
  CAST(1 AS BIGINT) AS events,
  CAST(0 AS BIGINT) AS play_events,
  CAST(0 AS BIGINT) AS search_events,
  CAST(0 AS BIGINT) AS browse_events,
  CAST(0 AS BIGINT) AS total_watch_time_sec,
  CAST(1 AS BIGINT) AS active_events
FROM gold.account_day
WHERE account NOT LIKE 'profile %'
