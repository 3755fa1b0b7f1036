-- The published days as they stand: of each the latest row of the switch.
SELECT dt, run, counted_by, status, as_of, published_at
FROM (
  SELECT
    dt, run, counted_by, status, as_of, published_at,
    ROW_NUMBER() OVER (PARTITION BY dt ORDER BY published_at DESC) AS age
  FROM {{ source('gold', 'published') }}
) AS publication
WHERE age = 1
