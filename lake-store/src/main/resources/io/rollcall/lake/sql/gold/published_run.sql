-- The runs that are visible: those that the switch names.
SELECT DISTINCT run
FROM gold.published
