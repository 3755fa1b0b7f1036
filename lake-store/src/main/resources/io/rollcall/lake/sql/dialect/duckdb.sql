-- Days from one date to another: 0 for the same, negative when the second is the earlier.
CREATE MACRO days_between(first_day, last_day) AS CAST(date_diff('day', first_day, last_day) AS INTEGER);

-- Milliseconds from one time to another: negative when the second is the earlier.
CREATE MACRO millis_between(first_time, second_time) AS CAST(epoch_ms(second_time) - epoch_ms(first_time) AS BIGINT);
