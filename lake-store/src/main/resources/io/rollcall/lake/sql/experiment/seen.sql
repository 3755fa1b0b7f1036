-- The experiments of which somebody saw an exposure on the days :from to :to: on which of them first and last, how many variants were seen
-- and by how many profiles. Who saw several variants is one profile. The last seen come first, then by name; :limit of them at most.
--
-- Of gold.exposure the days from :from to :to.
SELECT
  experiment,
  MIN(dt) AS first_dt,
  MAX(dt) AS last_dt,
  COUNT(DISTINCT variant) AS variants,
  COUNT(DISTINCT profile_id) AS profiles
FROM gold.exposure
WHERE dt BETWEEN :from AND :to
GROUP BY experiment
ORDER BY last_dt DESC, experiment
LIMIT CAST(:limit AS INT)
