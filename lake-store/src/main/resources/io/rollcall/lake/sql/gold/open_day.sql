-- The days of gold.open_day that are counted: the rows about the days themselves.
SELECT dt, run, as_of, counted_at, bronze_sequence, basis
FROM gold.open_day
WHERE metric = 'day'
