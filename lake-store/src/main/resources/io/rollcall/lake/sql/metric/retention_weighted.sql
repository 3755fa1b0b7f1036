-- retention over cohorts: of all profiles of the cohorts from :from to :to together, how many were active again. The row stands at
-- :to, with the dimensions and items of retention.
--   rate = sum of retained / sum of cohort, over the cohorts whose cell is complete: a mean of their rates, weighted by size
--   cohorts = how many those are; cohort, retained = the sums. Without one: cohorts and cohort are 0, retained and rate NULL.
-- Reads asked.figure(dt, region, dimension, item, measure, value): the figures of retention, stored ones or just worked out, of
-- the cohorts from :from to :to; none of profile_day.
WITH cell AS (
  SELECT
    dt,
    region,
    dimension,
    item,
    MAX(CASE WHEN measure = 'cohort' THEN value END) AS cohort,
    MAX(CASE WHEN measure = 'retained' THEN value END) AS retained,
    MAX(CASE WHEN measure = 'complete' THEN value END) AS complete
  FROM asked.figure
  WHERE dt BETWEEN :from AND :to
  GROUP BY dt, region, dimension, item
),
sums AS (
  SELECT
    region,
    dimension,
    item,
    CAST(COUNT(CASE WHEN complete = 1 THEN 1 END) AS DOUBLE) AS cohorts,
    SUM(CASE WHEN complete = 1 THEN cohort ELSE CAST(0 AS DOUBLE) END) AS cohort,
    SUM(CASE WHEN complete = 1 THEN retained END) AS retained
  FROM cell
  GROUP BY region, dimension, item
)
SELECT
  :to AS dt,
  sums.region,
  sums.dimension,
  sums.item,
  given.measure,
  CASE
    WHEN given.measure = 'cohorts' THEN sums.cohorts
    WHEN given.measure = 'cohort' THEN sums.cohort
    WHEN given.measure = 'retained' THEN sums.retained
    WHEN sums.cohorts > 0 THEN sums.retained / sums.cohort
  END AS value
FROM sums
CROSS JOIN (VALUES ('cohorts'), ('cohort'), ('retained'), ('rate')) AS given(measure)
