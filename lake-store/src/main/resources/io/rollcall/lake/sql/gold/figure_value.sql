-- The values of gold.figure with what is said of each.
SELECT dt, region, dimension, item, measure, value, status, as_of, definition_version
FROM gold.figure
