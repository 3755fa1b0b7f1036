-- The days of which asked.aggregate has a value of a measure of asked.measure.
SELECT DISTINCT dt
FROM asked.aggregate
WHERE metric IN (SELECT measure FROM asked.measure)
