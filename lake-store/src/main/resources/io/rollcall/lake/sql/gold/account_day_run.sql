-- Gold: the accounts that were active on the days :from to :to, per region and profile, as the run :run counts it. An account is
-- account_id, or the profile where there is none.
SELECT DISTINCT
  dt,
  CAST(:run AS STRING) AS run,
  region,
  CASE WHEN account_id IS NULL THEN CONCAT('profile ', CAST(profile_id AS STRING)) ELSE CAST(account_id AS STRING) END AS account,
  profile_id
FROM silver.enriched_app_events
WHERE dt BETWEEN :from AND :to AND active
