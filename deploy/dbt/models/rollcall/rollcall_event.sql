-- The events of published days, each once.
SELECT
  event.dt,
  event.event_time,
  event.event_name,
  event.profile_id,
  event.account_id,
  event.region,
  event.continent,
  event.platform,
  event.title_id,
  event.title_name,
  event.duration_sec,
  event.properties,
  published.status
FROM {{ source('silver', 'enriched_app_events') }} AS event
JOIN {{ ref('rollcall_published') }} AS published ON published.dt = event.dt
