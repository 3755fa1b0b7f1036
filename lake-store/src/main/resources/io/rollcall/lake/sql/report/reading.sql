-- What the live counters said of the days in run.reported_day. Not "explained" is what was read before profiles were erased on a
-- day of the measure's window (run.removal): it has counted profiles of which the lake knows nothing any more.
-- run.measure_window has the measures whose window is longer than the day itself, with the number of days before it.
WITH served AS (
  SELECT
    live_day.dt, live_day.region, live_day.measure, live_day.value, live_day.low, live_day.high, live_day.read_at,
    COALESCE(measure_window.days_before, 0) AS days_before
  FROM gold.live_day AS live_day
  JOIN run.reported_day AS reported ON reported.dt = live_day.dt
  LEFT JOIN run.measure_window AS measure_window ON measure_window.measure = live_day.measure
  WHERE live_day.region IS NOT NULL
)
SELECT
  served.dt, served.region, served.measure, served.value, served.low, served.high,
  NOT EXISTS (
    SELECT 1
    FROM run.removal AS removal
    WHERE removal.removed_at >= served.read_at AND days_between(removal.dt, served.dt) BETWEEN 0 AND served.days_before
  ) AS explained
FROM served
