-- wau, mau28, mau and stickiness of the days in run.window_day, per region and for all (*). :to is the last of them, :first_dt is 29
-- days before the first; :history_first_dt is the first day of the lake's history.
--
-- A profile that was active on a day counts in the windows from that day on, until they do not reach back to it any more or it is
-- active again: it comes in on that day, and goes out on the one that is sooner. So a window's number is the sum of those
-- who came in and went out until then, and any number of days costs one reading. Days are numbered from :first_dt, the day 0.
-- Stickiness is the mean DAU of the 30 days over the MAU; in a younger lake, of the days since the first. A region's
-- days without activity count as 0.
WITH active AS (
  SELECT region, profile_id, days_between(:first_dt, dt) AS day
  FROM run.profile_day
  WHERE active_events > 0 AND dt BETWEEN :first_dt AND :to
),
active_anywhere AS (
  SELECT DISTINCT profile_id, day
  FROM active
),
followed AS (
  SELECT region, day, LEAD(day) OVER (PARTITION BY region, profile_id ORDER BY day) AS next_day
  FROM active
  UNION ALL
  SELECT '*' AS region, day, LEAD(day) OVER (PARTITION BY profile_id ORDER BY day) AS next_day
  FROM active_anywhere
),
spells AS (
  SELECT region, day, COALESCE(next_day, day + 30) AS next_day, COUNT(*) AS profiles
  FROM followed
  GROUP BY region, day, COALESCE(next_day, day + 30)
),
asked AS (
  SELECT dt, days_between(:first_dt, dt) AS day
  FROM run.window_day
),
changes AS (
  SELECT region, day, profiles AS wau, profiles AS mau28, profiles AS mau, profiles AS dau_sum, profiles AS dau
  FROM spells
  UNION ALL
  SELECT region, LEAST(day + 7, next_day), -profiles, 0, 0, 0, 0 FROM spells
  UNION ALL
  SELECT region, LEAST(day + 28, next_day), 0, -profiles, 0, 0, 0 FROM spells
  UNION ALL
  SELECT region, LEAST(day + 30, next_day), 0, 0, -profiles, 0, 0 FROM spells
  UNION ALL
  SELECT region, day + 30, 0, 0, 0, -profiles, 0 FROM spells
  UNION ALL
  SELECT region, day + 1, 0, 0, 0, 0, -profiles FROM spells
  UNION ALL
  SELECT known.region, asked.day, 0, 0, 0, 0, 0 FROM (SELECT DISTINCT region FROM spells) AS known CROSS JOIN asked
),
changes_a_day AS (
  SELECT
    region, day, SUM(wau) AS wau, SUM(mau28) AS mau28, SUM(mau) AS mau, SUM(dau_sum) AS dau_sum, SUM(dau) AS dau
  FROM changes
  GROUP BY region, day
),
counts AS (
  SELECT
    region,
    day,
    CAST(SUM(wau) OVER until_then AS DOUBLE) AS wau,
    CAST(SUM(mau28) OVER until_then AS DOUBLE) AS mau28,
    CAST(SUM(mau) OVER until_then AS DOUBLE) AS mau,
    CAST(SUM(dau_sum) OVER until_then AS DOUBLE) AS dau_sum,
    CAST(SUM(dau) OVER until_then AS DOUBLE) AS dau
  FROM changes_a_day
  WINDOW until_then AS (PARTITION BY region ORDER BY day)
),
values_of_days AS (
  SELECT
    asked.dt,
    counts.region,
    counts.wau,
    counts.mau28,
    counts.mau,
    counts.dau_sum,
    counts.dau,
    CAST(LEAST(30, days_between(:history_first_dt, asked.dt) + 1) AS DOUBLE) AS days
  FROM counts
  JOIN asked ON asked.day = counts.day
  WHERE counts.mau > 0
)
SELECT 'wau' AS metric, dt, region, wau AS value FROM values_of_days WHERE wau > 0
UNION ALL
SELECT 'mau28', dt, region, mau28 FROM values_of_days WHERE mau28 > 0
UNION ALL
SELECT 'mau', dt, region, mau FROM values_of_days
UNION ALL
SELECT 'stickiness', dt, region, dau_sum / (days * mau) FROM values_of_days
UNION ALL
SELECT 'stickiness.point', dt, region, dau / mau FROM values_of_days
UNION ALL
SELECT 'stickiness.days', dt, region, days FROM values_of_days
