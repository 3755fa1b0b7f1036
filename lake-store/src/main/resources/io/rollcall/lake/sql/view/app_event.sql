-- The archived events for questions in SQL: every record once, also of days that are not counted yet, and those that clients have sent
-- twice. Without the bytes as they came: what they say is in the columns and in properties.
SELECT
  profile_id,
  account_id,
  region,
  event_name,
  event_time,
  dt,
  event_id,
  title_id,
  duration_sec,
  platform,
  app_version,
  device_id,
  session_id,
  active,
  time_quality,
  client_event_time,
  sent_at,
  received_at,
  properties,
  shard,
  kafka_partition,
  kafka_offset,
  seq,
  sample_rate,
  backfill
FROM bronze.app_event
