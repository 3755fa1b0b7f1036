-- Input of revenue and churn_subscription: every account at the end of each day on which its subscription changed, from the
-- whole history in gold.subscription_change (of all counted days).
--
-- An account is subscribed unless its last change is a cancel, whatever came before: an upgrade without a start begins a
-- subscription, a second cancel changes nothing. It pays the price last said by a change that was no cancel, in the
-- currency last said by one, 0 and 'unknown' when none has said any. Its region is that of its first change, for good: the movement
-- of a region then adds up. Changes are in the order of their time; those of the same time, of their place on the log, which is
-- that of the file or of the sender that they came from: a start and a cancel of one second say nothing of their order themselves.
WITH ordered AS (
  SELECT
    dt,
    account,
    region,
    kind,
    CASE WHEN kind <> 'cancel' THEN price_minor END AS price_minor,
    CASE WHEN kind <> 'cancel' THEN currency END AS currency,
    ROW_NUMBER() OVER (PARTITION BY account ORDER BY event_time, kafka_partition, kafka_offset) AS place
  FROM gold.subscription_change
),
numbered AS (
  SELECT
    dt,
    account,
    kind,
    price_minor,
    currency,
    place,
    FIRST_VALUE(region) OVER (PARTITION BY account ORDER BY place) AS region,
    COUNT(price_minor) OVER (PARTITION BY account ORDER BY place) AS price_number,
    COUNT(currency) OVER (PARTITION BY account ORDER BY place) AS currency_number,
    ROW_NUMBER() OVER (PARTITION BY account, dt ORDER BY place DESC) AS place_from_last
  FROM ordered
),
known AS (
  SELECT
    dt,
    account,
    region,
    kind,
    place_from_last,
    MAX(price_minor) OVER (PARTITION BY account, price_number) AS price_minor,
    MAX(currency) OVER (PARTITION BY account, currency_number) AS currency
  FROM numbered
)
SELECT
  dt,
  account,
  region,
  kind <> 'cancel' AS subscribed,
  COALESCE(currency, 'unknown') AS currency,
  CASE WHEN kind <> 'cancel' THEN COALESCE(price_minor, 0) ELSE 0 END AS mrr_minor
FROM known
WHERE place_from_last = 1
