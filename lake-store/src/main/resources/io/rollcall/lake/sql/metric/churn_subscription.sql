-- churn_subscription: how many subscribers were lost in the calendar month so far, at the end of each counted day :from to :to, per
-- region and for all (*). before: the whole history of gold.subscription_state (rows of subscription_state.sql); after 0.
--
--   subscribers_at_start   accounts subscribed at the end of the month before
--   cancellations          accounts that were subscribed at the end of a day and not at the end of the next, each time they did so
--   resubscriptions        the way back, of accounts that had been subscribed before
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
    COALESCE(LAG(CASE WHEN subscribed THEN 1 ELSE 0 END) OVER (PARTITION BY account ORDER BY dt), 0) AS subscribed_before,
    COALESCE(
      MAX(CASE WHEN subscribed THEN 1 ELSE 0 END) OVER (
        PARTITION BY account ORDER BY dt ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING
      ),
      0
    ) AS subscribed_ever
  FROM gold.subscription_state
  WHERE dt <= :to
),
changes AS (
  SELECT
    dt,
    region,
    SUM(subscribed - subscribed_before) AS subscribers,
    SUM(CASE WHEN subscribed < subscribed_before THEN 1 ELSE 0 END) AS cancellations,
    SUM(CASE WHEN subscribed > subscribed_before THEN subscribed_ever ELSE 0 END) AS resubscriptions
  FROM states
  GROUP BY dt, region
),
changes_anywhere AS (
  SELECT dt, region, subscribers, cancellations, resubscriptions
  FROM changes
  UNION ALL
  SELECT dt, '*', subscribers, cancellations, resubscriptions
  FROM changes
),
figures AS (
  SELECT
    asked_day.dt,
    change.region,
    CAST(SUM(CASE WHEN change.dt < asked_day.month_start THEN change.subscribers ELSE 0 END) AS DOUBLE) AS subscribers_at_start,
    CAST(SUM(CASE WHEN change.dt >= asked_day.month_start THEN change.cancellations ELSE 0 END) AS DOUBLE) AS cancellations,
    CAST(SUM(CASE WHEN change.dt >= asked_day.month_start THEN change.resubscriptions ELSE 0 END) AS DOUBLE) AS resubscriptions
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
    WHEN 'gross' THEN figures.cancellations / NULLIF(figures.subscribers_at_start, 0)
    WHEN 'net' THEN (figures.cancellations - figures.resubscriptions) / NULLIF(figures.subscribers_at_start, 0)
  END AS value
FROM figures
CROSS JOIN (
  VALUES ('subscribers_at_start'), ('cancellations'), ('resubscriptions'), ('gross'), ('net')
) AS measure(name)
