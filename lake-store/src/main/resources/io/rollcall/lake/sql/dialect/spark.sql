-- Days from one date to another: 0 for the same, negative when the second is the earlier.
CREATE TEMPORARY FUNCTION days_between(first_day DATE, last_day DATE) RETURNS INT RETURN datediff(last_day, first_day);

-- Milliseconds from one time to another: negative when the second is the earlier.
CREATE TEMPORARY FUNCTION millis_between(first_time TIMESTAMP, second_time TIMESTAMP) RETURNS BIGINT RETURN unix_millis(second_time) - unix_millis(first_time);

-- The text of a JSON object's member of exactly that name, whatever signs the name has; NULL when there is none. Numbers
-- and nested values come as the engine writes them.
CREATE TEMPORARY FUNCTION json_text(document STRING, member STRING) RETURNS STRING RETURN try_element_at(from_json(document, 'MAP<STRING, STRING>'), member);
