-- The days from :from to :to of which the live counters were read.
SELECT DISTINCT dt
FROM gold.live_day
WHERE dt BETWEEN :from AND :to
