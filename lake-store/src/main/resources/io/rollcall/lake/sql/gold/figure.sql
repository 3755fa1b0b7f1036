-- Rows of gold.figure: what the metric :metric says of the days in run.standing, from run.figure, with what run.standing says of each
-- day; one without a region is there in any case.
SELECT
  figure.dt,
  CAST(:metric AS STRING) AS metric,
  figure.region,
  figure.dimension,
  figure.item,
  figure.measure,
  figure.value,
  standing.status,
  standing.as_of,
  standing.basis,
  CAST(:definition_version AS INT) AS definition_version
FROM run.figure AS figure
JOIN run.standing AS standing ON standing.dt = figure.dt
UNION ALL
SELECT
  dt, CAST(:metric AS STRING), NULL, NULL, NULL, NULL, NULL, status, as_of, basis, CAST(:definition_version AS INT)
FROM run.standing
