-- Some of the ids that loaded.title has more than once, 'none' among them where a row has none.
SELECT COALESCE(CAST(title_id AS STRING), 'none') AS title_id
FROM loaded.title
GROUP BY title_id
HAVING COUNT(*) > 1 OR title_id IS NULL
LIMIT 5
