-- Rows of gold.aggregate: what the metric files worked out for the day :dt (run.value), with status, time and run. Where there was a
-- value and there is none any more, a row without a region says so.
SELECT
  metric_status.metric,
  metric_status.dt,
  worked_out.region,
  worked_out.value,
  metric_status.status,
  :as_of AS as_of,
  CAST(:run AS STRING) AS run,
  metric_status.definition_version
FROM run.metric_status AS metric_status
LEFT JOIN run.value AS worked_out
  ON worked_out.metric = metric_status.metric AND worked_out.dt = metric_status.dt
WHERE worked_out.region IS NOT NULL
  OR EXISTS (SELECT 1 FROM run.before AS earlier WHERE earlier.metric = metric_status.metric AND earlier.dt = metric_status.dt)
