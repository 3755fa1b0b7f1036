-- Accounts in the place of profiles, for files that read gold.first_day: the first active day ever of every account of
-- gold.first_day_of_account, and the region in which it was active then, of several the first by name.
WITH begun AS (
  SELECT account_id, MIN(first_dt) AS first_dt
  FROM gold.first_day_of_account
  GROUP BY account_id
)
SELECT begun.account_id AS profile_id, begun.first_dt, MIN(place.region) AS region
FROM begun
JOIN gold.first_day_of_account AS place ON place.account_id = begun.account_id AND place.first_dt = begun.first_dt
GROUP BY begun.account_id, begun.first_dt
