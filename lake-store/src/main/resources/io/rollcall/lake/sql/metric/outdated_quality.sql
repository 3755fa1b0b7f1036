-- The days of which gold.figure, the values of quality, holds another number of refused events than bronze.rejected_count has now.
WITH told AS (
  SELECT dt, MAX(CASE WHEN measure = 'rejected' AND dimension = '' THEN value END) AS rejected
  FROM gold.figure
  WHERE region IS NOT NULL
  GROUP BY dt
),
known AS (
  SELECT dt, SUM(events) AS rejected
  FROM bronze.rejected_count
  GROUP BY dt
)
SELECT told.dt
FROM told
LEFT JOIN known ON known.dt = told.dt
WHERE COALESCE(told.rejected, 0) <> COALESCE(known.rejected, 0)
