-- What the analysis of the experiment :key adds up, by variant and metric: no row is about one profile.
--
-- A profile counts from the moment of its first exposure between :from and :to, up to :to; :before_from is 28 days before :from. With y
-- its value from then on and x the same metric over the 28 days before that day, the columns are the number of profiles and the
-- sums of y, y*y, x, x*x and x*y. Metric 'exposed' is the size of the variant; with variant NULL, how many profiles were left out
-- because they saw several. :metrics are the names to add up, between commas and with one at each end.
--
-- Of a day that was counted before the moment of an exposure was kept, all counts: 'whole_day' says of how many profiles, if any. Of
-- such a day it is not known either which plays started, and then nothing is said of play_started.
--
-- retained_N: active on the N-th day after the first exposure; only profiles whose N-th day is counted. Its x: active on
-- the N-th day before it.
--
-- Before: 28 days of gold.profile_day. After: 0. Of gold.exposure the days from :from to :to.
WITH exposed AS (
  SELECT
    profile_id,
    MIN(dt) AS first_dt,
    MIN(variant) AS variant,
    CASE WHEN MIN(variant) = MAX(variant) THEN 1 ELSE 0 END AS one_variant
  FROM gold.exposure
  WHERE dt BETWEEN :from AND :to AND experiment = :key
  GROUP BY profile_id
),
profile AS (
  SELECT
    exposed.profile_id,
    exposed.variant,
    exposed.first_dt,
    seen.first_exposed_at,
    seen.play_events_after,
    seen.started_plays_after,
    seen.search_events_after,
    seen.browse_events_after,
    seen.total_watch_time_sec_after,
    seen.active_events_after
  FROM exposed
  JOIN gold.exposure AS seen
    ON seen.profile_id = exposed.profile_id AND seen.dt = exposed.first_dt AND seen.variant = exposed.variant
  WHERE exposed.one_variant = 1 AND seen.experiment = :key
),
-- Of every day of first exposure, which of the days after it are counted.
known AS (
  SELECT
    first_exposure.dt AS first_dt,
    MAX(CASE WHEN days_between(first_exposure.dt, later.dt) = 1 THEN 1 END) AS day_1,
    MAX(CASE WHEN days_between(first_exposure.dt, later.dt) = 7 THEN 1 END) AS day_7,
    MAX(CASE WHEN days_between(first_exposure.dt, later.dt) = 14 THEN 1 END) AS day_14,
    MAX(CASE WHEN days_between(first_exposure.dt, later.dt) = 28 THEN 1 END) AS day_28
  FROM gold.counted_day AS first_exposure
  CROSS JOIN gold.counted_day AS later
  WHERE later.dt <= :to
  GROUP BY first_exposure.dt
),
-- What a profile did on a day, in all regions; day 0 is that of its first exposure.
day AS (
  SELECT
    profile.profile_id,
    days_between(profile.first_dt, did.dt) AS day_number,
    SUM(did.play_events) AS plays,
    SUM(did.started_plays) AS started_plays,
    COUNT(*) - COUNT(did.started_plays) AS without_started_plays,
    SUM(did.search_events) AS searches,
    SUM(did.browse_events) AS browses,
    SUM(did.total_watch_time_sec) AS watch_time_sec,
    MAX(CASE WHEN did.active_events > 0 THEN 1 ELSE 0 END) AS active
  FROM profile
  JOIN gold.profile_day AS did ON did.profile_id = profile.profile_id
  WHERE did.dt BETWEEN :before_from AND :to
    AND days_between(profile.first_dt, did.dt) >= -28
    AND (did.dt <> profile.first_dt OR profile.first_exposed_at IS NULL)
  GROUP BY profile.profile_id, days_between(profile.first_dt, did.dt)
  UNION ALL
  SELECT
    profile_id,
    0 AS day_number,
    play_events_after AS plays,
    started_plays_after AS started_plays,
    0 AS without_started_plays,
    search_events_after AS searches,
    browse_events_after AS browses,
    total_watch_time_sec_after AS watch_time_sec,
    CASE WHEN active_events_after > 0 THEN 1 ELSE 0 END AS active
  FROM profile
  WHERE first_exposed_at IS NOT NULL
),
started_plays AS (
  SELECT CASE WHEN SUM(without_started_plays) > 0 THEN 0 ELSE 1 END AS known
  FROM day
),
did AS (
  SELECT
    profile_id,
    SUM(CASE WHEN day_number >= 0 THEN plays END) AS plays,
    SUM(CASE WHEN day_number < 0 THEN plays END) AS plays_before,
    SUM(CASE WHEN day_number >= 0 THEN started_plays END) AS started_plays,
    SUM(CASE WHEN day_number < 0 THEN started_plays END) AS started_plays_before,
    SUM(CASE WHEN day_number >= 0 THEN searches END) AS searches,
    SUM(CASE WHEN day_number < 0 THEN searches END) AS searches_before,
    SUM(CASE WHEN day_number >= 0 THEN browses END) AS browses,
    SUM(CASE WHEN day_number < 0 THEN browses END) AS browses_before,
    SUM(CASE WHEN day_number >= 0 THEN watch_time_sec END) AS watch_time_sec,
    SUM(CASE WHEN day_number < 0 THEN watch_time_sec END) AS watch_time_sec_before,
    SUM(CASE WHEN day_number >= 0 THEN active END) AS active_days,
    SUM(CASE WHEN day_number < 0 THEN active END) AS active_days_before,
    MAX(CASE WHEN day_number = 1 THEN active END) AS active_1,
    MAX(CASE WHEN day_number = -1 THEN active END) AS active_1_before,
    MAX(CASE WHEN day_number = 7 THEN active END) AS active_7,
    MAX(CASE WHEN day_number = -7 THEN active END) AS active_7_before,
    MAX(CASE WHEN day_number = 14 THEN active END) AS active_14,
    MAX(CASE WHEN day_number = -14 THEN active END) AS active_14_before,
    MAX(CASE WHEN day_number = 28 THEN active END) AS active_28,
    MAX(CASE WHEN day_number = -28 THEN active END) AS active_28_before
  FROM day
  GROUP BY profile_id
),
asked AS (
  SELECT metric
  FROM (
    VALUES
      ('plays'), ('play_started'), ('searches'), ('browses'), ('watch_time_sec'), ('active_days'), ('played'), ('searched'),
      ('retained_1'), ('retained_7'), ('retained_14'), ('retained_28')
  ) AS names(metric)
  WHERE POSITION(CONCAT(',', metric, ',') IN :metrics) > 0
),
measured AS (
  SELECT
    profile.variant,
    asked.metric,
    CAST(
      CASE asked.metric
        WHEN 'plays' THEN COALESCE(did.plays, 0)
        WHEN 'play_started' THEN CASE WHEN started_plays.known = 1 THEN COALESCE(did.started_plays, 0) END
        WHEN 'searches' THEN COALESCE(did.searches, 0)
        WHEN 'browses' THEN COALESCE(did.browses, 0)
        WHEN 'watch_time_sec' THEN COALESCE(did.watch_time_sec, 0)
        WHEN 'active_days' THEN COALESCE(did.active_days, 0)
        WHEN 'played' THEN CASE WHEN did.plays > 0 THEN 1 ELSE 0 END
        WHEN 'searched' THEN CASE WHEN did.searches > 0 THEN 1 ELSE 0 END
        WHEN 'retained_1' THEN known.day_1 * COALESCE(did.active_1, 0)
        WHEN 'retained_7' THEN known.day_7 * COALESCE(did.active_7, 0)
        WHEN 'retained_14' THEN known.day_14 * COALESCE(did.active_14, 0)
        WHEN 'retained_28' THEN known.day_28 * COALESCE(did.active_28, 0)
      END AS DECIMAL(18, 0)
    ) AS y,
    CAST(
      COALESCE(
        CASE asked.metric
          WHEN 'plays' THEN did.plays_before
          WHEN 'play_started' THEN did.started_plays_before
          WHEN 'searches' THEN did.searches_before
          WHEN 'browses' THEN did.browses_before
          WHEN 'watch_time_sec' THEN did.watch_time_sec_before
          WHEN 'active_days' THEN did.active_days_before
          WHEN 'played' THEN CASE WHEN did.plays_before > 0 THEN 1 ELSE 0 END
          WHEN 'searched' THEN CASE WHEN did.searches_before > 0 THEN 1 ELSE 0 END
          WHEN 'retained_1' THEN did.active_1_before
          WHEN 'retained_7' THEN did.active_7_before
          WHEN 'retained_14' THEN did.active_14_before
          WHEN 'retained_28' THEN did.active_28_before
        END,
        0
      ) AS DECIMAL(18, 0)
    ) AS x
  FROM profile
  CROSS JOIN asked
  CROSS JOIN started_plays
  LEFT JOIN did ON did.profile_id = profile.profile_id
  LEFT JOIN known ON known.first_dt = profile.first_dt
)
SELECT
  variant,
  metric,
  COUNT(*) AS profiles,
  CAST(SUM(y) AS DOUBLE) AS y_sum,
  CAST(SUM(y * y) AS DOUBLE) AS y_squares,
  CAST(SUM(x) AS DOUBLE) AS x_sum,
  CAST(SUM(x * x) AS DOUBLE) AS x_squares,
  CAST(SUM(x * y) AS DOUBLE) AS products
FROM measured
WHERE y IS NOT NULL
GROUP BY variant, metric
UNION ALL
SELECT
  CASE WHEN one_variant = 1 THEN variant END AS variant,
  'exposed' AS metric,
  COUNT(*) AS profiles,
  CAST(NULL AS DOUBLE) AS y_sum,
  CAST(NULL AS DOUBLE) AS y_squares,
  CAST(NULL AS DOUBLE) AS x_sum,
  CAST(NULL AS DOUBLE) AS x_squares,
  CAST(NULL AS DOUBLE) AS products
FROM exposed
GROUP BY CASE WHEN one_variant = 1 THEN variant END
UNION ALL
SELECT
  CAST(NULL AS STRING) AS variant,
  'whole_day' AS metric,
  COUNT(*) AS profiles,
  CAST(NULL AS DOUBLE) AS y_sum,
  CAST(NULL AS DOUBLE) AS y_squares,
  CAST(NULL AS DOUBLE) AS x_sum,
  CAST(NULL AS DOUBLE) AS x_squares,
  CAST(NULL AS DOUBLE) AS products
FROM profile
WHERE first_exposed_at IS NULL
HAVING COUNT(*) > 0
