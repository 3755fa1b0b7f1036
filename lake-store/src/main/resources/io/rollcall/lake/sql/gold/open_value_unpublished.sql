-- The values of gold.open_day, of the days that are not published.
SELECT dt, region, dimension, item, measure, value, CAST('live' AS STRING) AS status, as_of, definition_version
FROM gold.open_day
WHERE dt NOT IN (SELECT dt FROM gold.published)
