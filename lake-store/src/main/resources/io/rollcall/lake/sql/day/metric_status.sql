-- How settled the values of run.value are, and which of them are written: of each measure and dt in run.asked.
--
-- A metric's value of a dt is provisional while a day of its window is (run.asked.provisional). When no day can change any more it is as
-- the worst of them (run.asked.window_restated); from then on it is restated when it becomes another, or with its whole day
-- (run.asked.day_restated). run.before holds the values as they stand published. Of the days that are published now
-- (run.asked.published) all values are written, of others only what has changed: the rest stays as it is, with its as_of.
-- What another definition (run.asked.definition_version) said is no earlier value.
WITH before AS (
  SELECT asked.metric, asked.measure, asked.dt, earlier.region, earlier.value, earlier.status
  FROM run.asked AS asked
  JOIN run.before AS earlier
    ON earlier.metric = asked.measure AND earlier.dt = asked.dt AND earlier.definition_version = asked.definition_version
),
now AS (
  SELECT asked.metric, asked.measure, asked.dt, worked_out.region, worked_out.value
  FROM run.asked AS asked
  JOIN run.value AS worked_out ON worked_out.metric = asked.measure AND worked_out.dt = asked.dt
),
different AS (
  SELECT DISTINCT metric, dt
  FROM (
    (SELECT metric, measure, dt, region, value FROM before EXCEPT SELECT metric, measure, dt, region, value FROM now)
    UNION ALL
    (SELECT metric, measure, dt, region, value FROM now EXCEPT SELECT metric, measure, dt, region, value FROM before)
  ) AS difference
),
earlier_status AS (
  SELECT metric, dt, MIN(status) AS status
  FROM before
  GROUP BY metric, dt
),
judged AS (
  SELECT
    asked.measure,
    asked.dt,
    asked.published,
    asked.definition_version,
    earlier_status.status AS earlier,
    CASE WHEN different.dt IS NULL THEN 0 ELSE 1 END AS changed,
    CASE
      WHEN asked.provisional THEN 'provisional'
      WHEN asked.day_restated OR earlier_status.status = 'restated' THEN 'restated'
      WHEN earlier_status.status = 'final' THEN CASE WHEN different.dt IS NULL THEN 'final' ELSE 'restated' END
      WHEN asked.window_restated THEN 'restated'
      ELSE 'final'
    END AS status
  FROM run.asked AS asked
  LEFT JOIN earlier_status ON earlier_status.metric = asked.metric AND earlier_status.dt = asked.dt
  LEFT JOIN different ON different.metric = asked.metric AND different.dt = asked.dt
)
SELECT measure AS metric, dt, status, definition_version
FROM judged
WHERE published OR changed = 1 OR earlier IS NULL OR earlier <> status
