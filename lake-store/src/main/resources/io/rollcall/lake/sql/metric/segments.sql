-- segments: how much the profiles of a day do. Who is counted: every profile with an event on dt, active or not, as in
-- engagement_metrics.
--   dimension segment, items high (play_events >= :high_from) and low: profiles, share of the region's profiles
--   dimension distribution, items plays, unique_titles, watch_time_sec: p50, p90, p99 (interpolated as percentile_cont does),
--   mean, and the profiles they are of
--
-- For all regions (*) a profile's plays and seconds are those of all its regions together. Its titles cannot be added up so, as one
-- title may have been seen in two regions: unique_titles for all is of the profiles seen in one region only, and says of how many.
-- The percentiles come from the counts of every value, which are few, and not from a sorted list of all profiles.
-- Days: 0 before, 0 after.
WITH in_region AS (
  SELECT dt, region, profile_id, play_events, unique_titles_viewed, total_watch_time_sec
  FROM gold.profile_day
  WHERE dt BETWEEN :from AND :to
),
profiles AS (
  SELECT dt, region, play_events, unique_titles_viewed AS unique_titles, total_watch_time_sec AS watch_time_sec
  FROM in_region
  UNION ALL
  SELECT
    dt,
    '*' AS region,
    CAST(SUM(play_events) AS BIGINT) AS play_events,
    CASE WHEN COUNT(*) = 1 THEN MAX(unique_titles_viewed) END AS unique_titles,
    CAST(SUM(total_watch_time_sec) AS BIGINT) AS watch_time_sec
  FROM in_region
  GROUP BY dt, profile_id
),
segment_sizes AS (
  SELECT
    dt,
    region,
    CAST(COUNT(CASE WHEN play_events >= :high_from THEN 1 END) AS DOUBLE) AS high,
    CAST(COUNT(*) AS DOUBLE) AS profiles
  FROM profiles
  GROUP BY dt, region
),
segments AS (
  SELECT
    segment_sizes.dt,
    segment_sizes.region,
    given.segment,
    CASE WHEN given.segment = 'high' THEN segment_sizes.high ELSE segment_sizes.profiles - segment_sizes.high END AS profiles,
    segment_sizes.profiles AS all_profiles
  FROM segment_sizes
  CROSS JOIN (VALUES ('high'), ('low')) AS given(segment)
),
value_counts AS (
  SELECT dt, region, 'plays' AS item, play_events AS value, COUNT(*) AS profiles
  FROM profiles
  GROUP BY dt, region, play_events
  UNION ALL
  SELECT dt, region, 'unique_titles' AS item, unique_titles AS value, COUNT(*) AS profiles
  FROM profiles
  WHERE unique_titles IS NOT NULL
  GROUP BY dt, region, unique_titles
  UNION ALL
  SELECT dt, region, 'watch_time_sec' AS item, watch_time_sec AS value, COUNT(*) AS profiles
  FROM profiles
  GROUP BY dt, region, watch_time_sec
),
ranked AS (
  SELECT
    dt,
    region,
    item,
    CAST(value AS DOUBLE) AS value,
    profiles,
    SUM(profiles) OVER (PARTITION BY dt, region, item ORDER BY value) AS up_to,
    SUM(profiles) OVER (PARTITION BY dt, region, item) AS all_profiles
  FROM value_counts
),
percentiles AS (
  SELECT
    ranked.dt,
    ranked.region,
    ranked.item,
    given.measure,
    given.part * CAST(ranked.all_profiles - 1 AS DOUBLE) AS place,
    MAX(CASE WHEN ranked.up_to - ranked.profiles <= FLOOR(given.part * CAST(ranked.all_profiles - 1 AS DOUBLE)) THEN ranked.value END) AS low,
    MAX(CASE WHEN ranked.up_to - ranked.profiles <= CEIL(given.part * CAST(ranked.all_profiles - 1 AS DOUBLE)) THEN ranked.value END) AS high
  FROM ranked
  CROSS JOIN (VALUES ('p50', CAST(0.5 AS DOUBLE)), ('p90', CAST(0.9 AS DOUBLE)), ('p99', CAST(0.99 AS DOUBLE))) AS given(measure, part)
  GROUP BY ranked.dt, ranked.region, ranked.item, given.measure, given.part, ranked.all_profiles
),
totals AS (
  SELECT
    dt,
    region,
    item,
    CAST(SUM(profiles) AS DOUBLE) AS profiles,
    CAST(SUM(CAST(value AS BIGINT) * profiles) AS DOUBLE) AS total
  FROM value_counts
  GROUP BY dt, region, item
)
SELECT dt, region, 'segment' AS dimension, segment AS item, 'profiles' AS measure, profiles AS value
FROM segments
UNION ALL
SELECT dt, region, 'segment' AS dimension, segment AS item, 'share' AS measure, profiles / all_profiles AS value
FROM segments
UNION ALL
SELECT dt, region, 'distribution' AS dimension, item, measure, low + (high - low) * (place - FLOOR(place)) AS value
FROM percentiles
UNION ALL
SELECT dt, region, 'distribution' AS dimension, item, 'mean' AS measure, total / profiles AS value
FROM totals
UNION ALL
SELECT dt, region, 'distribution' AS dimension, item, 'profiles' AS measure, profiles AS value
FROM totals
