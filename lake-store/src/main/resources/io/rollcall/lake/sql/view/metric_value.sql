-- What every metric says of every day, a row for each of its values: as it was worked out with the day's publication or in the night
-- after it; of a day of which a metric has nothing yet, from what is archived of it. A version of a metric's values has a row without
-- a region, which says that there are no others.
WITH worked_out AS (
  SELECT metric, dt, region, dimension, item, measure, value, status, as_of, definition_version
  FROM gold.figure
  UNION ALL
  SELECT
    named.metric,
    published.dt,
    published.region,
    '' AS dimension,
    '' AS item,
    named.measure,
    published.value,
    published.status,
    published.as_of,
    published.definition_version
  FROM asked.aggregate AS published
  JOIN asked.measure AS named ON named.stored = published.metric
),
archived AS (
  SELECT
    found.metric,
    found.dt,
    found.region,
    found.dimension,
    found.item,
    COALESCE(named.measure, found.measure) AS measure,
    found.value,
    CAST('live' AS STRING) AS status,
    found.as_of,
    found.definition_version
  FROM gold.open_day AS found
  LEFT JOIN asked.measure AS named ON named.stored = found.measure AND named.metric = found.metric
  LEFT JOIN (SELECT DISTINCT metric, dt FROM worked_out) AS known ON known.metric = found.metric AND known.dt = found.dt
  WHERE known.dt IS NULL
)
SELECT metric, dt, region, dimension, item, measure, value, status, as_of, definition_version
FROM worked_out
WHERE region IS NOT NULL
UNION ALL
SELECT metric, dt, region, dimension, item, measure, value, status, as_of, definition_version
FROM archived
WHERE region IS NOT NULL
