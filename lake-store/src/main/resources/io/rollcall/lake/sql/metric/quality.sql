-- quality: what clients sent on dt, of all regions together (*): for everything (dimension and item ''), by 'platform', and by 'app_version',
-- where the item is the platform, a slash and the version. Who does not say is 'unknown'. Of a platform's versions of a day those beyond
-- the :items with most events go together as 'other'.
--   accepted                   events that were accepted, each once, by their own dt
--   duplicates                 further records of these with the same dt
--   late                       received when the live window of dt, :live_days long, was over, and not sent as a backfill
--   backfilled                 sent as a backfill
--   corrected, clamped         whose clock was off by more than a minute, or ahead of the gateway's
--   without_FIELD              that do not say an optional field
--   with_seq                   that carry the client's sequence number
--   seq_gaps                   numbers that are missing between those of one device (where none is named, of one profile) and version,
--                              within dt: what never arrived, or was refused. NULL where none carries one, and where events were sampled
--   rejected                   events that were refused on dt, the day of their receipt
--   rejected_REASON            those of them that were for that reason
-- A counter that falls back by more than 100, or jumps by more than 1,000, has begun anew: nothing is missing between.
-- Of days that an older version counted duplicates, late, backfilled, corrected and clamped are not known: NULL.
-- Days: 0 before, 0 after.
WITH event AS (
  SELECT
    event.dt,
    COALESCE(event.platform, 'unknown') AS platform,
    COALESCE(event.app_version, 'unknown') AS app_version,
    COALESCE(event.device_id, CONCAT('profile ', CAST(event.profile_id AS STRING))) AS counter,
    event.event_time,
    event.kafka_partition,
    event.kafka_offset,
    event.seq,
    event.sample_rate,
    event.time_quality,
    event.backfill,
    event.duplicates,
    days_between(event.dt, CAST(event.received_at AS DATE)) AS days_after,
    CASE WHEN event.account_id IS NULL THEN 1 ELSE 0 END AS without_account_id,
    CASE WHEN event.platform IS NULL THEN 1 ELSE 0 END AS without_platform,
    CASE WHEN event.app_version IS NULL THEN 1 ELSE 0 END AS without_app_version,
    CASE WHEN event.device_id IS NULL THEN 1 ELSE 0 END AS without_device_id,
    CASE WHEN event.session_id IS NULL THEN 1 ELSE 0 END AS without_session_id
  FROM silver.enriched_app_events AS event
  WHERE event.dt BETWEEN :from AND :to
),
arrived AS (
  SELECT
    dt,
    platform,
    app_version,
    COUNT(*) AS accepted,
    COUNT(time_quality) AS judged,
    SUM(duplicates) AS duplicates,
    COUNT(CASE WHEN NOT backfill AND days_after >= :live_days THEN 1 END) AS late,
    COUNT(CASE WHEN backfill THEN 1 END) AS backfilled,
    COUNT(CASE WHEN time_quality = 'corrected' THEN 1 END) AS corrected,
    COUNT(CASE WHEN time_quality = 'clamped' THEN 1 END) AS clamped,
    SUM(without_account_id) AS without_account_id,
    SUM(without_platform) AS without_platform,
    SUM(without_app_version) AS without_app_version,
    SUM(without_device_id) AS without_device_id,
    SUM(without_session_id) AS without_session_id,
    COUNT(seq) AS with_seq,
    COUNT(CASE WHEN sample_rate < 1 THEN 1 END) AS sampled
  FROM event
  GROUP BY dt, platform, app_version
),
step AS (
  SELECT
    dt,
    platform,
    app_version,
    counter,
    event_time,
    kafka_partition,
    kafka_offset,
    seq,
    seq - LAG(seq) OVER (
      PARTITION BY dt, platform, app_version, counter
      ORDER BY event_time, seq, kafka_partition, kafka_offset
    ) AS step
  FROM event
  WHERE seq IS NOT NULL
),
stretch AS (
  SELECT
    dt,
    platform,
    app_version,
    counter,
    seq,
    SUM(CASE WHEN step < -100 OR step > 1000 THEN 1 ELSE 0 END) OVER (
      PARTITION BY dt, platform, app_version, counter
      ORDER BY event_time, seq, kafka_partition, kafka_offset
    ) AS number
  FROM step
),
gap AS (
  SELECT dt, platform, app_version, SUM(missing) AS seq_gaps
  FROM (
    SELECT dt, platform, app_version, MAX(seq) - MIN(seq) + 1 - COUNT(DISTINCT seq) AS missing
    FROM stretch
    GROUP BY dt, platform, app_version, counter, number
  ) AS counted
  GROUP BY dt, platform, app_version
),
refused AS (
  SELECT
    rejected.dt,
    COALESCE(rejected.platform, 'unknown') AS platform,
    COALESCE(rejected.app_version, 'unknown') AS app_version,
    SUM(rejected.events) AS rejected,
    SUM(CASE WHEN rejected.reason = 'malformed_json' THEN rejected.events ELSE 0 END) AS malformed_json,
    SUM(CASE WHEN rejected.reason = 'missing_field' THEN rejected.events ELSE 0 END) AS missing_field,
    SUM(CASE WHEN rejected.reason = 'invalid_field' THEN rejected.events ELSE 0 END) AS invalid_field,
    SUM(CASE WHEN rejected.reason = 'unknown_event_name' THEN rejected.events ELSE 0 END) AS unknown_event_name,
    SUM(CASE WHEN rejected.reason = 'unknown_region' THEN rejected.events ELSE 0 END) AS unknown_region,
    SUM(CASE WHEN rejected.reason = 'event_too_old' THEN rejected.events ELSE 0 END) AS event_too_old,
    SUM(CASE WHEN rejected.reason = 'event_in_future' THEN rejected.events ELSE 0 END) AS event_in_future,
    SUM(CASE WHEN rejected.reason = 'event_too_large' THEN rejected.events ELSE 0 END) AS event_too_large,
    SUM(CASE WHEN rejected.reason = 'too_many_properties' THEN rejected.events ELSE 0 END) AS too_many_properties,
    SUM(CASE WHEN rejected.reason = 'schema_violation' THEN rejected.events ELSE 0 END) AS schema_violation
  FROM bronze.rejected_count AS rejected
  JOIN gold.counted_day AS counted_day ON counted_day.dt = rejected.dt
  WHERE rejected.dt BETWEEN :from AND :to
  GROUP BY rejected.dt, COALESCE(rejected.platform, 'unknown'), COALESCE(rejected.app_version, 'unknown')
),
version AS (
  SELECT
    dt,
    platform,
    app_version,
    ROW_NUMBER() OVER (
      PARTITION BY dt, platform
      ORDER BY CASE WHEN app_version = '*' THEN 1 ELSE 0 END, SUM(events) DESC, app_version
    ) AS place
  FROM (
    SELECT dt, platform, app_version, accepted AS events FROM arrived
    UNION ALL
    SELECT dt, platform, app_version, rejected AS events FROM refused
  ) AS seen
  GROUP BY dt, platform, app_version
),
part AS (
  SELECT
    version.dt,
    level.dimension,
    CASE level.dimension
      WHEN '' THEN ''
      WHEN 'platform' THEN version.platform
      ELSE CONCAT(
        version.platform, '/', CASE WHEN version.place > :items OR version.app_version = '*' THEN 'other' ELSE version.app_version END
      )
    END AS item,
    version.platform,
    version.app_version
  FROM version
  CROSS JOIN (VALUES (''), ('platform'), ('app_version')) AS level(dimension)
),
sums AS (
  SELECT
    part.dt,
    part.dimension,
    part.item,
    COALESCE(SUM(arrived.accepted), 0) AS accepted,
    COALESCE(SUM(arrived.judged), 0) AS judged,
    COALESCE(SUM(arrived.duplicates), 0) AS duplicates,
    COALESCE(SUM(arrived.late), 0) AS late,
    COALESCE(SUM(arrived.backfilled), 0) AS backfilled,
    COALESCE(SUM(arrived.corrected), 0) AS corrected,
    COALESCE(SUM(arrived.clamped), 0) AS clamped,
    COALESCE(SUM(arrived.without_account_id), 0) AS without_account_id,
    COALESCE(SUM(arrived.without_platform), 0) AS without_platform,
    COALESCE(SUM(arrived.without_app_version), 0) AS without_app_version,
    COALESCE(SUM(arrived.without_device_id), 0) AS without_device_id,
    COALESCE(SUM(arrived.without_session_id), 0) AS without_session_id,
    COALESCE(SUM(arrived.with_seq), 0) AS with_seq,
    COALESCE(SUM(arrived.sampled), 0) AS sampled,
    COALESCE(SUM(gap.seq_gaps), 0) AS seq_gaps,
    COALESCE(SUM(refused.rejected), 0) AS rejected,
    COALESCE(SUM(refused.malformed_json), 0) AS malformed_json,
    COALESCE(SUM(refused.missing_field), 0) AS missing_field,
    COALESCE(SUM(refused.invalid_field), 0) AS invalid_field,
    COALESCE(SUM(refused.unknown_event_name), 0) AS unknown_event_name,
    COALESCE(SUM(refused.unknown_region), 0) AS unknown_region,
    COALESCE(SUM(refused.event_too_old), 0) AS event_too_old,
    COALESCE(SUM(refused.event_in_future), 0) AS event_in_future,
    COALESCE(SUM(refused.event_too_large), 0) AS event_too_large,
    COALESCE(SUM(refused.too_many_properties), 0) AS too_many_properties,
    COALESCE(SUM(refused.schema_violation), 0) AS schema_violation
  FROM part
  LEFT JOIN arrived ON arrived.dt = part.dt AND arrived.platform = part.platform AND arrived.app_version = part.app_version
  LEFT JOIN gap ON gap.dt = part.dt AND gap.platform = part.platform AND gap.app_version = part.app_version
  LEFT JOIN refused ON refused.dt = part.dt AND refused.platform = part.platform AND refused.app_version = part.app_version
  GROUP BY part.dt, part.dimension, part.item
)
SELECT
  sums.dt,
  '*' AS region,
  sums.dimension,
  sums.item,
  given.measure,
  CAST(
    CASE given.measure
      WHEN 'accepted' THEN sums.accepted
      WHEN 'duplicates' THEN CASE WHEN sums.judged = sums.accepted THEN sums.duplicates END
      WHEN 'late' THEN CASE WHEN sums.judged = sums.accepted THEN sums.late END
      WHEN 'backfilled' THEN CASE WHEN sums.judged = sums.accepted THEN sums.backfilled END
      WHEN 'corrected' THEN CASE WHEN sums.judged = sums.accepted THEN sums.corrected END
      WHEN 'clamped' THEN CASE WHEN sums.judged = sums.accepted THEN sums.clamped END
      WHEN 'without_account_id' THEN sums.without_account_id
      WHEN 'without_platform' THEN sums.without_platform
      WHEN 'without_app_version' THEN sums.without_app_version
      WHEN 'without_device_id' THEN sums.without_device_id
      WHEN 'without_session_id' THEN sums.without_session_id
      WHEN 'with_seq' THEN sums.with_seq
      WHEN 'seq_gaps' THEN CASE WHEN sums.with_seq > 0 AND sums.sampled = 0 THEN sums.seq_gaps END
      WHEN 'rejected' THEN sums.rejected
      WHEN 'rejected_malformed_json' THEN sums.malformed_json
      WHEN 'rejected_missing_field' THEN sums.missing_field
      WHEN 'rejected_invalid_field' THEN sums.invalid_field
      WHEN 'rejected_unknown_event_name' THEN sums.unknown_event_name
      WHEN 'rejected_unknown_region' THEN sums.unknown_region
      WHEN 'rejected_event_too_old' THEN sums.event_too_old
      WHEN 'rejected_event_in_future' THEN sums.event_in_future
      WHEN 'rejected_event_too_large' THEN sums.event_too_large
      WHEN 'rejected_too_many_properties' THEN sums.too_many_properties
      WHEN 'rejected_schema_violation' THEN sums.schema_violation
    END AS DOUBLE) AS value
FROM sums
CROSS JOIN (
  VALUES
    ('accepted'), ('duplicates'), ('late'), ('backfilled'), ('corrected'), ('clamped'), ('without_account_id'), ('without_platform'),
    ('without_app_version'), ('without_device_id'), ('without_session_id'), ('with_seq'), ('seq_gaps'), ('rejected'),
    ('rejected_malformed_json'), ('rejected_missing_field'), ('rejected_invalid_field'), ('rejected_unknown_event_name'),
    ('rejected_unknown_region'), ('rejected_event_too_old'), ('rejected_event_in_future'), ('rejected_event_too_large'),
    ('rejected_too_many_properties'), ('rejected_schema_violation')
) AS given(measure)
