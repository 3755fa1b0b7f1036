-- The metric sessions with a column for each of its measures.
SELECT
  dt,
  region,
  CAST(MAX(CASE WHEN measure = 'sessions' THEN value END) AS BIGINT) AS sessions,
  CAST(MAX(CASE WHEN measure = 'profiles' THEN value END) AS BIGINT) AS profiles,
  MAX(CASE WHEN measure = 'sessions_per_profile' THEN value END) AS sessions_per_profile,
  MAX(CASE WHEN measure = 'duration_mean_sec' THEN value END) AS duration_mean_sec,
  MAX(CASE WHEN measure = 'duration_p50_sec' THEN value END) AS duration_p50_sec,
  MAX(CASE WHEN measure = 'duration_p95_sec' THEN value END) AS duration_p95_sec,
  CAST(MAX(CASE WHEN measure = 'zero_length_sessions' THEN value END) AS BIGINT) AS zero_length_sessions,
  MAX(status) AS status,
  MAX(as_of) AS as_of
FROM gold.metric_value
WHERE metric = 'sessions'
GROUP BY dt, region
