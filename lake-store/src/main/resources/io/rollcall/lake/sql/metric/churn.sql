-- churn, dimension engagement: who was active in the :window days before the window, and no more in the window, the :window days
-- that end with dt.
--   base     profiles active on one of the days from dt-2*:window+1 to dt-:window
--   churned  those of them that were not active from dt-:window+1 to dt
--   rate     churned / base
--
-- Each region is looked at for itself: whoever goes on elsewhere is churned there; for all (*) nobody is who is active anywhere.
-- churned and rate are NULL where a day of the window is not counted: who is missing may have been active then. The base is
-- of the days that are counted; a region without any has no row.
-- Of every day that is asked for two bits of a number say whether a profile was active in its base and in its window. A number has
-- room for a month of 31 days, counted back from :to.
-- Days: 2*:window-1 before (59 with standard parameters), 0 after.
WITH dated AS (
  SELECT dt, CAST(FLOOR(days_between(dt, :to) / CAST(31 AS DOUBLE)) AS INTEGER) AS asked_month
  FROM gold.counted_day
  WHERE dt BETWEEN :from AND :to
),
asked_day AS (
  SELECT
    dt,
    asked_month,
    CAST(POWER(2, 2 * (days_between(dt, :to) - 31 * asked_month)) AS BIGINT) AS base_bit,
    CAST(POWER(2, 2 * (days_between(dt, :to) - 31 * asked_month) + 1) AS BIGINT) AS window_bit
  FROM dated
),
asked_window AS (
  SELECT asked_day.dt, COUNT(*) AS days
  FROM asked_day
  JOIN gold.counted_day AS counted_day
    ON counted_day.dt <= asked_day.dt AND days_between(counted_day.dt, asked_day.dt) < :window
  GROUP BY asked_day.dt
),
day_bits AS (
  SELECT
    counted_day.dt,
    asked_day.asked_month,
    BIT_OR(
      CASE
        WHEN days_between(counted_day.dt, asked_day.dt) < :window THEN asked_day.window_bit
        ELSE asked_day.base_bit
      END) AS bits
  FROM gold.counted_day AS counted_day
  JOIN asked_day
    ON counted_day.dt <= asked_day.dt AND days_between(counted_day.dt, asked_day.dt) < 2 * :window
  GROUP BY counted_day.dt, asked_day.asked_month
),
in_region AS (
  SELECT day_bits.asked_month, activity.region, activity.profile_id, BIT_OR(day_bits.bits) AS bits
  FROM gold.profile_day AS activity
  JOIN day_bits ON day_bits.dt = activity.dt
  WHERE activity.active_events > 0
  GROUP BY day_bits.asked_month, activity.region, activity.profile_id
),
profiles AS (
  SELECT asked_month, region, bits
  FROM in_region
  UNION ALL
  SELECT asked_month, '*' AS region, BIT_OR(bits) AS bits
  FROM in_region
  GROUP BY asked_month, profile_id
),
alike AS (
  SELECT asked_month, region, bits, COUNT(*) AS profiles
  FROM profiles
  GROUP BY asked_month, region, bits
),
counts AS (
  SELECT
    asked_day.dt,
    alike.region,
    CAST(SUM(alike.profiles) AS DOUBLE) AS base,
    CAST(SUM(CASE WHEN (alike.bits & asked_day.window_bit) = 0 THEN alike.profiles ELSE 0 END) AS DOUBLE) AS churned
  FROM alike
  JOIN asked_day ON asked_day.asked_month = alike.asked_month AND (alike.bits & asked_day.base_bit) <> 0
  GROUP BY asked_day.dt, alike.region
)
SELECT
  counts.dt,
  counts.region,
  'engagement' AS dimension,
  '' AS item,
  given.measure,
  CASE
    WHEN given.measure = 'base' THEN counts.base
    WHEN asked_window.days < :window THEN NULL
    WHEN given.measure = 'churned' THEN counts.churned
    ELSE counts.churned / counts.base
  END AS value
FROM counts
JOIN asked_window ON asked_window.dt = counts.dt
CROSS JOIN (VALUES ('base'), ('churned'), ('rate')) AS given(measure)
