-- What the live counters should have counted of the windows that end with the day :dt, up to the fences in run.fence: wau, mau28
-- and mau, per region and for all (*); :first_dt is 29 days before it. The live window
-- is :live_days long.
--
-- A profile counts on the days on which the live window took an active event of it (run.profile_day). What was received
-- after the fences is of the last days only, from :fenced_dt on; it is taken out again with the help of silver. A duplicate is
-- of a profile that counts already.
WITH taken AS (
  SELECT event.dt, event.region, event.profile_id, event.kafka_offset < fence.next_offset AS before_fence
  FROM silver.enriched_app_events AS event
  JOIN run.fence AS fence ON fence.shard = event.shard AND fence.kafka_partition = event.kafka_partition
  WHERE event.dt BETWEEN :fenced_dt AND :dt
    AND event.active
    AND days_between(event.dt, CAST(event.received_at AS DATE)) BETWEEN 0 AND :live_days - 1
),
after_fence AS (
  SELECT DISTINCT dt, region, profile_id
  FROM taken
  WHERE NOT before_fence
),
not_yet AS (
  SELECT taken.dt, taken.region, taken.profile_id
  FROM taken
  JOIN after_fence
    ON after_fence.dt = taken.dt AND after_fence.region = taken.region AND after_fence.profile_id = taken.profile_id
  GROUP BY taken.dt, taken.region, taken.profile_id
  HAVING COUNT(CASE WHEN taken.before_fence THEN 1 END) = 0
),
active AS (
  SELECT profile_day.dt, profile_day.region, profile_day.profile_id
  FROM run.profile_day AS profile_day
  LEFT JOIN not_yet
    ON not_yet.dt = profile_day.dt AND not_yet.region = profile_day.region AND not_yet.profile_id = profile_day.profile_id
  WHERE profile_day.live_active_events > 0
    AND profile_day.dt BETWEEN :first_dt AND :dt
    AND not_yet.profile_id IS NULL
),
last_active AS (
  SELECT region, profile_id, MAX(dt) AS last_dt
  FROM active
  GROUP BY region, profile_id
  UNION ALL
  SELECT '*' AS region, profile_id, MAX(dt) AS last_dt
  FROM active
  GROUP BY profile_id
),
counts AS (
  SELECT
    region,
    COUNT(CASE WHEN days_between(last_dt, :dt) < 7 THEN 1 END) AS wau,
    COUNT(CASE WHEN days_between(last_dt, :dt) < 28 THEN 1 END) AS mau28,
    COUNT(*) AS mau
  FROM last_active
  GROUP BY region
)
SELECT :dt AS dt, region, 'wau' AS measure, CAST(wau AS DOUBLE) AS once, CAST(wau AS DOUBLE) AS live FROM counts
UNION ALL
SELECT :dt, region, 'mau28', CAST(mau28 AS DOUBLE), CAST(mau28 AS DOUBLE) FROM counts
UNION ALL
SELECT :dt, region, 'mau', CAST(mau AS DOUBLE), CAST(mau AS DOUBLE) FROM counts
