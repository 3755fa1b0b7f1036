-- The metric :metric of the files of sql/day, whose rows asked.day_value has, as the other metrics' files give theirs: of every dt from
-- :from to :to.
SELECT
  dt,
  region,
  '' AS dimension,
  '' AS item,
  CASE WHEN metric = :metric THEN 'value' ELSE SUBSTRING(metric, LENGTH(:metric) + 2) END AS measure,
  value
FROM asked.day_value
WHERE (metric = :metric OR metric LIKE CONCAT(:metric, '.%')) AND dt BETWEEN :from AND :to
