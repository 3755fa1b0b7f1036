-- playback: how well plays began and went on each day :from to :to (the words are those of CTA-2066), per region and for
-- all (*). before 0, after 0.
--
-- dimension '' (everything), 'platform', 'app_version' or 'cdn'; item its value, 'unknown' where a play does not say. Of the
-- versions and CDNs of a day, those beyond the :items with most attempts go together as 'other'.
-- What a play says in its properties: outcome ('started', 'failed' or 'abandoned'; anything else, or nothing, is started),
-- startup_ms, rebuffer_ms, error_code, cdn. A time that is no number from 0 to a day is not there.
--   attempts           play events = plays + VSF + EBVS
--   plays              those that started
--   vsf_rate           ended by an error before the first frame (failed, or abandoned with an error_code) / attempts
--   ebvs_rate          abandoned before the first frame without an error_code / attempts
--   vpf_rate           plays ended by an error after the start / plays: the play says an error_code itself, or a `stop` of that
--                      day does whose play it is, the last of the profile on the same platform and device (of one
--                      time, the one whose event_id is last). Every play that started ends, so all of them are below the line
--   vst_p50_ms, vst_p95_ms   startup_ms of plays, interpolated between neighbours as PERCENTILE_CONT does
--   rebuffering_ratio  rebuffer_ms / (rebuffer_ms + playing time), over the plays that say rebuffer_ms and duration_sec
--
-- The percentiles come from a histogram: PERCENTILE_CONT holds every value of every group in memory at the same time.
WITH said AS (
  SELECT
    dt,
    region,
    platform,
    app_version,
    kafka_partition,
    kafka_offset,
    duration_sec AS seconds,
    COALESCE(json_text(properties, 'outcome'), 'started') AS outcome,
    NULLIF(json_text(properties, 'error_code'), '') AS error_code,
    NULLIF(json_text(properties, 'cdn'), '') AS cdn,
    json_text(properties, 'startup_ms') AS startup,
    json_text(properties, 'rebuffer_ms') AS rebuffer
  FROM silver.enriched_app_events
  WHERE dt BETWEEN :from AND :to AND event_name = 'play'
),
read_as AS (
  SELECT
    dt,
    region,
    platform,
    app_version,
    kafka_partition,
    kafka_offset,
    seconds,
    error_code,
    cdn,
    CASE
      WHEN outcome = 'failed' OR (outcome = 'abandoned' AND error_code IS NOT NULL) THEN 'failed'
      WHEN outcome = 'abandoned' THEN 'abandoned'
      ELSE 'started'
    END AS outcome,
    CASE WHEN TRANSLATE(startup, '0123456789.eE+-', '') = '' THEN TRY_CAST(startup AS DOUBLE) END AS startup,
    CASE WHEN TRANSLATE(rebuffer, '0123456789.eE+-', '') = '' THEN TRY_CAST(rebuffer AS DOUBLE) END AS rebuffer
  FROM said
),
attempts AS (
  SELECT
    dt,
    region,
    platform,
    app_version,
    kafka_partition,
    kafka_offset,
    seconds,
    error_code,
    cdn,
    outcome,
    CASE WHEN outcome = 'started' AND startup BETWEEN 0 AND 86400000 THEN CAST(FLOOR(startup) AS BIGINT) END AS startup_ms,
    CASE
      WHEN outcome = 'started' AND seconds IS NOT NULL AND rebuffer BETWEEN 0 AND 86400000 THEN CAST(FLOOR(rebuffer) AS BIGINT)
    END AS rebuffer_ms
  FROM read_as
),
error_stops AS (
  SELECT dt, profile_id, platform, device_id, event_time, event_id, kafka_partition, kafka_offset
  FROM silver.enriched_app_events
  WHERE dt BETWEEN :from AND :to AND event_name = 'stop' AND NULLIF(json_text(properties, 'error_code'), '') IS NOT NULL
),
profiles_with_errors AS (
  SELECT DISTINCT dt, profile_id
  FROM error_stops
),
plays_and_errors AS (
  SELECT
    play.dt,
    play.profile_id,
    play.platform,
    play.device_id,
    play.event_time,
    play.event_id,
    play.kafka_partition,
    play.kafka_offset,
    0 AS error
  FROM silver.enriched_app_events AS play
  JOIN profiles_with_errors AS profile ON profile.dt = play.dt AND profile.profile_id = play.profile_id
  WHERE play.dt BETWEEN :from AND :to
    AND play.event_name = 'play'
    AND COALESCE(json_text(play.properties, 'outcome'), 'started') NOT IN ('failed', 'abandoned')
  UNION ALL
  SELECT dt, profile_id, platform, device_id, event_time, event_id, kafka_partition, kafka_offset, 1
  FROM error_stops
),
numbered AS (
  SELECT
    dt,
    profile_id,
    platform,
    device_id,
    kafka_partition,
    kafka_offset,
    error,
    SUM(1 - error) OVER (
      PARTITION BY dt, profile_id, platform, device_id
      ORDER BY event_time, error, event_id
      ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
    ) AS play_number
  FROM plays_and_errors
),
ended_by_error AS (
  SELECT
    dt,
    MAX(CASE WHEN error = 0 THEN kafka_partition END) AS kafka_partition,
    MAX(CASE WHEN error = 0 THEN kafka_offset END) AS kafka_offset
  FROM numbered
  WHERE play_number > 0
  GROUP BY dt, profile_id, platform, device_id, play_number
  HAVING MAX(error) = 1
),
startups AS (
  SELECT
    attempt.dt,
    attempt.region,
    COALESCE(attempt.platform, 'unknown') AS platform,
    COALESCE(attempt.app_version, 'unknown') AS app_version,
    COALESCE(attempt.cdn, 'unknown') AS cdn,
    attempt.startup_ms,
    COUNT(*) AS attempts,
    COUNT(CASE WHEN attempt.outcome = 'failed' THEN 1 END) AS failed,
    COUNT(CASE WHEN attempt.outcome = 'abandoned' THEN 1 END) AS abandoned,
    COUNT(
      CASE
        WHEN attempt.outcome = 'started' AND (attempt.error_code IS NOT NULL OR ended_by_error.kafka_offset IS NOT NULL) THEN 1
      END
    ) AS ended_by_error,
    SUM(attempt.rebuffer_ms) AS rebuffer_ms,
    SUM(CASE WHEN attempt.rebuffer_ms IS NOT NULL THEN attempt.seconds END) AS playing_sec
  FROM attempts AS attempt
  LEFT JOIN ended_by_error
    ON ended_by_error.dt = attempt.dt
    AND ended_by_error.kafka_partition = attempt.kafka_partition
    AND ended_by_error.kafka_offset = attempt.kafka_offset
  GROUP BY
    attempt.dt,
    attempt.region,
    COALESCE(attempt.platform, 'unknown'),
    COALESCE(attempt.app_version, 'unknown'),
    COALESCE(attempt.cdn, 'unknown'),
    attempt.startup_ms
),
cells AS (
  SELECT
    dt,
    region,
    platform,
    app_version,
    cdn,
    ROW_NUMBER() OVER (ORDER BY dt, region, platform, app_version, cdn) AS cell,
    SUM(attempts) AS attempts,
    SUM(failed) AS failed,
    SUM(abandoned) AS abandoned,
    SUM(ended_by_error) AS ended_by_error,
    SUM(COALESCE(rebuffer_ms, 0)) AS rebuffer_ms,
    SUM(COALESCE(playing_sec, 0)) AS playing_sec
  FROM startups
  GROUP BY dt, region, platform, app_version, cdn
),
versions AS (
  SELECT dt, app_version, ROW_NUMBER() OVER (PARTITION BY dt ORDER BY SUM(attempts) DESC, app_version) AS place
  FROM cells
  GROUP BY dt, app_version
),
cdns AS (
  SELECT dt, cdn, ROW_NUMBER() OVER (PARTITION BY dt ORDER BY SUM(attempts) DESC, cdn) AS place
  FROM cells
  GROUP BY dt, cdn
),
sliced AS (
  SELECT
    cell.dt,
    CASE WHEN slice.whole THEN '*' ELSE cell.region END AS region,
    slice.dimension,
    CASE slice.dimension
      WHEN 'platform' THEN cell.platform
      WHEN 'app_version' THEN CASE WHEN known_version.place <= :items THEN cell.app_version ELSE 'other' END
      WHEN 'cdn' THEN CASE WHEN known_cdn.place <= :items THEN cell.cdn ELSE 'other' END
      ELSE ''
    END AS item,
    cell.cell,
    cell.attempts,
    cell.failed,
    cell.abandoned,
    cell.ended_by_error,
    cell.rebuffer_ms,
    cell.playing_sec
  FROM cells AS cell
  JOIN versions AS known_version ON known_version.dt = cell.dt AND known_version.app_version = cell.app_version
  JOIN cdns AS known_cdn ON known_cdn.dt = cell.dt AND known_cdn.cdn = cell.cdn
  CROSS JOIN (
    VALUES ('', false), ('platform', false), ('app_version', false), ('cdn', false),
      ('', true), ('platform', true), ('app_version', true), ('cdn', true)
  ) AS slice(dimension, whole)
),
parts AS (
  SELECT
    dt,
    region,
    dimension,
    item,
    cell,
    DENSE_RANK() OVER (ORDER BY dt, region, dimension, item) AS part,
    attempts,
    failed,
    abandoned,
    ended_by_error,
    rebuffer_ms,
    playing_sec
  FROM sliced
),
-- Numbers in place of names: there are as many rows as plays here, and eight times as many on the way.
histogram AS (
  SELECT parts.part, startup.startup_ms, SUM(startup.plays) AS plays
  FROM (
    SELECT cells.cell, startups.startup_ms, startups.attempts AS plays
    FROM startups
    JOIN cells
      ON cells.dt = startups.dt
      AND cells.region = startups.region
      AND cells.platform = startups.platform
      AND cells.app_version = startups.app_version
      AND cells.cdn = startups.cdn
    WHERE startups.startup_ms IS NOT NULL
  ) AS startup
  JOIN parts ON parts.cell = startup.cell
  GROUP BY parts.part, startup.startup_ms
),
cumulated AS (
  SELECT
    part,
    startup_ms,
    SUM(plays) OVER (PARTITION BY part ORDER BY startup_ms ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS plays_up_to,
    CAST(SUM(plays) OVER (PARTITION BY part) - 1 AS DOUBLE) AS last_place
  FROM histogram
),
percentiles AS (
  SELECT
    part,
    MAX(50 * last_place / 100) AS p50_place,
    MAX(95 * last_place / 100) AS p95_place,
    CAST(MIN(CASE WHEN plays_up_to > FLOOR(50 * last_place / 100) THEN startup_ms END) AS DOUBLE) AS p50_low,
    CAST(MIN(CASE WHEN plays_up_to > CEIL(50 * last_place / 100) THEN startup_ms END) AS DOUBLE) AS p50_high,
    CAST(MIN(CASE WHEN plays_up_to > FLOOR(95 * last_place / 100) THEN startup_ms END) AS DOUBLE) AS p95_low,
    CAST(MIN(CASE WHEN plays_up_to > CEIL(95 * last_place / 100) THEN startup_ms END) AS DOUBLE) AS p95_high
  FROM cumulated
  GROUP BY part
),
sums AS (
  SELECT
    dt,
    region,
    dimension,
    item,
    part,
    CAST(SUM(attempts) AS DOUBLE) AS attempts,
    CAST(SUM(attempts) - SUM(failed) - SUM(abandoned) AS DOUBLE) AS plays,
    CAST(SUM(failed) AS DOUBLE) AS failed,
    CAST(SUM(abandoned) AS DOUBLE) AS abandoned,
    CAST(SUM(ended_by_error) AS DOUBLE) AS ended_by_error,
    CAST(SUM(rebuffer_ms) AS DOUBLE) AS rebuffer_ms,
    CAST(SUM(playing_sec) AS DOUBLE) * 1000 AS playing_ms
  FROM parts
  GROUP BY dt, region, dimension, item, part
)
SELECT
  sums.dt,
  sums.region,
  sums.dimension,
  sums.item,
  measure.name AS measure,
  CASE measure.name
    WHEN 'attempts' THEN sums.attempts
    WHEN 'plays' THEN sums.plays
    WHEN 'vsf_rate' THEN sums.failed / sums.attempts
    WHEN 'ebvs_rate' THEN sums.abandoned / sums.attempts
    WHEN 'vpf_rate' THEN sums.ended_by_error / NULLIF(sums.plays, 0)
    WHEN 'vst_p50_ms' THEN startup.p50_low + (startup.p50_place - FLOOR(startup.p50_place)) * (startup.p50_high - startup.p50_low)
    WHEN 'vst_p95_ms' THEN startup.p95_low + (startup.p95_place - FLOOR(startup.p95_place)) * (startup.p95_high - startup.p95_low)
    WHEN 'rebuffering_ratio' THEN sums.rebuffer_ms / NULLIF(sums.rebuffer_ms + sums.playing_ms, 0)
  END AS value
FROM sums
LEFT JOIN percentiles AS startup ON startup.part = sums.part
CROSS JOIN (
  VALUES ('attempts'), ('plays'), ('vsf_rate'), ('ebvs_rate'), ('vpf_rate'), ('vst_p50_ms'), ('vst_p95_ms'), ('rebuffering_ratio')
) AS measure(name)
