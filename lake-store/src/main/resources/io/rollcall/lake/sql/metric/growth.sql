-- growth: how the markets grow. Every region that was active on dt or on one of the 28 days before has a row.
--   dau         profiles active on dt; 0 in a market that has gone quiet
--   share       dau / dau of all regions (*). The shares of the regions come to more than 1: who is active in two counts in each
--   growth_7    dau / dau of the same weekday a week before - 1
--   growth_28   the same against four weeks before
--   new_market  1 when nobody was active in the region on the 28 days before dt
-- Growth is NULL where the earlier day is not counted or had nobody active in the region. new_market is NULL where nobody is known
-- to have been active, but not all 28 days are counted.
-- Days: 28 before, 0 after.
WITH asked_day AS (
  SELECT dt
  FROM gold.counted_day
  WHERE dt BETWEEN :from AND :to
),
span AS (
  SELECT asked_day.dt AS asked_dt, counted_day.dt, days_between(counted_day.dt, asked_day.dt) AS age
  FROM asked_day
  JOIN gold.counted_day AS counted_day ON days_between(counted_day.dt, asked_day.dt) BETWEEN 0 AND 28
),
known AS (
  SELECT asked_dt, COUNT(CASE WHEN age > 0 THEN 1 END) AS days_before
  FROM span
  GROUP BY asked_dt
),
compared_day AS (
  SELECT DISTINCT dt
  FROM span
  WHERE age IN (0, 7, 28)
),
in_region AS (
  SELECT dt, region, COUNT(*) AS dau
  FROM gold.profile_day
  WHERE active_events > 0 AND dt <= :to AND days_between(dt, :from) <= 28
  GROUP BY dt, region
),
anywhere AS (
  SELECT active.dt, COUNT(*) AS dau
  FROM (
    SELECT DISTINCT activity.dt, activity.profile_id
    FROM gold.profile_day AS activity
    JOIN compared_day ON compared_day.dt = activity.dt
    WHERE activity.active_events > 0
  ) AS active
  GROUP BY active.dt
),
daily AS (
  SELECT dt, region, dau
  FROM in_region
  UNION ALL
  -- Of the days that are not compared it matters only that somebody was active.
  SELECT in_region.dt, '*' AS region, COALESCE(MAX(anywhere.dau), MAX(in_region.dau)) AS dau
  FROM in_region
  LEFT JOIN anywhere ON anywhere.dt = in_region.dt
  GROUP BY in_region.dt
),
history AS (
  SELECT
    span.asked_dt,
    daily.region,
    CAST(COALESCE(MAX(CASE WHEN span.age = 0 THEN daily.dau END), 0) AS DOUBLE) AS dau,
    CAST(MAX(CASE WHEN span.age = 7 THEN daily.dau END) AS DOUBLE) AS dau_7,
    CAST(MAX(CASE WHEN span.age = 28 THEN daily.dau END) AS DOUBLE) AS dau_28,
    COUNT(CASE WHEN span.age > 0 THEN 1 END) AS active_days_before
  FROM span
  JOIN daily ON daily.dt = span.dt
  GROUP BY span.asked_dt, daily.region
)
SELECT
  history.asked_dt AS dt,
  history.region,
  '' AS dimension,
  '' AS item,
  given.measure,
  CASE
    WHEN given.measure = 'dau' THEN history.dau
    WHEN given.measure = 'share' THEN CASE WHEN world.dau > 0 THEN history.dau / world.dau END
    WHEN given.measure = 'growth_7' THEN CASE WHEN history.dau_7 > 0 THEN history.dau / history.dau_7 - 1 END
    WHEN given.measure = 'growth_28' THEN CASE WHEN history.dau_28 > 0 THEN history.dau / history.dau_28 - 1 END
    WHEN history.active_days_before > 0 THEN CAST(0 AS DOUBLE)
    WHEN known.days_before = 28 THEN CAST(1 AS DOUBLE)
  END AS value
FROM history
JOIN known ON known.asked_dt = history.asked_dt
JOIN history AS world ON world.asked_dt = history.asked_dt AND world.region = '*'
CROSS JOIN (VALUES ('dau'), ('share'), ('growth_7'), ('growth_28'), ('new_market')) AS given(measure)
