-- Rows of gold.figure: what the metric :metric says of the day :dt, from run.figure, with what it stands upon; one without a region
-- is there in any case.
SELECT
  dt, CAST(:metric AS STRING) AS metric, region, dimension, item, measure, value,
  CAST(:status AS STRING) AS status, :as_of AS as_of, :basis AS basis,
  CAST(:definition_version AS INT) AS definition_version
FROM run.figure
WHERE dt = :dt
UNION ALL
SELECT
  :dt, CAST(:metric AS STRING), NULL, NULL, NULL, NULL, NULL,
  CAST(:status AS STRING), :as_of, :basis,
  CAST(:definition_version AS INT)
