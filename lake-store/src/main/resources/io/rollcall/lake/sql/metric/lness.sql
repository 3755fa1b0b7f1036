-- lness: how many profiles were active on 1, 2, 3 ... of the 7 (dimension 7) and of the 30 days (30) that end with dt. A number of
-- active days (item) that nobody has gets no row; nobody is counted with 0.
--
-- A profile's active days are the bits of a number, :to the lowest one; the bits that it shares with those of a window are
-- its active days in the window. For all regions (*) a day counts once in whatever regions the profile was active.
-- Days: 29 before, 0 after. At most 31 days from :from to :to, since a number has 63 bits; far more than that fails.
WITH day_bit AS (
  SELECT dt, CAST(POWER(2, days_between(dt, :to)) AS BIGINT) AS bit
  FROM gold.counted_day
  WHERE days_between(dt, :from) < 30 AND dt <= :to
),
in_region AS (
  SELECT activity.region, activity.profile_id, BIT_OR(day_bit.bit) AS days
  FROM gold.profile_day AS activity
  JOIN day_bit ON day_bit.dt = activity.dt
  WHERE activity.active_events > 0
  GROUP BY activity.region, activity.profile_id
),
profiles AS (
  SELECT region, days
  FROM in_region
  UNION ALL
  SELECT '*' AS region, BIT_OR(days) AS days
  FROM in_region
  GROUP BY profile_id
),
windows AS (
  SELECT
    counted_day.dt,
    given.length,
    CAST(POWER(2, days_between(counted_day.dt, :to) + given.length) - POWER(2, days_between(counted_day.dt, :to)) AS BIGINT) AS days
  FROM gold.counted_day AS counted_day
  CROSS JOIN (VALUES (7), (30)) AS given(length)
  WHERE counted_day.dt BETWEEN :from AND :to
),
counts AS (
  SELECT
    windows.dt,
    profiles.region,
    windows.length,
    CAST(BIT_COUNT(profiles.days & windows.days) AS INTEGER) AS active_days,
    COUNT(*) AS profiles
  FROM profiles
  CROSS JOIN windows
  GROUP BY windows.dt, profiles.region, windows.length, CAST(BIT_COUNT(profiles.days & windows.days) AS INTEGER)
)
SELECT
  dt,
  region,
  CAST(length AS STRING) AS dimension,
  CAST(active_days AS STRING) AS item,
  'profiles' AS measure,
  CAST(profiles AS DOUBLE) AS value
FROM counts
WHERE active_days > 0
