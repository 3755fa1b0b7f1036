-- Rows of gold.reconciliation: exact figures (run.exact) beside what was read live (run.reading), and where the difference
-- comes from, by what the live counters should have counted (run.counted, report/day and report/window).
--
-- exact - live = (exact - once) late + (once - live rule) duplicates + (live rule - live) sketch, or unexplained where no
-- sketch is at work. A measure of which nothing at all was read on a day was not served then. What was read before profiles
-- were erased (not "explained") has counted them, and nobody can say any more how much of the difference is theirs.
--
-- within_bound: of a window, whether the interval that was served holds the truth, whatever the difference comes from; of what was
-- counted exactly, whether it is what the live rule makes it.
WITH served AS (
  SELECT dt, measure, MIN(CASE WHEN explained THEN 1 ELSE 0 END) AS explained
  FROM run.reading
  GROUP BY dt, measure
),
figures AS (
  SELECT dt, region, measure
  FROM run.exact
  UNION
  SELECT dt, region, measure
  FROM run.reading
),
beside AS (
  SELECT
    figures.dt,
    figures.region,
    figures.measure,
    COALESCE(exact.value, CAST(0 AS DOUBLE)) AS exact,
    CASE WHEN served.explained = 1 THEN COALESCE(counted.once, CAST(0 AS DOUBLE)) END AS once,
    CASE WHEN served.explained = 1 THEN COALESCE(counted.live, CAST(0 AS DOUBLE)) END AS rule,
    CASE WHEN served.dt IS NOT NULL THEN COALESCE(reading.value, CAST(0 AS DOUBLE)) END AS live,
    CASE WHEN served.dt IS NOT NULL THEN COALESCE(reading.low, CAST(0 AS DOUBLE)) END AS low,
    CASE WHEN served.dt IS NOT NULL THEN COALESCE(reading.high, CAST(0 AS DOUBLE)) END AS high,
    CASE WHEN figures.measure IN ('wau', 'mau28', 'mau') THEN 1 ELSE 0 END AS sketched
  FROM figures
  LEFT JOIN run.exact AS exact
    ON exact.dt = figures.dt AND exact.region = figures.region AND exact.measure = figures.measure
  LEFT JOIN run.reading AS reading
    ON reading.dt = figures.dt AND reading.region = figures.region AND reading.measure = figures.measure
  LEFT JOIN run.counted AS counted
    ON counted.dt = figures.dt AND counted.region = figures.region AND counted.measure = figures.measure
  LEFT JOIN served ON served.dt = figures.dt AND served.measure = figures.measure
)
SELECT
  dt,
  CAST(:run AS STRING) AS run,
  region,
  measure,
  live,
  low,
  high,
  exact,
  exact - live AS difference,
  once - rule AS duplicates,
  exact - once AS late,
  CASE WHEN rule IS NULL THEN NULL WHEN sketched = 1 THEN rule - live ELSE CAST(0 AS DOUBLE) END AS sketch,
  CASE WHEN rule IS NULL THEN NULL WHEN sketched = 1 THEN CAST(0 AS DOUBLE) ELSE rule - live END AS unexplained,
  CASE
    WHEN rule IS NULL THEN NULL
    WHEN sketched = 1 THEN exact BETWEEN low AND high
    ELSE rule BETWEEN low AND high
  END AS within_bound,
  :reconciled_at AS reconciled_at
FROM beside
