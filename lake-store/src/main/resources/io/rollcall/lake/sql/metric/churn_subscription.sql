-- churn_subscription: how many subscribers were lost in the calendar month so far, at the end of each counted day :from to :to, per
-- region and for all (*). before: the whole history of gold.subscription_state (rows of subscription_state.sql); after 0.
--
--   subscribers_at_start   accounts subscribed at the end of the month before
--   cancellations          accounts subscribed at the month's start that were subscribed at the end of a day and not at the end of the
--                          next, each time they did so
--   resubscriptions        the way back, of the same accounts
--   began_and_left         the same as cancellations, of accounts that were not subscribed at the month's start; in no rate
--   gross                  cancellations / subscribers_at_start
--   net                    (cancellations - resubscriptions) / subscribers_at_start; below 0 when more came back than went
-- Both rates are null in a month that began without subscribers.
WITH asked_day AS (
  SELECT dt, CAST(DATE_TRUNC('month', dt) AS DATE) AS month_start
  FROM gold.counted_day
  WHERE dt BETWEEN :from AND :to
),
states AS (
  SELECT
    dt,
    region,
    CASE WHEN subscribed THEN 1 ELSE 0 END AS subscribed,
    account,
    COALESCE(LAG(CASE WHEN subscribed THEN 1 ELSE 0 END) OVER (PARTITION BY account ORDER BY dt), 0) AS subscribed_before
  FROM gold.subscription_state
  WHERE dt <= :to
),
-- Of every month in which something of an account changed, whether it was subscribed when the month began.
in_month AS (
  SELECT
    dt,
    region,
    subscribed,
    subscribed_before,
    FIRST_VALUE(subscribed_before) OVER (PARTITION BY account, CAST(DATE_TRUNC('month', dt) AS DATE) ORDER BY dt) AS at_start
  FROM states
),
changes AS (
  SELECT
    dt,
    region,
    SUM(subscribed - subscribed_before) AS subscribers,
    SUM(CASE WHEN subscribed < subscribed_before THEN at_start ELSE 0 END) AS cancellations,
    SUM(CASE WHEN subscribed > subscribed_before THEN at_start ELSE 0 END) AS resubscriptions,
    SUM(CASE WHEN subscribed < subscribed_before THEN 1 - at_start ELSE 0 END) AS began_and_left
  FROM in_month
  GROUP BY dt, region
),
changes_anywhere AS (
  SELECT dt, region, subscribers, cancellations, resubscriptions, began_and_left
  FROM changes
  UNION ALL
  SELECT dt, '*', subscribers, cancellations, resubscriptions, began_and_left
  FROM changes
),
figures AS (
  SELECT
    asked_day.dt,
    change.region,
    CAST(SUM(CASE WHEN change.dt < asked_day.month_start THEN change.subscribers ELSE 0 END) AS DOUBLE) AS subscribers_at_start,
    CAST(SUM(CASE WHEN change.dt >= asked_day.month_start THEN change.cancellations ELSE 0 END) AS DOUBLE) AS cancellations,
    CAST(SUM(CASE WHEN change.dt >= asked_day.month_start THEN change.resubscriptions ELSE 0 END) AS DOUBLE) AS resubscriptions,
    CAST(SUM(CASE WHEN change.dt >= asked_day.month_start THEN change.began_and_left ELSE 0 END) AS DOUBLE) AS began_and_left
  FROM asked_day
  JOIN changes_anywhere AS change ON change.dt <= asked_day.dt
  GROUP BY asked_day.dt, change.region
)
SELECT
  figures.dt,
  figures.region,
  'subscription' AS dimension,
  '' AS item,
  measure.name AS measure,
  CASE measure.name
    WHEN 'subscribers_at_start' THEN figures.subscribers_at_start
    WHEN 'cancellations' THEN figures.cancellations
    WHEN 'resubscriptions' THEN figures.resubscriptions
    WHEN 'began_and_left' THEN figures.began_and_left
    WHEN 'gross' THEN figures.cancellations / NULLIF(figures.subscribers_at_start, 0)
    WHEN 'net' THEN (figures.cancellations - figures.resubscriptions) / NULLIF(figures.subscribers_at_start, 0)
  END AS value
FROM figures
CROSS JOIN (
  VALUES ('subscribers_at_start'), ('cancellations'), ('resubscriptions'), ('began_and_left'), ('gross'), ('net')
) AS measure(name)
