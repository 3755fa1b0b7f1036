-- Silver: the events of the days :from to :to, each once, with what the dimensions know about them.
--
-- An event is (profile_id, event_id). Of several records of one event the one with the lowest (kafka_partition,
-- kafka_offset) counts, among those of its dt and of the days beside it: :day_before is the day before the first, :day_after the
-- one after the last. Only the few repeated ones are put in order; all others pass by. `duplicates` says how many further records
-- of its own dt an event has; a repeat that is dated on the day beside it is left out like them, and in nobody's number.
--
-- Rows that were archived long ago may hold half of a surrogate pair in their properties: it becomes U+FFFD, and the rest stays.
WITH records AS (
  SELECT profile_id, event_id, dt, kafka_partition, kafka_offset
  FROM bronze.app_event
  WHERE dt BETWEEN :day_before AND :day_after
),
repeated AS (
  SELECT profile_id, event_id
  FROM records
  GROUP BY profile_id, event_id
  HAVING COUNT(*) > 1
),
occurrences AS (
  SELECT
    records.profile_id,
    records.event_id,
    records.dt,
    records.kafka_partition,
    records.kafka_offset,
    days_between(:day_before, records.dt) AS day_number,
    ROW_NUMBER() OVER (
      PARTITION BY records.profile_id, records.event_id
      ORDER BY records.kafka_partition, records.kafka_offset
    ) AS place
  FROM records
  JOIN repeated ON repeated.profile_id = records.profile_id AND repeated.event_id = records.event_id
),
beside AS (
  SELECT
    profile_id,
    event_id,
    dt,
    kafka_partition,
    kafka_offset,
    place,
    MIN(place) OVER (
      PARTITION BY profile_id, event_id
      ORDER BY day_number
      RANGE BETWEEN 1 PRECEDING AND 1 FOLLOWING
    ) AS first_place
  FROM occurrences
),
duplicates AS (
  SELECT profile_id, event_id, dt, kafka_partition, kafka_offset
  FROM beside
  WHERE dt BETWEEN :from AND :to AND place > first_place
),
repeats AS (
  SELECT profile_id, event_id, dt, COUNT(*) AS duplicates
  FROM duplicates
  GROUP BY profile_id, event_id, dt
)
SELECT
  event.profile_id,
  event.account_id,
  event.region,
  event.event_name,
  event.event_time,
  event.dt,
  event.event_id,
  event.title_id,
  event.duration_sec,
  event.platform,
  event.app_version,
  event.device_id,
  event.session_id,
  event.active,
  whole_json(event.properties) AS properties,
  event.received_at,
  country.country,
  country.continent,
  CASE
    WHEN event.platform IN ('tv', 'console') THEN 'big_screen'
    WHEN event.platform = 'mobile' THEN 'handheld'
    WHEN event.platform = 'web' THEN 'computer'
    ELSE 'other'
  END AS device_class,
  title.name AS title_name,
  title.kind AS title_kind,
  title.genre AS title_genre,
  title.runtime_sec AS title_runtime_sec,
  event.shard,
  event.kafka_partition,
  event.kafka_offset,
  event.seq,
  event.sample_rate,
  event.time_quality,
  COALESCE(event.backfill, false) AS backfill,
  COALESCE(repeats.duplicates, 0) AS duplicates,
  event.sample_unit
FROM bronze.app_event AS event
LEFT JOIN duplicates
  ON duplicates.kafka_partition = event.kafka_partition AND duplicates.kafka_offset = event.kafka_offset
LEFT JOIN repeats
  ON repeats.profile_id = event.profile_id AND repeats.event_id = event.event_id AND repeats.dt = event.dt
LEFT JOIN silver.country AS country ON country.region = event.region
LEFT JOIN silver.title AS title ON title.title_id = event.title_id
WHERE event.dt BETWEEN :from AND :to AND duplicates.kafka_offset IS NULL
