-- What an operator watches, over the seven latest days of gold.report that have a live figure: per measure the relative error of
-- the latest day for all regions, the absolute sum of what is unexplained, and how many of the 95 % intervals of sketches held the
-- truth.
WITH compared AS (
  SELECT
    dt, region, measure, live, exact, unexplained, within_bound,
    CASE WHEN live + sketch BETWEEN low AND high THEN 1 ELSE 0 END AS held
  FROM gold.report
  WHERE live IS NOT NULL
),
days AS (
  SELECT dt, ROW_NUMBER() OVER (ORDER BY dt DESC) AS age
  FROM (SELECT DISTINCT dt FROM compared) AS day
),
recent AS (
  SELECT compared.region, compared.measure, compared.live, compared.exact, compared.unexplained, compared.within_bound,
    compared.held, days.age
  FROM compared
  JOIN days ON days.dt = compared.dt
  WHERE days.age <= 7
)
SELECT
  measure,
  MAX(CASE WHEN age = 1 AND region = '*' AND exact > 0 THEN ABS(exact - live) / exact END) AS relative_error,
  COALESCE(SUM(ABS(unexplained)), CAST(0 AS DOUBLE)) AS unexplained,
  COUNT(CASE WHEN measure IN ('wau', 'mau28', 'mau') THEN within_bound END) AS intervals,
  COUNT(CASE WHEN measure IN ('wau', 'mau28', 'mau') AND within_bound IS NOT NULL AND held = 1 THEN 1 END) AS held
FROM recent
GROUP BY measure
