-- titles: what was watched of every title on each day :from to :to, per region and for all (*); only titles among the first
-- :limit by hours, by viewers or by trend. before 7, after 0.
--
-- dimension 'title', item the title's id.
--   hours_viewed     sum of duration_sec of its plays / 3600
--   views            hours viewed / runtime as silver.title knows it now; null where it has none
--   starts           plays that were not 'failed' or 'abandoned' before the first frame
--   unique_viewers   profiles with a start
--   completion_rate  viewers who on that day watched 90 % of the runtime or more / viewers; null without runtime. A play carries
--                    its seconds, so one that goes on past midnight is whole on the day on which it began
--   trending         (h + k) / (h of the same day of the week before + k), where k is :prior times the mean of the region's titles
--                    on both days: a title with few hours stays near 1. Null until the day a week before is counted
--   rank_hours, rank_viewers, rank_trending   from 1; equal ones by the title's id
WITH watched AS (
  SELECT
    play.dt,
    play.region,
    play.profile_id,
    play.title_id,
    SUM(COALESCE(play.duration_sec, 0)) AS seconds,
    COUNT(CASE WHEN COALESCE(json_text(play.properties, 'outcome'), 'started') NOT IN ('failed', 'abandoned') THEN 1 END) AS starts,
    MAX(CASE WHEN title.runtime_sec > 0 THEN CAST(title.runtime_sec AS BIGINT) END) AS runtime_sec
  FROM silver.enriched_app_events AS play
  LEFT JOIN silver.title AS title ON title.title_id = play.title_id
  WHERE play.dt BETWEEN :from AND :to AND play.event_name = 'play' AND play.title_id IS NOT NULL
  GROUP BY play.dt, play.region, play.profile_id, play.title_id
),
watched_anywhere AS (
  SELECT dt, region, title_id, seconds, starts, runtime_sec
  FROM watched
  UNION ALL
  SELECT dt, '*' AS region, title_id, SUM(seconds) AS seconds, SUM(starts) AS starts, MAX(runtime_sec) AS runtime_sec
  FROM watched
  GROUP BY dt, profile_id, title_id
),
of_the_day AS (
  SELECT
    dt,
    region,
    title_id,
    SUM(seconds) AS seconds,
    SUM(starts) AS starts,
    COUNT(CASE WHEN starts > 0 THEN 1 END) AS viewers,
    COUNT(CASE WHEN starts > 0 AND seconds * 10 >= runtime_sec * 9 THEN 1 END) AS completed,
    MAX(runtime_sec) AS runtime_sec
  FROM watched_anywhere
  GROUP BY dt, region, title_id
),
week_before AS (
  SELECT CAST(dt + INTERVAL '7' DAY AS DATE) AS dt, region, title_id, SUM(COALESCE(duration_sec, 0)) AS seconds
  FROM silver.enriched_app_events
  WHERE dt BETWEEN CAST(:from - INTERVAL '7' DAY AS DATE) AND CAST(:to - INTERVAL '7' DAY AS DATE)
    AND event_name = 'play'
    AND title_id IS NOT NULL
  GROUP BY dt, region, title_id
),
both_days AS (
  SELECT dt, region, title_id, seconds, 0 AS seconds_before, starts, viewers, completed, runtime_sec, 1 AS played
  FROM of_the_day
  UNION ALL
  SELECT dt, region, title_id, 0, seconds, 0, 0, 0, NULL, 0
  FROM week_before
  UNION ALL
  SELECT dt, '*', title_id, 0, SUM(seconds), 0, 0, 0, NULL, 0
  FROM week_before
  GROUP BY dt, title_id
),
titles AS (
  SELECT
    dt,
    region,
    title_id,
    CAST(SUM(seconds) AS DOUBLE) AS seconds,
    CAST(SUM(seconds_before) AS DOUBLE) AS seconds_before,
    CAST(SUM(starts) AS DOUBLE) AS starts,
    CAST(SUM(viewers) AS DOUBLE) AS viewers,
    CAST(SUM(completed) AS DOUBLE) AS completed,
    CAST(MAX(runtime_sec) AS DOUBLE) AS runtime_sec,
    MAX(played) AS played
  FROM both_days
  GROUP BY dt, region, title_id
),
prior AS (
  SELECT
    dt,
    region,
    CAST(:prior AS DOUBLE) * SUM(seconds + seconds_before) / CAST(2 * COUNT(*) AS DOUBLE) AS seconds
  FROM titles
  GROUP BY dt, region
),
compared AS (
  SELECT
    title.dt,
    title.region,
    title.title_id,
    title.seconds,
    title.starts,
    title.viewers,
    title.completed,
    title.runtime_sec,
    CASE
      WHEN day_before.dt IS NOT NULL
      THEN (title.seconds + prior.seconds) / NULLIF(title.seconds_before + prior.seconds, 0)
    END AS trending
  FROM titles AS title
  JOIN prior ON prior.dt = title.dt AND prior.region = title.region
  LEFT JOIN gold.counted_day AS day_before ON day_before.dt = CAST(title.dt - INTERVAL '7' DAY AS DATE)
  WHERE title.played = 1
),
ranked AS (
  SELECT
    dt,
    region,
    title_id,
    seconds,
    starts,
    viewers,
    completed,
    runtime_sec,
    trending,
    ROW_NUMBER() OVER (PARTITION BY dt, region ORDER BY seconds DESC, title_id) AS rank_hours,
    ROW_NUMBER() OVER (PARTITION BY dt, region ORDER BY viewers DESC, title_id) AS rank_viewers,
    CASE
      WHEN trending IS NOT NULL THEN ROW_NUMBER() OVER (PARTITION BY dt, region ORDER BY trending DESC NULLS LAST, title_id)
    END AS rank_trending
  FROM compared
)
SELECT
  ranked.dt,
  ranked.region,
  'title' AS dimension,
  CAST(ranked.title_id AS STRING) AS item,
  measure.name AS measure,
  CASE measure.name
    WHEN 'hours_viewed' THEN ranked.seconds / 3600
    WHEN 'views' THEN ranked.seconds / ranked.runtime_sec
    WHEN 'starts' THEN ranked.starts
    WHEN 'unique_viewers' THEN ranked.viewers
    WHEN 'completion_rate' THEN CASE WHEN ranked.runtime_sec IS NOT NULL THEN ranked.completed / NULLIF(ranked.viewers, 0) END
    WHEN 'trending' THEN ranked.trending
    WHEN 'rank_hours' THEN CAST(ranked.rank_hours AS DOUBLE)
    WHEN 'rank_viewers' THEN CAST(ranked.rank_viewers AS DOUBLE)
    WHEN 'rank_trending' THEN CAST(ranked.rank_trending AS DOUBLE)
  END AS value
FROM ranked
CROSS JOIN (
  VALUES ('hours_viewed'), ('views'), ('starts'), ('unique_viewers'), ('completion_rate'), ('trending'), ('rank_hours'),
    ('rank_viewers'), ('rank_trending')
) AS measure(name)
WHERE ranked.rank_hours <= :limit OR ranked.rank_viewers <= :limit OR ranked.rank_trending <= :limit
