-- The experiments of which somebody saw an exposure on the days :from to :to: on which of them first and last, how many variants were seen
-- and by how many profiles. Who saw several variants is one profile. The last seen come first, then by name; :limit of them at most.
--
-- It is grouped in steps, each of which can spill: counts of distinct profiles in one step hold all of them in memory at once.
--
-- Of gold.exposure the days from :from to :to.
WITH saw AS (
  SELECT
    experiment,
    profile_id,
    MIN(dt) AS first_dt,
    MAX(dt) AS last_dt
  FROM gold.exposure
  WHERE dt BETWEEN :from AND :to
  GROUP BY experiment, profile_id
),
named AS (
  SELECT experiment, variant
  FROM gold.exposure
  WHERE dt BETWEEN :from AND :to
  GROUP BY experiment, variant
),
variants AS (
  SELECT experiment, COUNT(*) AS variants
  FROM named
  GROUP BY experiment
),
profiles AS (
  SELECT
    experiment,
    MIN(first_dt) AS first_dt,
    MAX(last_dt) AS last_dt,
    COUNT(*) AS profiles
  FROM saw
  GROUP BY experiment
)
SELECT
  profiles.experiment,
  profiles.first_dt,
  profiles.last_dt,
  variants.variants,
  profiles.profiles
FROM profiles
JOIN variants ON variants.experiment = profiles.experiment
ORDER BY profiles.last_dt DESC, profiles.experiment
LIMIT CAST(:limit AS INT)
