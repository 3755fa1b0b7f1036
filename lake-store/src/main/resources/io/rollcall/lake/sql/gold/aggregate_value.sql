-- The values of asked.aggregate in the form of those of computed metrics: they have no dimension and no item.
SELECT
  dt, region, '' AS dimension, '' AS item, metric AS measure, value, status, as_of, definition_version
FROM asked.aggregate
