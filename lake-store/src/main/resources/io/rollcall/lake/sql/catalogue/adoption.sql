-- adoption: how many profiles use a feature, which is an event name, of every dt from :from to :to, per region and for all (*).
--
-- A profile uses it on a dt with an active event of that name. profiles: on dt. profiles_7, profiles_30: in the 7, 30 days that
-- end with dt. share, share_7, share_30: of the distinct active profiles of these days. first_use: profiles that use it on dt
-- and did not in the :lookback days before (first in 30 days where it is 29), or in as many of them as are known.
-- Windows that are longer than :lookback and dt itself are NULL.
--
-- Needs :lookback days before (standard 6), 0 days after. Of every profile, region and name only the ages in days of the
-- last use and of the one before dt are kept, for each dt asked for: ask for few. adoption_property.sql does the same.
WITH asked AS (
  SELECT asked.dt, known.dt AS used_dt, days_between(known.dt, asked.dt) AS age
  FROM gold.counted_day AS asked
  CROSS JOIN gold.counted_day AS known
  WHERE asked.dt BETWEEN :from AND :to AND days_between(known.dt, asked.dt) BETWEEN 0 AND :lookback
),
used AS (
  SELECT
    asked.dt,
    event.region,
    event.profile_id,
    event.event_name AS feature,
    MIN(asked.age) AS age,
    MIN(CASE WHEN asked.age > 0 THEN asked.age END) AS age_before
  FROM silver.enriched_app_events AS event
  JOIN asked ON asked.used_dt = event.dt
  WHERE event.active
  GROUP BY asked.dt, event.region, event.profile_id, event.event_name
),
used_anywhere AS (
  SELECT dt, region, profile_id, feature, age, age_before
  FROM used
  UNION ALL
  SELECT dt, '*' AS region, profile_id, feature, MIN(age) AS age, MIN(age_before) AS age_before
  FROM used
  GROUP BY dt, profile_id, feature
),
adopted AS (
  SELECT
    dt,
    region,
    feature,
    COUNT(CASE WHEN age = 0 THEN 1 END) AS profiles,
    COUNT(CASE WHEN age < 7 THEN 1 END) AS profiles_7,
    COUNT(CASE WHEN age < 30 THEN 1 END) AS profiles_30,
    COUNT(CASE WHEN age = 0 AND age_before IS NULL THEN 1 END) AS first_use
  FROM used_anywhere
  GROUP BY dt, region, feature
),
active AS (
  SELECT asked.dt, day.region, day.profile_id, MIN(asked.age) AS age
  FROM gold.profile_day AS day
  JOIN asked ON asked.used_dt = day.dt
  WHERE day.active_events > 0
  GROUP BY asked.dt, day.region, day.profile_id
),
active_anywhere AS (
  SELECT dt, region, profile_id, age
  FROM active
  UNION ALL
  SELECT dt, '*' AS region, profile_id, MIN(age) AS age
  FROM active
  GROUP BY dt, profile_id
),
audience AS (
  SELECT
    dt,
    region,
    COUNT(CASE WHEN age = 0 THEN 1 END) AS active_profiles,
    COUNT(CASE WHEN age < 7 THEN 1 END) AS active_profiles_7,
    COUNT(CASE WHEN age < 30 THEN 1 END) AS active_profiles_30
  FROM active_anywhere
  GROUP BY dt, region
),
measured AS (
  SELECT
    adopted.*,
    audience.active_profiles,
    audience.active_profiles_7,
    audience.active_profiles_30,
    wanted.measure
  FROM adopted
  JOIN audience ON audience.dt = adopted.dt AND audience.region = adopted.region
  CROSS JOIN (
    VALUES
      ('profiles'), ('active_profiles'), ('share'), ('profiles_7'), ('share_7'), ('profiles_30'), ('share_30'), ('first_use')
  ) AS wanted(measure)
)
SELECT
  dt,
  region,
  'event_name' AS dimension,
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
