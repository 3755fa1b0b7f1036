-- The published values as they stood at :as_of. A run writes all regions of the (metric, dt) that it works out, so the
-- latest run decides, and what it no longer has is gone: it has written a row without a region.
SELECT
  written.metric,
  written.dt,
  written.region,
  written.value,
  written.status,
  written.as_of,
  COALESCE(written.definition_version, 1) AS definition_version
FROM gold.aggregate AS written
JOIN (
  SELECT
    metric, dt, run,
    ROW_NUMBER() OVER (PARTITION BY metric, dt ORDER BY as_of DESC, run DESC) AS age
  FROM (
    SELECT DISTINCT candidate.metric, candidate.dt, candidate.run, candidate.as_of
    FROM gold.aggregate AS candidate
    JOIN gold.published_run AS published_run ON published_run.run = candidate.run
    WHERE candidate.as_of <= :as_of AND candidate.dt BETWEEN :from AND :to
  ) AS runs
) AS latest
  ON latest.metric = written.metric AND latest.dt = written.dt AND latest.run = written.run
WHERE latest.age = 1 AND written.region IS NOT NULL
