-- How many rows of loaded.title and of silver.title the other does not have.
WITH loaded AS (
  SELECT title_id, name, kind, genre, runtime_sec
  FROM loaded.title
),
known AS (
  SELECT title_id, name, kind, genre, runtime_sec
  FROM silver.title
)
SELECT COUNT(*) AS differences
FROM (
  (SELECT * FROM loaded EXCEPT SELECT * FROM known)
  UNION ALL
  (SELECT * FROM known EXCEPT SELECT * FROM loaded)
) AS difference
