-- Days from one date to another: 0 for the same, negative when the second is the earlier.
CREATE MACRO days_between(first_day, last_day) AS CAST(date_diff('day', first_day, last_day) AS INTEGER);

-- Milliseconds from one time to another: negative when the second is the earlier.
CREATE MACRO millis_between(first_time, second_time) AS CAST(epoch_ms(second_time) - epoch_ms(first_time) AS BIGINT);

-- The text of a JSON object's member of exactly that name, whatever signs the name has; NULL when there is none, and
-- where the document cannot be read, as one with half of a surrogate pair. Numbers and nested values come as the engine writes them.
CREATE MACRO json_text(document, member) AS TRY(json_extract_string(document, '/' || replace(replace(member, '~', '~0'), '/', '~1')));
