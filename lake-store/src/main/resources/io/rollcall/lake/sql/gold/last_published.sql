-- When a run last published anything; no row before the first.
SELECT MAX(published_at) AS published_at
FROM gold.published
HAVING COUNT(*) > 0
