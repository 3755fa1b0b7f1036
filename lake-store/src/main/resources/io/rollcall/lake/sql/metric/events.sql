-- events: the events of dt, per region and for all (*): all together (dimension and item ''), and by 'event_name'.
--   value      how many there were: each that was kept stands for 1 / sample_rate
--   kept       how many of them are in the lake
--   low, high  the ends of the value's 95 % interval: value -/+ 1.959964 standard errors, and never below what was kept
-- Where nothing was left out all four are the same. What is kept or left out as a whole is an event, or a profile with all its
-- events (sample_unit; a client that does not say is taken for the latter, whose interval is the wider one). Of one such whole with
-- n events the estimated variance is (1 - rate) / rate^2 * n^2, and they add up (Horvitz and Thompson, of Bernoulli samples).
-- Days: 0 before, 0 after.
WITH event AS (
  SELECT
    event.dt,
    event.region,
    event.event_name,
    event.profile_id,
    CASE WHEN event.sample_rate > 0 AND event.sample_rate < 1 THEN event.sample_rate ELSE 1.0 END AS rate,
    COALESCE(event.sample_unit, 'profile') AS unit
  FROM silver.enriched_app_events AS event
  WHERE event.dt BETWEEN :from AND :to
),
cluster AS (
  SELECT dt, region, event_name, profile_id, rate, unit, COUNT(*) AS events
  FROM event
  GROUP BY dt, region, event_name, profile_id, rate, unit
),
part AS (
  SELECT
    cluster.dt,
    CASE WHEN place.scope = '*' THEN '*' ELSE cluster.region END AS region,
    CASE WHEN level.dimension = '' THEN '' ELSE cluster.event_name END AS item,
    level.dimension,
    cluster.profile_id,
    cluster.rate,
    cluster.unit,
    SUM(cluster.events) AS events
  FROM cluster
  CROSS JOIN (VALUES ('*'), ('region')) AS place(scope)
  CROSS JOIN (VALUES (''), ('event_name')) AS level(dimension)
  GROUP BY
    cluster.dt,
    CASE WHEN place.scope = '*' THEN '*' ELSE cluster.region END,
    CASE WHEN level.dimension = '' THEN '' ELSE cluster.event_name END,
    level.dimension,
    cluster.profile_id,
    cluster.rate,
    cluster.unit
),
sums AS (
  SELECT
    dt,
    region,
    dimension,
    item,
    SUM(events) AS kept,
    SUM(CAST(events AS DOUBLE) / rate) AS value,
    SUM(
      (1 - rate) / (rate * rate) * CASE WHEN unit = 'event' THEN CAST(events AS DOUBLE) ELSE CAST(events AS DOUBLE) * events END
    ) AS variance
  FROM part
  GROUP BY dt, region, dimension, item
)
SELECT
  sums.dt,
  sums.region,
  sums.dimension,
  sums.item,
  given.measure,
  CASE given.measure
    WHEN 'value' THEN ROUND(sums.value)
    WHEN 'kept' THEN CAST(sums.kept AS DOUBLE)
    WHEN 'low' THEN GREATEST(CAST(sums.kept AS DOUBLE), ROUND(sums.value - 1.959964 * SQRT(sums.variance)))
    WHEN 'high' THEN ROUND(sums.value + 1.959964 * SQRT(sums.variance))
  END AS value
FROM sums
CROSS JOIN (VALUES ('value'), ('kept'), ('low'), ('high')) AS given(measure)
