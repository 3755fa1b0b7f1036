-- Input of revenue: the accounts that were active on the days :from to :to, per region. An account is account_id, or the profile
-- where there is none.
SELECT DISTINCT
  dt,
  region,
  CASE WHEN account_id IS NULL THEN CONCAT('profile ', CAST(profile_id AS STRING)) ELSE CAST(account_id AS STRING) END AS account
FROM silver.enriched_app_events
WHERE dt BETWEEN :from AND :to AND active
