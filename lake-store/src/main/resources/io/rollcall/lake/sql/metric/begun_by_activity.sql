-- Input of retention.sql: a profile begins on its first active day ever.
SELECT profile_id, first_dt, region
FROM gold.first_day
