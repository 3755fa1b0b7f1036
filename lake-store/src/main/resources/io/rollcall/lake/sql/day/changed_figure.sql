-- The days of which run.figure, a metric's values as they were just worked out, says something else than gold.figure, its values as
-- they stood.
WITH stood AS (
  SELECT dt, region, dimension, item, measure, value
  FROM gold.figure
  WHERE region IS NOT NULL
),
now AS (
  SELECT dt, region, dimension, item, measure, value
  FROM run.figure
)
SELECT DISTINCT dt
FROM (
  (SELECT * FROM stood EXCEPT SELECT * FROM now)
  UNION ALL
  (SELECT * FROM now EXCEPT SELECT * FROM stood)
) AS difference
