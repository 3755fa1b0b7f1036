-- Input of adoption.sql: a feature is a value of the property :property of the events :event_name.
SELECT dt, region, profile_id, json_text(properties, :property) AS feature
FROM silver.enriched_app_events
WHERE active AND event_name = :event_name AND properties IS NOT NULL
