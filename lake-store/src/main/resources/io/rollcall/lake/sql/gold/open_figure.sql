-- Rows of gold.open_day: what the metric :metric says of the open day :dt, from run.figure.
SELECT
  :dt AS dt,
  CAST(:metric AS STRING) AS metric,
  region,
  dimension,
  item,
  measure,
  value,
  :as_of AS as_of,
  CAST(:definition_version AS INT) AS definition_version,
  CAST(:run AS STRING) AS run,
  :counted_at AS counted_at,
  :bronze_sequence AS bronze_sequence,
  CAST(:basis AS STRING) AS basis
FROM run.figure
WHERE dt = :dt
