-- The values of gold.open_day with what is said of each.
SELECT dt, region, dimension, item, measure, value, CAST('live' AS STRING) AS status, as_of, definition_version
FROM gold.open_day
