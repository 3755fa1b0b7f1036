-- retention: of the profiles whose first active day ever is dt (the cohort), how many were active again. Which days are a profile's first
-- and which are those of its return may be asked for: asked.begun(profile_id, first_dt, region) and asked.returned(dt, profile_id) are
-- gold.first_day and the active days of gold.profile_day, or those of an event.
--   on           item N: on the day dt+N
--   on_or_after  item N: on a day from dt+N to dt+:horizon
--   bracket      item a-b: on a day from dt+a to dt+b
-- Measures: cohort, retained, rate = retained / cohort, complete. A cell is complete (1) when every day it looks at is counted;
-- until then (0) nobody can say who was retained: retained and rate are NULL. A profile belongs to the region in which it began
-- and is retained wherever it is active.
--
-- The cells are the bits of a number: a profile gets those of every day on which it was active.
-- Days: 0 before; after, the largest of the days asked for, the ends of the brackets and the horizon (90 with standard
-- parameters). asked.begun for the days from :from to :to.
-- Asked for: asked.day(n), asked.bracket(first_n, last_n), each row once; with a cell for each day on, for each day on or after up to
-- the horizon and for each bracket at most 62 cells; many more fail.
WITH asked_cell AS (
  SELECT 'on' AS dimension, CAST(n AS STRING) AS item, CAST(n AS INTEGER) AS first_n, CAST(n AS INTEGER) AS last_n
  FROM asked.day
  UNION ALL
  SELECT 'on_or_after' AS dimension, CAST(n AS STRING) AS item, CAST(n AS INTEGER) AS first_n, CAST(:horizon AS INTEGER) AS last_n
  FROM asked.day
  WHERE n <= :horizon
  UNION ALL
  SELECT
    'bracket' AS dimension,
    CONCAT(CAST(first_n AS STRING), '-', CAST(last_n AS STRING)) AS item,
    CAST(first_n AS INTEGER) AS first_n,
    CAST(last_n AS INTEGER) AS last_n
  FROM asked.bracket
),
cell AS (
  SELECT
    dimension,
    item,
    first_n,
    last_n,
    CAST(POWER(2, ROW_NUMBER() OVER (ORDER BY dimension, first_n, last_n) - 1) AS BIGINT) AS bit
  FROM asked_cell
),
cell_day AS (
  SELECT cohort_day.dt AS first_dt, counted_day.dt, cell.dimension, cell.item, cell.bit
  FROM gold.counted_day AS cohort_day
  CROSS JOIN cell
  JOIN gold.counted_day AS counted_day
    ON days_between(cohort_day.dt, counted_day.dt) BETWEEN cell.first_n AND cell.last_n
  WHERE cohort_day.dt BETWEEN :from AND :to
),
day_bits AS (
  SELECT first_dt, dt, BIT_OR(bit) AS cells
  FROM cell_day
  GROUP BY first_dt, dt
),
known AS (
  SELECT first_dt, dimension, item, COUNT(*) AS days
  FROM cell_day
  GROUP BY first_dt, dimension, item
),
in_region AS (
  SELECT first_dt, region, COUNT(*) AS profiles
  FROM asked.begun
  WHERE first_dt BETWEEN :from AND :to
  GROUP BY first_dt, region
),
cohort AS (
  SELECT first_dt, region, profiles
  FROM in_region
  UNION ALL
  SELECT first_dt, '*' AS region, SUM(profiles) AS profiles
  FROM in_region
  GROUP BY first_dt
),
again AS (
  SELECT begun.first_dt, begun.region, begun.profile_id, BIT_OR(day_bits.cells) AS cells
  FROM asked.returned AS activity
  JOIN asked.begun AS begun ON begun.profile_id = activity.profile_id
  JOIN day_bits ON day_bits.first_dt = begun.first_dt AND day_bits.dt = activity.dt
  WHERE begun.first_dt BETWEEN :from AND :to
  GROUP BY begun.first_dt, begun.region, begun.profile_id
),
alike AS (
  SELECT first_dt, region, cells, COUNT(*) AS profiles
  FROM again
  GROUP BY first_dt, region, cells
),
retained_in_region AS (
  SELECT alike.first_dt, alike.region, cell.dimension, cell.item, SUM(alike.profiles) AS profiles
  FROM alike
  JOIN cell ON (alike.cells & cell.bit) <> 0
  GROUP BY alike.first_dt, alike.region, cell.dimension, cell.item
),
retained AS (
  SELECT first_dt, region, dimension, item, profiles
  FROM retained_in_region
  UNION ALL
  SELECT first_dt, '*' AS region, dimension, item, SUM(profiles) AS profiles
  FROM retained_in_region
  GROUP BY first_dt, dimension, item
),
figures AS (
  SELECT
    cohort.first_dt AS dt,
    cohort.region,
    cell.dimension,
    cell.item,
    CAST(cohort.profiles AS DOUBLE) AS cohort,
    CAST(COALESCE(retained.profiles, 0) AS DOUBLE) AS retained,
    CASE WHEN known.days = cell.last_n - cell.first_n + 1 THEN 1 ELSE 0 END AS complete
  FROM cohort
  CROSS JOIN cell
  LEFT JOIN known
    ON known.first_dt = cohort.first_dt AND known.dimension = cell.dimension AND known.item = cell.item
  LEFT JOIN retained
    ON retained.first_dt = cohort.first_dt AND retained.region = cohort.region
    AND retained.dimension = cell.dimension AND retained.item = cell.item
)
SELECT
  figures.dt,
  figures.region,
  figures.dimension,
  figures.item,
  given.measure,
  CASE
    WHEN given.measure = 'cohort' THEN figures.cohort
    WHEN given.measure = 'complete' THEN CAST(figures.complete AS DOUBLE)
    WHEN figures.complete = 0 THEN NULL
    WHEN given.measure = 'retained' THEN figures.retained
    ELSE figures.retained / figures.cohort
  END AS value
FROM figures
CROSS JOIN (VALUES ('cohort'), ('retained'), ('rate'), ('complete')) AS given(measure)
