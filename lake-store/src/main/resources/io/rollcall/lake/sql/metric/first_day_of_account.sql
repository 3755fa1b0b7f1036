-- The first active day ever of every account in every region, by each of its profiles: so that a profile that is erased takes away
-- only what it did itself. Accounts as in active_account.sql; from gold.account_day of all days.
WITH seen AS (
  SELECT
    CASE WHEN account NOT LIKE 'profile %' THEN CAST(account AS BIGINT) END AS account_id,
    profile_id,
    region,
    dt
  FROM gold.account_day
  WHERE account NOT LIKE 'profile %'
)
SELECT account_id, profile_id, region, MIN(dt) AS first_dt
FROM seen
GROUP BY account_id, profile_id, region
