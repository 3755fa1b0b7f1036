-- Rows of gold.open_day: what run.value says of the windows that end with the open day :dt, of the measures that run.measure gives the
-- metric :metric.
SELECT
  :dt AS dt,
  CAST(:metric AS STRING) AS metric,
  worked_out.region,
  '' AS dimension,
  '' AS item,
  worked_out.metric AS measure,
  worked_out.value,
  :as_of AS as_of,
  CAST(:definition_version AS INT) AS definition_version,
  CAST(:run AS STRING) AS run,
  :counted_at AS counted_at,
  :bronze_sequence AS bronze_sequence,
  CAST(:basis AS STRING) AS basis
FROM run.value AS worked_out
JOIN run.measure AS measure ON measure.measure = worked_out.metric
WHERE measure.metric = :metric AND worked_out.dt = :dt
