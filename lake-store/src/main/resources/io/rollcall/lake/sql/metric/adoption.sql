-- adoption: how many profiles use a feature, of every dt from :from to :to, per region and for all (*): of each dt and region the
-- :limit features with most profiles.
--
-- asked.feature_use (dt, region, profile_id, feature) says who used what: the rows of gold.feature_day, by event name, or of events
-- with a property, by its value. The dimension is :dimension, the item the feature.
--   profiles                 that use it on dt
--   active_profiles          of dt, whatever they did
--   share                    profiles / active_profiles
--   profiles_7, profiles_30  that use it in the 7, 30 days that end with dt; NULL when :lookback is shorter
--   share_7, share_30        of the distinct profiles that are active in these days
--   first_use                profiles that use it on dt and did not in the :lookback days before, or in as many of them as are known
-- Features with as many profiles come in the order of their profiles of the time looked at, then of their text.
--
-- Needs :lookback days before, 0 days after. The days of a profile are the bits of one number, of which bit 0 is :to: there
-- are 62, so :lookback and the days from :from to :to are fewer together.
WITH asked_day AS (
  SELECT dt, days_between(dt, :to) AS age
  FROM gold.counted_day
  WHERE dt BETWEEN :from AND :to
),
used AS (
  SELECT region, profile_id, feature, BIT_OR(CAST(1 AS BIGINT) << days_between(dt, :to)) AS days
  FROM asked.feature_use
  WHERE feature IS NOT NULL AND dt <= :to AND days_between(dt, :from) <= :lookback
  GROUP BY region, profile_id, feature
),
used_anywhere AS (
  SELECT region, feature, days
  FROM used
  UNION ALL
  SELECT '*' AS region, feature, BIT_OR(days) AS days
  FROM used
  GROUP BY profile_id, feature
),
active AS (
  SELECT region, profile_id, BIT_OR(CAST(1 AS BIGINT) << days_between(dt, :to)) AS days
  FROM gold.profile_day
  WHERE active_events > 0 AND dt <= :to AND days_between(dt, :from) <= :lookback
  GROUP BY region, profile_id
),
active_anywhere AS (
  SELECT region, days
  FROM active
  UNION ALL
  SELECT '*' AS region, BIT_OR(days) AS days
  FROM active
  GROUP BY profile_id
),
-- Bit 0 is dt itself now, and older bits than :lookback are cut off.
seen AS (
  SELECT
    asked_day.dt,
    used_anywhere.region,
    used_anywhere.feature,
    (used_anywhere.days >> asked_day.age) & ((CAST(1 AS BIGINT) << CAST(:lookback + 1 AS INT)) - 1) AS days
  FROM used_anywhere
  CROSS JOIN asked_day
),
adopted AS (
  SELECT
    dt,
    region,
    feature,
    COUNT(CASE WHEN (days & 1) = 1 THEN 1 END) AS profiles,
    COUNT(CASE WHEN (days & 127) <> 0 THEN 1 END) AS profiles_7,
    COUNT(CASE WHEN (days & 1073741823) <> 0 THEN 1 END) AS profiles_30,
    COUNT(CASE WHEN days = 1 THEN 1 END) AS first_use
  FROM seen
  WHERE days <> 0
  GROUP BY dt, region, feature
),
audience AS (
  SELECT
    asked_day.dt,
    active_anywhere.region,
    COUNT(CASE WHEN ((active_anywhere.days >> asked_day.age) & 1) = 1 THEN 1 END) AS active_profiles,
    COUNT(CASE WHEN ((active_anywhere.days >> asked_day.age) & 127) <> 0 THEN 1 END) AS active_profiles_7,
    COUNT(CASE WHEN ((active_anywhere.days >> asked_day.age) & 1073741823) <> 0 THEN 1 END) AS active_profiles_30
  FROM active_anywhere
  CROSS JOIN asked_day
  GROUP BY asked_day.dt, active_anywhere.region
),
ranked AS (
  SELECT
    adopted.*,
    ROW_NUMBER() OVER (PARTITION BY dt, region ORDER BY profiles DESC, profiles_30 DESC, feature) AS feature_rank
  FROM adopted
),
measured AS (
  SELECT
    ranked.*,
    audience.active_profiles,
    audience.active_profiles_7,
    audience.active_profiles_30,
    wanted.measure
  FROM ranked
  JOIN audience ON audience.dt = ranked.dt AND audience.region = ranked.region
  CROSS JOIN (
    VALUES
      ('profiles'), ('active_profiles'), ('share'), ('profiles_7'), ('share_7'), ('profiles_30'), ('share_30'), ('first_use')
  ) AS wanted(measure)
  WHERE feature_rank <= :limit
)
SELECT
  dt,
  region,
  :dimension AS dimension,
  feature AS item,
  measure,
  CASE
    WHEN measure = 'profiles' THEN CAST(profiles AS DOUBLE)
    WHEN measure = 'active_profiles' THEN CAST(active_profiles AS DOUBLE)
    WHEN measure = 'share' THEN CAST(profiles AS DOUBLE) / CAST(NULLIF(active_profiles, 0) AS DOUBLE)
    WHEN measure = 'profiles_7' AND :lookback >= 6 THEN CAST(profiles_7 AS DOUBLE)
    WHEN measure = 'share_7' AND :lookback >= 6 THEN CAST(profiles_7 AS DOUBLE) / CAST(NULLIF(active_profiles_7, 0) AS DOUBLE)
    WHEN measure = 'profiles_30' AND :lookback >= 29 THEN CAST(profiles_30 AS DOUBLE)
    WHEN measure = 'share_30' AND :lookback >= 29
      THEN CAST(profiles_30 AS DOUBLE) / CAST(NULLIF(active_profiles_30, 0) AS DOUBLE)
    WHEN measure = 'first_use' THEN CAST(first_use AS DOUBLE)
  END AS value
FROM measured
