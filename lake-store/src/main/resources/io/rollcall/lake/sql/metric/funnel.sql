-- funnel: how many profiles went from step to step, of every dt from :from to :to, per region and for all (*).
--
-- :step_1 to :step_8 are event names, '' for those not used (standard app_start, browse, play); 'play_started' is a play whose outcome is
-- neither 'failed' nor 'abandoned', one event with the play that it is. A profile counts at a step
-- of a dt and region when it did :step_1 there and then, and after that every further step up to this one, each by a later
-- active event, of whatever region and with whatever between, the last no later than :window_millis (standard 86400000, up to 7 days) after :step_1. For * it counts when it does from a
-- :step_1 of any region. Counts never rise from step to step.
-- :property_n and :value_n say which events of a step count: those whose property of that name is that text; '' for any.
-- dropped_off: the profiles that got to a step and not to the next; null at the last.
-- rate_from_first, rate_from_previous: of the profiles at the first step, at the step before. time_to_convert: from :step_1
-- to the step in a profile's quickest try, over the profiles that reach it.
--
-- Needs 0 days before, and after as many as :window_millis begins (1 for the standard).
--
-- Events are in the order of their time; those of one time, in the order of the steps that they can be, the first of them for an event
-- that can be several (precedence), and of those that can be the same, one that can be :step_1 of the region first.
--
-- How: an event that can be step n knows the latest :step_1 from which it is reached: the latest one known at any earlier
-- event that can be step n - 1. One CTE a step; those of unused steps are constant and cost nothing.
WITH named AS (
  SELECT
    dt,
    region,
    profile_id,
    event_time,
    event_name,
    properties,
    CASE
      WHEN 'play_started' IN (:step_1, :step_2, :step_3, :step_4, :step_5, :step_6, :step_7, :step_8)
        AND event_name = 'play'
        AND COALESCE(json_text(properties, 'outcome'), 'started') NOT IN ('failed', 'abandoned') THEN 'play_started'
      ELSE event_name
    END AS also_name
  FROM silver.enriched_app_events
  WHERE active AND dt >= :from
),
judged AS (
  SELECT
    dt,
    region,
    profile_id,
    event_time,
    event_name,
    also_name,
    :step_1 IN (event_name, also_name)
      AND (:property_1 = '' OR COALESCE(json_text(properties, :property_1) = :value_1, false)) AS is_1,
    :step_2 IN (event_name, also_name)
      AND (:property_2 = '' OR COALESCE(json_text(properties, :property_2) = :value_2, false)) AS is_2,
    :step_3 IN (event_name, also_name)
      AND (:property_3 = '' OR COALESCE(json_text(properties, :property_3) = :value_3, false)) AS is_3,
    :step_4 IN (event_name, also_name)
      AND (:property_4 = '' OR COALESCE(json_text(properties, :property_4) = :value_4, false)) AS is_4,
    :step_5 IN (event_name, also_name)
      AND (:property_5 = '' OR COALESCE(json_text(properties, :property_5) = :value_5, false)) AS is_5,
    :step_6 IN (event_name, also_name)
      AND (:property_6 = '' OR COALESCE(json_text(properties, :property_6) = :value_6, false)) AS is_6,
    :step_7 IN (event_name, also_name)
      AND (:property_7 = '' OR COALESCE(json_text(properties, :property_7) = :value_7, false)) AS is_7,
    :step_8 IN (event_name, also_name)
      AND (:property_8 = '' OR COALESCE(json_text(properties, :property_8) = :value_8, false)) AS is_8
  FROM named
  WHERE event_name IN (:step_1, :step_2, :step_3, :step_4, :step_5, :step_6, :step_7, :step_8)
    OR also_name IN (:step_1, :step_2, :step_3, :step_4, :step_5, :step_6, :step_7, :step_8)
),
event AS (
  SELECT
    dt,
    region,
    profile_id,
    event_time,
    is_1, is_2, is_3, is_4, is_5, is_6, is_7, is_8,
    CASE
      WHEN is_1 THEN 2
      WHEN is_2 THEN 4
      WHEN is_3 THEN 6
      WHEN is_4 THEN 8
      WHEN is_5 THEN 10
      WHEN is_6 THEN 12
      WHEN is_7 THEN 14
      WHEN is_8 THEN 16
    END + CASE WHEN also_name <> event_name THEN 1 ELSE 0 END AS precedence
  FROM judged
  WHERE is_1 OR is_2 OR is_3 OR is_4 OR is_5 OR is_6 OR is_7 OR is_8
),
place AS (
  SELECT DISTINCT dt, region, profile_id
  FROM event
  WHERE is_1 AND dt <= :to
),
reached_1 AS (
  SELECT
    place.dt,
    place.region,
    place.profile_id,
    event.event_time,
    event.precedence,
    event.is_2, event.is_3, event.is_4, event.is_5, event.is_6, event.is_7, event.is_8,
    CASE
      WHEN event.is_1 AND event.dt = place.dt AND event.region = place.region THEN event.event_time
    END AS start_1
  FROM place
  JOIN event ON event.profile_id = place.profile_id
  WHERE event.dt >= place.dt
    AND millis_between(CAST(place.dt + 1 AS TIMESTAMP), event.event_time) < :window_millis
),
reached_2 AS (
  SELECT *, CASE WHEN is_2 THEN MAX(start_1) OVER earlier END AS start_2
  FROM reached_1
  WINDOW earlier AS (
    PARTITION BY profile_id, dt, region ORDER BY event_time, precedence, start_1 NULLS LAST
    ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING
  )
),
reached_3 AS (
  SELECT *, CASE WHEN is_3 THEN MAX(start_2) OVER earlier END AS start_3
  FROM reached_2
  WINDOW earlier AS (
    PARTITION BY profile_id, dt, region ORDER BY event_time, precedence, start_1 NULLS LAST
    ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING
  )
),
reached_4 AS (
  SELECT *, CASE WHEN is_4 THEN MAX(start_3) OVER earlier END AS start_4
  FROM reached_3
  WINDOW earlier AS (
    PARTITION BY profile_id, dt, region ORDER BY event_time, precedence, start_1 NULLS LAST
    ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING
  )
),
reached_5 AS (
  SELECT *, CASE WHEN is_5 THEN MAX(start_4) OVER earlier END AS start_5
  FROM reached_4
  WINDOW earlier AS (
    PARTITION BY profile_id, dt, region ORDER BY event_time, precedence, start_1 NULLS LAST
    ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING
  )
),
reached_6 AS (
  SELECT *, CASE WHEN is_6 THEN MAX(start_5) OVER earlier END AS start_6
  FROM reached_5
  WINDOW earlier AS (
    PARTITION BY profile_id, dt, region ORDER BY event_time, precedence, start_1 NULLS LAST
    ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING
  )
),
reached_7 AS (
  SELECT *, CASE WHEN is_7 THEN MAX(start_6) OVER earlier END AS start_7
  FROM reached_6
  WINDOW earlier AS (
    PARTITION BY profile_id, dt, region ORDER BY event_time, precedence, start_1 NULLS LAST
    ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING
  )
),
reached_8 AS (
  SELECT *, CASE WHEN is_8 THEN MAX(start_7) OVER earlier END AS start_8
  FROM reached_7
  WINDOW earlier AS (
    PARTITION BY profile_id, dt, region ORDER BY event_time, precedence, start_1 NULLS LAST
    ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING
  )
),
tried AS (
  SELECT
    dt,
    region,
    profile_id,
    MIN(CASE WHEN millis_between(start_2, event_time) <= :window_millis THEN millis_between(start_2, event_time) END) AS millis_2,
    MIN(CASE WHEN millis_between(start_3, event_time) <= :window_millis THEN millis_between(start_3, event_time) END) AS millis_3,
    MIN(CASE WHEN millis_between(start_4, event_time) <= :window_millis THEN millis_between(start_4, event_time) END) AS millis_4,
    MIN(CASE WHEN millis_between(start_5, event_time) <= :window_millis THEN millis_between(start_5, event_time) END) AS millis_5,
    MIN(CASE WHEN millis_between(start_6, event_time) <= :window_millis THEN millis_between(start_6, event_time) END) AS millis_6,
    MIN(CASE WHEN millis_between(start_7, event_time) <= :window_millis THEN millis_between(start_7, event_time) END) AS millis_7,
    MIN(CASE WHEN millis_between(start_8, event_time) <= :window_millis THEN millis_between(start_8, event_time) END) AS millis_8
  FROM reached_8
  GROUP BY dt, region, profile_id
),
tried_anywhere AS (
  SELECT dt, region, profile_id, millis_2, millis_3, millis_4, millis_5, millis_6, millis_7, millis_8
  FROM tried
  UNION ALL
  SELECT
    dt, '*' AS region, profile_id,
    MIN(millis_2), MIN(millis_3), MIN(millis_4), MIN(millis_5), MIN(millis_6), MIN(millis_7), MIN(millis_8)
  FROM tried
  GROUP BY dt, profile_id
),
step AS (
  SELECT number
  FROM (
    VALUES
      (1, :step_1), (2, :step_2), (3, :step_3), (4, :step_4), (5, :step_5), (6, :step_6), (7, :step_7), (8, :step_8)
  ) AS given(number, event_name)
  WHERE event_name <> ''
),
converted AS (
  SELECT
    tried_anywhere.dt,
    tried_anywhere.region,
    step.number,
    CASE step.number
      WHEN 1 THEN CAST(0 AS BIGINT)
      WHEN 2 THEN millis_2
      WHEN 3 THEN millis_3
      WHEN 4 THEN millis_4
      WHEN 5 THEN millis_5
      WHEN 6 THEN millis_6
      WHEN 7 THEN millis_7
      WHEN 8 THEN millis_8
    END AS millis
  FROM tried_anywhere
  CROSS JOIN step
),
counted AS (
  SELECT
    dt,
    region,
    number,
    COUNT(millis) AS profiles,
    percentile_cont(0.5) WITHIN GROUP (ORDER BY CAST(millis AS DOUBLE)) AS p50_millis,
    percentile_cont(0.9) WITHIN GROUP (ORDER BY CAST(millis AS DOUBLE)) AS p90_millis
  FROM converted
  GROUP BY dt, region, number
),
compared AS (
  SELECT
    dt,
    region,
    number,
    profiles,
    p50_millis,
    p90_millis,
    FIRST_VALUE(profiles) OVER (PARTITION BY dt, region ORDER BY number) AS first_profiles,
    LAG(profiles) OVER (PARTITION BY dt, region ORDER BY number) AS previous_profiles,
    LEAD(profiles) OVER (PARTITION BY dt, region ORDER BY number) AS next_profiles
  FROM counted
),
measured AS (
  SELECT compared.*, wanted.measure
  FROM compared
  CROSS JOIN (
    VALUES
      ('profiles'), ('rate_from_first'), ('rate_from_previous'), ('dropped_off'), ('time_to_convert_p50_sec'),
      ('time_to_convert_p90_sec')
  ) AS wanted(measure)
)
SELECT
  dt,
  region,
  'step' AS dimension,
  CAST(number AS STRING) AS item,
  measure,
  CASE
    WHEN measure = 'profiles' THEN CAST(profiles AS DOUBLE)
    WHEN measure = 'rate_from_first' THEN CAST(profiles AS DOUBLE) / CAST(first_profiles AS DOUBLE)
    WHEN measure = 'rate_from_previous' THEN CAST(profiles AS DOUBLE) / CAST(NULLIF(previous_profiles, 0) AS DOUBLE)
    WHEN measure = 'dropped_off' THEN CAST(profiles - next_profiles AS DOUBLE)
    WHEN measure = 'time_to_convert_p50_sec' AND number > 1 THEN p50_millis / CAST(1000 AS DOUBLE)
    WHEN measure = 'time_to_convert_p90_sec' AND number > 1 THEN p90_millis / CAST(1000 AS DOUBLE)
  END AS value
FROM measured
