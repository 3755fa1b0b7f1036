-- The published days from :from to :to as they stood at :as_of: of each the latest row of the switch that was whole by then.
SELECT dt, run, counted_by, status, as_of, published_at, bronze_sequence
FROM (
  SELECT
    dt, run, counted_by, status, as_of, published_at, bronze_sequence,
    ROW_NUMBER() OVER (PARTITION BY dt ORDER BY published_at DESC) AS age
  FROM gold.published
  WHERE dt BETWEEN :from AND :to AND as_of <= :as_of
) AS publication
WHERE age = 1
