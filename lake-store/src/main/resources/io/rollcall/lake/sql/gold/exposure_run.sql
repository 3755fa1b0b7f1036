-- Gold: which variants of which experiments every profile saw on the days :from to :to, as the run :run counts it. An exposure that does not
-- say its experiment or its variant is none.
WITH said AS (
  SELECT
    dt,
    profile_id,
    json_text(properties, 'experiment') AS experiment,
    json_text(properties, 'variant') AS variant
  FROM silver.enriched_app_events
  WHERE dt BETWEEN :from AND :to AND event_name = 'experiment_exposure'
)
SELECT DISTINCT dt, CAST(:run AS STRING) AS run, profile_id, experiment, variant
FROM said
WHERE experiment IS NOT NULL AND variant IS NOT NULL
