-- The names of events that profiles were active with, of all days: they stand in the values of adoption.
SELECT DISTINCT item
FROM gold.figure
WHERE region = '*' AND metric = 'adoption' AND dimension = 'event_name'
