-- adoption_property: how many profiles use a feature that is an event with a property of a certain value, of every dt from
-- :from to :to, per region and for all (*): the :limit (standard 20) values with the most profiles of the event :event_name's
-- property :property.
--
-- A profile uses it on a dt with an active event of that name and value; an event without the property has none. The measures
-- are those of adoption.sql, with the same meaning: shares are of all active profiles, not of those with the event. Values
-- with as many profiles on dt come in the order of their profiles of the whole time, then of their text.
--
-- Needs :lookback days before (standard 6), 0 days after. Only the properties of events of that name are looked into.
WITH asked AS (
  SELECT asked.dt, known.dt AS used_dt, days_between(known.dt, asked.dt) AS age
  FROM gold.counted_day AS asked
  CROSS JOIN gold.counted_day AS known
  WHERE asked.dt BETWEEN :from AND :to AND days_between(known.dt, asked.dt) BETWEEN 0 AND :lookback
),
event AS (
  SELECT dt, region, profile_id, json_text(properties, :property) AS feature
  FROM silver.enriched_app_events
  WHERE active AND event_name = :event_name AND properties IS NOT NULL
),
used AS (
  SELECT
    asked.dt,
    event.region,
    event.profile_id,
    event.feature,
    MIN(asked.age) AS age,
    MIN(CASE WHEN asked.age > 0 THEN asked.age END) AS age_before
  FROM event
  JOIN asked ON asked.used_dt = event.dt
  WHERE event.feature IS NOT NULL
  GROUP BY asked.dt, event.region, event.profile_id, event.feature
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
ranked AS (
  SELECT
    adopted.*,
    ROW_NUMBER() OVER (
      PARTITION BY dt, region ORDER BY profiles DESC, profiles_30 DESC, feature
    ) AS feature_rank
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
  'value' AS dimension,
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
