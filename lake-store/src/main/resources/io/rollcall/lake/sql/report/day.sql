-- What the live counters should have counted of the day :dt up to the fences in run.fence, worked out from the raw records:
-- once (every event once) and live (with the duplicates that the live rule lets through), per region and for all (*).
--
-- The live window takes what was received from :opens, the beginning of the day, to before :closes, the end of the second
-- day after it. By the live rule a record is a duplicate when an earlier record of its partition, received at most
-- :duplicate_window_ms before it or later than it, is of the same event, whatever its dt. Silver has already dropped every
-- record but the first of the event within :day_before to :day_after; so the rule has to be asked of what silver dropped,
-- and of an event that has an earlier record with a dt further away.
WITH once AS (
  SELECT
    event.region, event.profile_id, event.event_id, event.event_name, event.duration_sec, event.active,
    event.received_at, event.kafka_partition, event.kafka_offset
  FROM silver.enriched_app_events AS event
  JOIN run.fence AS fence ON fence.shard = event.shard AND fence.kafka_partition = event.kafka_partition
  WHERE event.dt = :dt
    AND event.received_at >= :opens AND event.received_at < :closes
    AND event.kafka_offset < fence.next_offset
),
repeated AS (
  SELECT
    record.region, record.profile_id, record.event_id, record.event_name, record.duration_sec, record.active,
    record.received_at, record.kafka_partition, record.kafka_offset
  FROM bronze.app_event AS record
  JOIN run.fence AS fence ON fence.shard = record.shard AND fence.kafka_partition = record.kafka_partition
  LEFT JOIN silver.enriched_app_events AS event
    ON event.kafka_partition = record.kafka_partition AND event.kafka_offset = record.kafka_offset AND event.dt = :dt
  WHERE record.dt = :dt
    AND record.received_at >= :opens AND record.received_at < :closes
    AND record.kafka_offset < fence.next_offset
    AND event.kafka_offset IS NULL
),
dropped_live AS (
  SELECT repeated.kafka_partition, repeated.kafka_offset
  FROM repeated
  JOIN bronze.app_event AS earlier
    ON earlier.kafka_partition = repeated.kafka_partition
    AND earlier.profile_id = repeated.profile_id
    AND earlier.event_id = repeated.event_id
  WHERE earlier.kafka_offset < repeated.kafka_offset
    AND millis_between(earlier.received_at, repeated.received_at) <= :duplicate_window_ms
  UNION
  SELECT once.kafka_partition, once.kafka_offset
  FROM once
  JOIN bronze.app_event AS earlier
    ON earlier.kafka_partition = once.kafka_partition
    AND earlier.profile_id = once.profile_id
    AND earlier.event_id = once.event_id
  WHERE earlier.kafka_offset < once.kafka_offset
    AND millis_between(earlier.received_at, once.received_at) <= :duplicate_window_ms
    AND (earlier.dt < :day_before OR earlier.dt > :day_after)
),
counted AS (
  SELECT
    once.region, once.profile_id, once.event_name, once.duration_sec, once.active,
    1 AS once,
    CASE WHEN dropped_live.kafka_offset IS NULL THEN 1 ELSE 0 END AS live
  FROM once
  LEFT JOIN dropped_live
    ON dropped_live.kafka_partition = once.kafka_partition AND dropped_live.kafka_offset = once.kafka_offset
  UNION ALL
  SELECT
    repeated.region, repeated.profile_id, repeated.event_name, repeated.duration_sec, repeated.active,
    0 AS once,
    1 AS live
  FROM repeated
  LEFT JOIN dropped_live
    ON dropped_live.kafka_partition = repeated.kafka_partition AND dropped_live.kafka_offset = repeated.kafka_offset
  WHERE dropped_live.kafka_offset IS NULL
),
profiles AS (
  SELECT
    region,
    profile_id,
    MAX(CASE WHEN active THEN once ELSE 0 END) AS active_once,
    MAX(CASE WHEN active THEN live ELSE 0 END) AS active_live,
    SUM(once) AS events_once,
    SUM(live) AS events_live,
    SUM(CASE WHEN event_name = 'play' THEN once ELSE 0 END) AS plays_once,
    SUM(CASE WHEN event_name = 'play' THEN live ELSE 0 END) AS plays_live,
    SUM(CASE WHEN event_name = 'search' THEN once ELSE 0 END) AS searches_once,
    SUM(CASE WHEN event_name = 'search' THEN live ELSE 0 END) AS searches_live,
    SUM(CASE WHEN event_name = 'browse' THEN once ELSE 0 END) AS browses_once,
    SUM(CASE WHEN event_name = 'browse' THEN live ELSE 0 END) AS browses_live,
    SUM(CASE WHEN event_name = 'play' THEN once * COALESCE(duration_sec, 0) ELSE 0 END) AS seconds_once,
    SUM(CASE WHEN event_name = 'play' THEN live * COALESCE(duration_sec, 0) ELSE 0 END) AS seconds_live
  FROM counted
  GROUP BY region, profile_id
),
everywhere AS (
  SELECT
    region, profile_id, active_once, active_live, events_once, events_live, plays_once, plays_live, searches_once,
    searches_live, browses_once, browses_live, seconds_once, seconds_live
  FROM profiles
  UNION ALL
  SELECT
    '*' AS region, profile_id, active_once, active_live, events_once, events_live, plays_once, plays_live, searches_once,
    searches_live, browses_once, browses_live, seconds_once, seconds_live
  FROM profiles
),
sums AS (
  SELECT
    region,
    COUNT(DISTINCT CASE WHEN active_once > 0 THEN profile_id END) AS dau_once,
    COUNT(DISTINCT CASE WHEN active_live > 0 THEN profile_id END) AS dau_live,
    SUM(events_once) AS events_once,
    SUM(events_live) AS events_live,
    SUM(plays_once) AS plays_once,
    SUM(plays_live) AS plays_live,
    SUM(searches_once) AS searches_once,
    SUM(searches_live) AS searches_live,
    SUM(browses_once) AS browses_once,
    SUM(browses_live) AS browses_live,
    SUM(seconds_once) AS seconds_once,
    SUM(seconds_live) AS seconds_live
  FROM everywhere
  GROUP BY region
)
SELECT :dt AS dt, region, 'dau' AS measure, CAST(dau_once AS DOUBLE) AS once, CAST(dau_live AS DOUBLE) AS live FROM sums
UNION ALL
SELECT :dt, region, 'events', CAST(events_once AS DOUBLE), CAST(events_live AS DOUBLE) FROM sums
UNION ALL
SELECT :dt, region, 'play_events', CAST(plays_once AS DOUBLE), CAST(plays_live AS DOUBLE) FROM sums
UNION ALL
SELECT :dt, region, 'search_events', CAST(searches_once AS DOUBLE), CAST(searches_live AS DOUBLE) FROM sums
UNION ALL
SELECT :dt, region, 'browse_events', CAST(browses_once AS DOUBLE), CAST(browses_live AS DOUBLE) FROM sums
UNION ALL
SELECT :dt, region, 'total_watch_time_sec', CAST(seconds_once AS DOUBLE), CAST(seconds_live AS DOUBLE) FROM sums
