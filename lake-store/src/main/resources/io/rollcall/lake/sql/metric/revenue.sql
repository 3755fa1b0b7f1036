-- revenue: subscribers and what they pay a month (MRR), at the end of each counted day :from to :to, per region and for all (*), in
-- minor units of each currency. before: the whole history of gold.subscription_state (rows of subscription_state.sql),
-- 29 days of gold.account_day and gold.counted_day; after 0.
--
-- dimension 'currency', item the currency; and 'total', item a currency into which asked.rate (currency, to_currency, rate: minor
-- units of to_currency for one of currency) translates every currency of that day and region; without such rates, no total.
-- In a currency, an account that changes to another has left; in the total it pays more or less than before, or the same.
--   subscribers         accounts that are subscribed; paying_subscribers: those with a price above 0
--   mrr_minor           sum of their prices
--   new_mrr, expansion_mrr, contraction_mrr, churned_mrr, reactivation_mrr   what moved since the end of the day before, by account
--                       and currency: from nothing for the first time, up, down, to nothing, from nothing again. All are 0 or more, and
--                       MRR(t) = MRR(t-1) + new + expansion + reactivation - contraction - churned
--   arm_minor           revenue / average paying memberships / months, of the 30 days that end with dt, which are one month:
--                       every day earns a thirtieth of its MRR, so it is the sum of MRR / the sum of paying subscribers over the days
--   arpu_minor          mrr_minor / accounts active on any of the 30 days that end with dt, in the region, subscribed or not: those
--                       whose last known currency at the end of dt it is ('unknown' for those of which none is known), and in the
--                       total all of them
--   arppu_minor         mrr_minor / paying_subscribers
WITH asked_day AS (
  SELECT dt
  FROM gold.counted_day
  WHERE dt BETWEEN :from AND :to
),
states AS (
  SELECT
    dt,
    account,
    region,
    currency,
    CASE WHEN subscribed THEN 1 ELSE 0 END AS subscribed,
    mrr_minor,
    LAG(currency) OVER (PARTITION BY account ORDER BY dt) AS currency_before,
    COALESCE(LAG(mrr_minor) OVER (PARTITION BY account ORDER BY dt), 0) AS mrr_before,
    COALESCE(
      MAX(mrr_minor) OVER (PARTITION BY account ORDER BY dt ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING),
      0
    ) AS mrr_ever
  FROM gold.subscription_state
  WHERE dt <= :to
),
states_by_currency AS (
  SELECT dt, account, region, currency, subscribed, mrr_minor
  FROM states
  UNION ALL
  SELECT dt, account, region, currency_before, 0, 0
  FROM states
  WHERE currency_before <> currency
),
steps AS (
  SELECT
    dt,
    region,
    currency,
    subscribed,
    mrr_minor AS mrr,
    LAG(subscribed, 1, 0) OVER (PARTITION BY account, currency ORDER BY dt) AS subscribed_before,
    COALESCE(LAG(mrr_minor) OVER (PARTITION BY account, currency ORDER BY dt), 0) AS mrr_before,
    COALESCE(
      MAX(mrr_minor) OVER (PARTITION BY account, currency ORDER BY dt ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING),
      0
    ) AS mrr_ever
  FROM states_by_currency
),
changes AS (
  SELECT
    dt,
    region,
    currency,
    SUM(subscribed - subscribed_before) AS subscribers,
    SUM(CASE WHEN mrr > 0 THEN 1 ELSE 0 END - CASE WHEN mrr_before > 0 THEN 1 ELSE 0 END) AS payers,
    SUM(mrr - mrr_before) AS mrr,
    SUM(CASE WHEN mrr_ever = 0 THEN mrr ELSE 0 END) AS new_mrr,
    SUM(CASE WHEN mrr_ever > 0 AND mrr_before = 0 THEN mrr ELSE 0 END) AS reactivation_mrr,
    SUM(CASE WHEN mrr_before > 0 AND mrr > mrr_before THEN mrr - mrr_before ELSE 0 END) AS expansion_mrr,
    SUM(CASE WHEN mrr > 0 AND mrr < mrr_before THEN mrr_before - mrr ELSE 0 END) AS contraction_mrr,
    SUM(CASE WHEN mrr = 0 THEN mrr_before ELSE 0 END) AS churned_mrr
  FROM steps
  GROUP BY dt, region, currency
),
changes_anywhere AS (
  SELECT
    dt, region, currency, subscribers, payers, mrr, new_mrr, reactivation_mrr, expansion_mrr, contraction_mrr, churned_mrr
  FROM changes
  UNION ALL
  SELECT
    dt, '*', currency, subscribers, payers, mrr, new_mrr, reactivation_mrr, expansion_mrr, contraction_mrr, churned_mrr
  FROM changes
),
-- A change counts on its own day and on all that follow: a level is the sum of the changes so far, and the sum of the levels of
-- 30 days the sum of the changes, each times the days of the 30 on which it counts.
levels AS (
  SELECT
    asked_day.dt,
    change.region,
    change.currency,
    CAST(SUM(change.subscribers) AS DOUBLE) AS subscribers,
    CAST(SUM(change.payers) AS DOUBLE) AS payers,
    CAST(SUM(change.mrr) AS DOUBLE) AS mrr,
    CAST(SUM(change.payers * LEAST(30, days_between(change.dt, asked_day.dt) + 1)) AS DOUBLE) AS payer_days,
    CAST(SUM(change.mrr * LEAST(30, days_between(change.dt, asked_day.dt) + 1)) AS DOUBLE) AS mrr_days,
    CAST(SUM(CASE WHEN change.dt = asked_day.dt THEN change.new_mrr ELSE 0 END) AS DOUBLE) AS new_mrr,
    CAST(SUM(CASE WHEN change.dt = asked_day.dt THEN change.reactivation_mrr ELSE 0 END) AS DOUBLE) AS reactivation_mrr,
    CAST(SUM(CASE WHEN change.dt = asked_day.dt THEN change.expansion_mrr ELSE 0 END) AS DOUBLE) AS expansion_mrr,
    CAST(SUM(CASE WHEN change.dt = asked_day.dt THEN change.contraction_mrr ELSE 0 END) AS DOUBLE) AS contraction_mrr,
    CAST(SUM(CASE WHEN change.dt = asked_day.dt THEN change.churned_mrr ELSE 0 END) AS DOUBLE) AS churned_mrr
  FROM asked_day
  JOIN changes_anywhere AS change ON change.dt <= asked_day.dt
  GROUP BY asked_day.dt, change.region, change.currency
),
by_currency AS (
  SELECT
    dt,
    region,
    'currency' AS dimension,
    currency AS item,
    subscribers,
    payers,
    mrr,
    payer_days,
    mrr_days,
    new_mrr,
    reactivation_mrr,
    expansion_mrr,
    contraction_mrr,
    churned_mrr
  FROM levels
  WHERE subscribers > 0 OR payer_days > 0
),
rates AS (
  SELECT currency, to_currency, MAX(rate) AS rate
  FROM asked.rate
  WHERE currency <> to_currency
  GROUP BY currency, to_currency
  UNION ALL
  SELECT DISTINCT to_currency, to_currency, CAST(1 AS DOUBLE)
  FROM asked.rate
),
-- What an account pays after a day and before it, translated. A rate is missing only where the day has no total, or nothing is paid.
translated AS (
  SELECT
    state.dt,
    state.region,
    wanted.to_currency,
    state.mrr_ever,
    CASE WHEN state.mrr_minor > 0 THEN state.mrr_minor * rate.rate ELSE CAST(0 AS DOUBLE) END AS mrr,
    CASE WHEN state.mrr_before > 0 THEN state.mrr_before * rate_before.rate ELSE CAST(0 AS DOUBLE) END AS mrr_before,
    CASE WHEN state.mrr_minor > 0 THEN 1 ELSE 0 END AS pays,
    CASE WHEN state.mrr_before > 0 THEN 1 ELSE 0 END AS paid
  FROM states AS state
  JOIN asked_day ON asked_day.dt = state.dt
  CROSS JOIN (SELECT DISTINCT to_currency FROM rates) AS wanted
  LEFT JOIN rates AS rate ON rate.currency = state.currency AND rate.to_currency = wanted.to_currency
  LEFT JOIN rates AS rate_before
    ON rate_before.currency = state.currency_before AND rate_before.to_currency = wanted.to_currency
),
movements AS (
  SELECT
    dt,
    region,
    to_currency,
    SUM(CASE WHEN paid = 0 AND mrr_ever = 0 THEN mrr ELSE 0 END) AS new_mrr,
    SUM(CASE WHEN paid = 0 AND mrr_ever > 0 THEN mrr ELSE 0 END) AS reactivation_mrr,
    SUM(CASE WHEN pays = 1 AND paid = 1 AND mrr > mrr_before THEN mrr - mrr_before ELSE 0 END) AS expansion_mrr,
    SUM(CASE WHEN pays = 1 AND paid = 1 AND mrr < mrr_before THEN mrr_before - mrr ELSE 0 END) AS contraction_mrr,
    SUM(CASE WHEN pays = 0 THEN mrr_before ELSE 0 END) AS churned_mrr
  FROM translated
  GROUP BY dt, region, to_currency
),
movements_anywhere AS (
  SELECT dt, region, to_currency, new_mrr, reactivation_mrr, expansion_mrr, contraction_mrr, churned_mrr
  FROM movements
  UNION ALL
  SELECT
    dt,
    '*' AS region,
    to_currency,
    SUM(new_mrr) AS new_mrr,
    SUM(reactivation_mrr) AS reactivation_mrr,
    SUM(expansion_mrr) AS expansion_mrr,
    SUM(contraction_mrr) AS contraction_mrr,
    SUM(churned_mrr) AS churned_mrr
  FROM movements
  GROUP BY dt, to_currency
),
currencies AS (
  SELECT dt, region, COUNT(*) AS currencies
  FROM by_currency
  GROUP BY dt, region
),
levels_in_total AS (
  SELECT
    part.dt,
    part.region,
    rate.to_currency,
    SUM(part.subscribers) AS subscribers,
    SUM(part.payers) AS payers,
    SUM(part.mrr * rate.rate) AS mrr,
    SUM(part.payer_days) AS payer_days,
    SUM(part.mrr_days * rate.rate) AS mrr_days
  FROM by_currency AS part
  JOIN currencies ON currencies.dt = part.dt AND currencies.region = part.region
  JOIN rates AS rate ON rate.currency = part.item
  GROUP BY part.dt, part.region, rate.to_currency
  HAVING COUNT(*) = MAX(currencies.currencies)
),
totals AS (
  SELECT
    level.dt,
    level.region,
    'total' AS dimension,
    level.to_currency AS item,
    level.subscribers,
    level.payers,
    level.mrr,
    level.payer_days,
    level.mrr_days,
    COALESCE(moved.new_mrr, 0) AS new_mrr,
    COALESCE(moved.reactivation_mrr, 0) AS reactivation_mrr,
    COALESCE(moved.expansion_mrr, 0) AS expansion_mrr,
    COALESCE(moved.contraction_mrr, 0) AS contraction_mrr,
    COALESCE(moved.churned_mrr, 0) AS churned_mrr
  FROM levels_in_total AS level
  LEFT JOIN movements_anywhere AS moved
    ON moved.dt = level.dt AND moved.region = level.region AND moved.to_currency = level.to_currency
),
-- The days on which an account was active are the bits of one number, of which bit 0 is :to: there are 62, so the days from :from
-- to :to are 33 at most.
active AS (
  SELECT region, account, BIT_OR(CAST(1 AS BIGINT) << days_between(dt, :to)) AS days
  FROM gold.account_day
  WHERE dt <= :to AND days_between(dt, :from) <= 29
  GROUP BY region, account
),
active_anywhere AS (
  SELECT region, account, days
  FROM active
  UNION ALL
  SELECT '*' AS region, account, BIT_OR(days) AS days
  FROM active
  GROUP BY account
),
active_on AS (
  SELECT asked_day.dt, active_anywhere.region, active_anywhere.account
  FROM active_anywhere
  CROSS JOIN asked_day
  WHERE ((active_anywhere.days >> days_between(asked_day.dt, :to)) & 1073741823) <> 0
),
-- From one day to the one before another an account has the currency that was last said.
known_currency AS (
  SELECT account, currency, dt AS from_dt, LEAD(dt) OVER (PARTITION BY account ORDER BY dt) AS until_dt
  FROM states
  WHERE currency_before IS NULL OR currency_before <> currency
),
active_in_currency AS (
  SELECT
    active_on.dt,
    active_on.region,
    COALESCE(known_currency.currency, 'unknown') AS currency,
    CAST(COUNT(*) AS DOUBLE) AS accounts
  FROM active_on
  LEFT JOIN known_currency
    ON known_currency.account = active_on.account
    AND known_currency.from_dt <= active_on.dt
    AND (known_currency.until_dt IS NULL OR known_currency.until_dt > active_on.dt)
  GROUP BY active_on.dt, active_on.region, COALESCE(known_currency.currency, 'unknown')
),
active_accounts AS (
  SELECT dt, region, 'currency' AS dimension, currency AS item, accounts
  FROM active_in_currency
  UNION ALL
  SELECT active.dt, active.region, 'total' AS dimension, wanted.to_currency AS item, SUM(active.accounts) AS accounts
  FROM active_in_currency AS active
  CROSS JOIN (SELECT DISTINCT to_currency FROM rates) AS wanted
  GROUP BY active.dt, active.region, wanted.to_currency
),
figures AS (
  SELECT * FROM by_currency
  UNION ALL
  SELECT * FROM totals
)
SELECT
  figures.dt,
  figures.region,
  figures.dimension,
  figures.item,
  measure.name AS measure,
  CASE measure.name
    WHEN 'subscribers' THEN figures.subscribers
    WHEN 'paying_subscribers' THEN figures.payers
    WHEN 'mrr_minor' THEN figures.mrr
    WHEN 'new_mrr' THEN figures.new_mrr
    WHEN 'expansion_mrr' THEN figures.expansion_mrr
    WHEN 'contraction_mrr' THEN figures.contraction_mrr
    WHEN 'churned_mrr' THEN figures.churned_mrr
    WHEN 'reactivation_mrr' THEN figures.reactivation_mrr
    WHEN 'arm_minor' THEN figures.mrr_days / NULLIF(figures.payer_days, 0)
    WHEN 'arpu_minor' THEN figures.mrr / NULLIF(active_accounts.accounts, 0)
    WHEN 'arppu_minor' THEN figures.mrr / NULLIF(figures.payers, 0)
  END AS value
FROM figures
LEFT JOIN active_accounts
  ON active_accounts.dt = figures.dt AND active_accounts.region = figures.region
  AND active_accounts.dimension = figures.dimension AND active_accounts.item = figures.item
CROSS JOIN (
  VALUES ('subscribers'), ('paying_subscribers'), ('mrr_minor'), ('new_mrr'), ('expansion_mrr'), ('contraction_mrr'), ('churned_mrr'),
    ('reactivation_mrr'), ('arm_minor'), ('arpu_minor'), ('arppu_minor')
) AS measure(name)
