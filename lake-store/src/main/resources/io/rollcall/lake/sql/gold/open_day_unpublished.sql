-- The days of which gold.open_day has a value, and that are not published.
SELECT DISTINCT dt
FROM gold.open_day
WHERE dt NOT IN (SELECT dt FROM gold.published)
