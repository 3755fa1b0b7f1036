-- Gold: how often every profile used each feature, which is an event name, in every region on the days :from to :to, as the run :run
-- counts it. Only activity counts as use.
SELECT
  dt,
  CAST(:run AS STRING) AS run,
  region,
  profile_id,
  event_name AS feature,
  COUNT(*) AS events
FROM silver.enriched_app_events
WHERE dt BETWEEN :from AND :to AND active
GROUP BY dt, region, profile_id, event_name
