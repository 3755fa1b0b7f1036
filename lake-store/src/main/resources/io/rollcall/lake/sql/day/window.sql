-- wau, mau28, mau and stickiness of the day :dt, per region and for all (*); :first_dt is 29 days before it,
-- :history_first_dt the first day of the lake's history.
--
-- A profile counts in every window that reaches back to the last day on which it was active. Stickiness is the mean DAU of
-- the 30 days over the MAU; in a younger lake, of the days since the first. A region's days
-- without activity count as 0.
WITH active AS (
  SELECT dt, region, profile_id
  FROM run.profile_day
  WHERE active_events > 0 AND dt BETWEEN :first_dt AND :dt
),
active_anywhere AS (
  SELECT DISTINCT dt, profile_id
  FROM active
),
last_active AS (
  SELECT region, profile_id, MAX(dt) AS last_dt
  FROM active
  GROUP BY region, profile_id
  UNION ALL
  SELECT '*' AS region, profile_id, MAX(dt) AS last_dt
  FROM active_anywhere
  GROUP BY profile_id
),
counts AS (
  SELECT
    region,
    COUNT(CASE WHEN days_between(last_dt, :dt) < 7 THEN 1 END) AS wau,
    COUNT(CASE WHEN days_between(last_dt, :dt) < 28 THEN 1 END) AS mau28,
    COUNT(*) AS mau
  FROM last_active
  GROUP BY region
),
daily AS (
  SELECT region, COUNT(*) AS dau_sum, COUNT(CASE WHEN dt = :dt THEN 1 END) AS dau
  FROM active
  GROUP BY region
  UNION ALL
  SELECT '*' AS region, COUNT(*) AS dau_sum, COUNT(CASE WHEN dt = :dt THEN 1 END) AS dau
  FROM active_anywhere
),
history AS (
  SELECT LEAST(30, days_between(:history_first_dt, :dt) + 1) AS days
)
SELECT 'wau' AS metric, :dt AS dt, region, CAST(wau AS DOUBLE) AS value FROM counts WHERE wau > 0
UNION ALL
SELECT 'mau28', :dt, region, CAST(mau28 AS DOUBLE) FROM counts WHERE mau28 > 0
UNION ALL
SELECT 'mau', :dt, region, CAST(mau AS DOUBLE) FROM counts
UNION ALL
SELECT 'stickiness', :dt, counts.region,
  CAST(daily.dau_sum AS DOUBLE) / (CAST(history.days AS DOUBLE) * CAST(counts.mau AS DOUBLE))
FROM counts JOIN daily ON daily.region = counts.region CROSS JOIN history
UNION ALL
SELECT 'stickiness.point', :dt, counts.region, CAST(daily.dau AS DOUBLE) / CAST(counts.mau AS DOUBLE)
FROM counts JOIN daily ON daily.region = counts.region
UNION ALL
SELECT 'stickiness.days', :dt, counts.region, CAST(history.days AS DOUBLE)
FROM counts CROSS JOIN history
