-- Gold: which variants of which experiments every profile saw on the days :from to :to, when first, and what it did on the rest of that day, as the
-- run :run counts it. An exposure that does not say its experiment or its variant is none. After it is what has a later event_time.
WITH said AS (
  SELECT
    dt,
    profile_id,
    event_time,
    json_text(properties, 'experiment') AS experiment,
    json_text(properties, 'variant') AS variant
  FROM silver.enriched_app_events
  WHERE dt BETWEEN :from AND :to AND event_name = 'experiment_exposure'
),
seen AS (
  SELECT dt, profile_id, experiment, variant, MIN(event_time) AS first_exposed_at
  FROM said
  WHERE experiment IS NOT NULL AND variant IS NOT NULL
  GROUP BY dt, profile_id, experiment, variant
),
did AS (
  SELECT
    dt,
    profile_id,
    event_time,
    event_name,
    duration_sec,
    active,
    CASE
      WHEN event_name = 'play' AND COALESCE(json_text(properties, 'outcome'), 'started') NOT IN ('failed', 'abandoned') THEN 1
    END AS started
  FROM silver.enriched_app_events
  WHERE dt BETWEEN :from AND :to
)
SELECT
  seen.dt,
  CAST(:run AS STRING) AS run,
  seen.profile_id,
  seen.experiment,
  seen.variant,
  seen.first_exposed_at,
  COUNT(CASE WHEN did.event_name = 'play' THEN 1 END) AS play_events_after,
  COUNT(did.started) AS started_plays_after,
  COUNT(CASE WHEN did.event_name = 'search' THEN 1 END) AS search_events_after,
  COUNT(CASE WHEN did.event_name = 'browse' THEN 1 END) AS browse_events_after,
  CAST(COALESCE(SUM(CASE WHEN did.event_name = 'play' THEN did.duration_sec ELSE 0 END), 0) AS BIGINT) AS total_watch_time_sec_after,
  COUNT(CASE WHEN did.active THEN 1 END) AS active_events_after
FROM seen
LEFT JOIN did ON did.dt = seen.dt AND did.profile_id = seen.profile_id AND did.event_time > seen.first_exposed_at
GROUP BY seen.dt, seen.profile_id, seen.experiment, seen.variant, seen.first_exposed_at
