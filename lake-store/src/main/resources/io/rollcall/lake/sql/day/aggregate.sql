-- Rows of gold.aggregate: what the metric files worked out for the day :dt (run.value), with status, time and run.
SELECT
  worked_out.metric,
  worked_out.dt,
  worked_out.region,
  worked_out.value,
  metric_status.status,
  :as_of AS as_of,
  CAST(:run AS STRING) AS run
FROM run.value AS worked_out
JOIN run.metric_status AS metric_status
  ON metric_status.metric = worked_out.metric AND metric_status.dt = worked_out.dt
