-- The report of the days from :from to :to: of every day what the latest visible run found.
SELECT
  found.dt,
  found.region,
  found.measure,
  found.live,
  found.low,
  found.high,
  found.exact,
  found.difference,
  found.duplicates,
  found.late,
  found.sketch,
  found.unexplained,
  found.within_bound,
  found.reconciled_at
FROM gold.reconciliation AS found
JOIN (
  SELECT dt, run, ROW_NUMBER() OVER (PARTITION BY dt ORDER BY reconciled_at DESC, run DESC) AS age
  FROM (
    SELECT DISTINCT candidate.dt, candidate.run, candidate.reconciled_at
    FROM gold.reconciliation AS candidate
    JOIN gold.published_run AS published_run ON published_run.run = candidate.run
    WHERE candidate.dt BETWEEN :from AND :to
  ) AS runs
) AS latest
  ON latest.dt = found.dt AND latest.run = found.run
WHERE latest.age = 1
