-- Gold: what the days :from to :to say about subscriptions, as the run :run counts it. A row for each `subscription_change` that says a
-- known kind; its account is account_id, or the profile where there is none. A price is a whole number of minor
-- units a month from 0 to a thousand million; one that is not, and a currency that is missing, is null: the last one known goes on.
WITH said AS (
  SELECT
    dt,
    account_id,
    profile_id,
    region,
    event_time,
    kafka_partition,
    kafka_offset,
    json_text(properties, 'kind') AS kind,
    json_text(properties, 'plan') AS plan,
    json_text(properties, 'price') AS price,
    NULLIF(UPPER(json_text(properties, 'currency')), '') AS currency
  FROM silver.enriched_app_events
  WHERE dt BETWEEN :from AND :to AND event_name = 'subscription_change'
),
priced AS (
  SELECT
    dt,
    account_id,
    profile_id,
    region,
    event_time,
    kafka_partition,
    kafka_offset,
    kind,
    plan,
    currency,
    CASE WHEN TRANSLATE(price, '0123456789.eE+-', '') = '' THEN TRY_CAST(price AS DOUBLE) END AS price
  FROM said
  WHERE kind IN ('start', 'upgrade', 'downgrade', 'cancel', 'reactivate')
)
SELECT
  dt,
  CAST(:run AS STRING) AS run,
  CASE WHEN account_id IS NULL THEN CONCAT('profile ', CAST(profile_id AS STRING)) ELSE CAST(account_id AS STRING) END AS account,
  region,
  kind,
  plan,
  CASE WHEN price BETWEEN 0 AND 1000000000 AND price = FLOOR(price) THEN CAST(price AS BIGINT) END AS price_minor,
  currency,
  event_time,
  kafka_partition,
  kafka_offset,
  profile_id
FROM priced
