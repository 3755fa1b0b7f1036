-- The days on which gold.figure, the values of titles, stands upon other runtimes than those that silver.title has now: views are
-- the hours viewed over the runtime, and null without one.
WITH told AS (
  SELECT
    dt,
    region,
    CAST(item AS BIGINT) AS title_id,
    MAX(CASE WHEN measure = 'hours_viewed' THEN value END) AS hours,
    MAX(CASE WHEN measure = 'views' THEN value END) AS views
  FROM gold.figure
  WHERE region IS NOT NULL
  GROUP BY dt, region, item
),
known AS (
  SELECT title_id, runtime_sec
  FROM silver.title
  WHERE runtime_sec > 0
)
SELECT DISTINCT told.dt
FROM told
LEFT JOIN known ON known.title_id = told.title_id
WHERE told.hours > 0
  AND CASE WHEN told.views > 0 THEN ROUND(told.hours * 3600 / told.views) ELSE 0 END <> COALESCE(known.runtime_sec, 0)
