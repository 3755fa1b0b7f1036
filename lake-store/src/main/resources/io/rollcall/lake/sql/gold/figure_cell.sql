-- The values of gold.figure for what is worked out from them; the row that is there in any case is none.
SELECT dt, region, dimension, item, measure, value
FROM gold.figure
WHERE region IS NOT NULL
