-- lifecycle: the profiles of a day against the day before.
--   new           active on dt for the first time ever
--   returning     active on dt and on the day before
--   resurrecting  active on dt and before, but not on the day before
--   dormant       active on the day before, but not on dt
--   active        active on dt = new + returning + resurrecting = active the day before - dormant + new + resurrecting
--
-- Each region is looked at for itself: whoever comes to it for the first time is new there, whoever goes on elsewhere is
-- dormant there. So the identities hold in every region; what is new for all (*) was never active anywhere.
-- Where the day before is not counted, returning, resurrecting and dormant are not known yet (NULL).
-- Days: 1 before, 0 after; gold.first_day and gold.first_day_in_region for the days from :from to :to.
WITH asked_day AS (
  SELECT counted_day.dt, CASE WHEN day_before.dt IS NULL THEN 0 ELSE 1 END AS comparable
  FROM gold.counted_day AS counted_day
  LEFT JOIN gold.counted_day AS day_before ON days_between(day_before.dt, counted_day.dt) = 1
  WHERE counted_day.dt BETWEEN :from AND :to
),
compared_day AS (
  SELECT counted_day.dt, asked_day.dt AS asked_dt, 1 - days_between(counted_day.dt, asked_day.dt) AS today
  FROM asked_day
  JOIN gold.counted_day AS counted_day ON days_between(counted_day.dt, asked_day.dt) BETWEEN 0 AND 1
),
in_region AS (
  SELECT
    compared_day.asked_dt AS dt,
    activity.region,
    activity.profile_id,
    MAX(compared_day.today) AS today,
    MAX(1 - compared_day.today) AS yesterday
  FROM gold.profile_day AS activity
  JOIN compared_day ON compared_day.dt = activity.dt
  WHERE activity.active_events > 0
  GROUP BY compared_day.asked_dt, activity.region, activity.profile_id
),
anywhere AS (
  SELECT dt, profile_id, MAX(today) AS today, MAX(yesterday) AS yesterday
  FROM in_region
  GROUP BY dt, profile_id
),
profiles AS (
  SELECT
    in_region.dt,
    in_region.region,
    in_region.today,
    in_region.yesterday,
    CASE WHEN debut.profile_id IS NULL THEN 0 ELSE 1 END AS debut
  FROM in_region
  LEFT JOIN gold.first_day_in_region AS debut
    ON debut.profile_id = in_region.profile_id AND debut.region = in_region.region AND debut.first_dt = in_region.dt
  UNION ALL
  SELECT
    anywhere.dt,
    '*' AS region,
    anywhere.today,
    anywhere.yesterday,
    CASE WHEN debut.profile_id IS NULL THEN 0 ELSE 1 END AS debut
  FROM anywhere
  LEFT JOIN gold.first_day AS debut ON debut.profile_id = anywhere.profile_id AND debut.first_dt = anywhere.dt
),
counts AS (
  SELECT
    dt,
    region,
    COUNT(CASE WHEN today = 1 AND debut = 1 THEN 1 END) AS new_profiles,
    COUNT(CASE WHEN today = 1 AND debut = 0 AND yesterday = 1 THEN 1 END) AS returning_profiles,
    COUNT(CASE WHEN today = 1 AND debut = 0 AND yesterday = 0 THEN 1 END) AS resurrecting_profiles,
    COUNT(CASE WHEN today = 0 THEN 1 END) AS dormant_profiles,
    COUNT(CASE WHEN today = 1 THEN 1 END) AS active_profiles
  FROM profiles
  GROUP BY dt, region
)
SELECT
  counts.dt,
  counts.region,
  '' AS dimension,
  '' AS item,
  given.measure,
  CAST(
    CASE
      WHEN given.measure = 'new' THEN counts.new_profiles
      WHEN given.measure = 'active' THEN counts.active_profiles
      WHEN asked_day.comparable = 0 THEN NULL
      WHEN given.measure = 'returning' THEN counts.returning_profiles
      WHEN given.measure = 'resurrecting' THEN counts.resurrecting_profiles
      ELSE counts.dormant_profiles
    END AS DOUBLE) AS value
FROM counts
JOIN asked_day ON asked_day.dt = counts.dt
CROSS JOIN (VALUES ('new'), ('returning'), ('resurrecting'), ('dormant'), ('active')) AS given(measure)
