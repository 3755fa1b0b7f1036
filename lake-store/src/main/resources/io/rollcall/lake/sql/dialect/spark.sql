-- Days from one date to another: 0 for the same, negative when the second is the earlier.
CREATE TEMPORARY FUNCTION days_between(first_day DATE, last_day DATE) RETURNS INT RETURN datediff(last_day, first_day);

-- Milliseconds from one time to another: negative when the second is the earlier.
CREATE TEMPORARY FUNCTION millis_between(first_time TIMESTAMP, second_time TIMESTAMP) RETURNS BIGINT RETURN unix_millis(second_time) - unix_millis(first_time);

-- A JSON document in which each half of a surrogate pair is U+FFFD, as in duckdb.sql.
CREATE TEMPORARY FUNCTION whole_json(document STRING) RETURNS STRING RETURN CASE
  WHEN locate(r'\u', document) = 0 THEN document
  ELSE replace(
    replace(
      regexp_replace(
        regexp_replace(
          replace(document, r'\\', char(1)),
          r'\\u([dD][89abAB][0-9a-fA-F]{2})\\u([dD][c-fC-F][0-9a-fA-F]{2})',
          concat(char(2), '$1', char(2), '$2')
        ),
        r'\\u[dD][89a-fA-F][0-9a-fA-F]{2}',
        '�'
      ),
      char(2),
      r'\u'
    ),
    char(1),
    r'\\'
  )
END;

-- The text of a JSON object's member of exactly that name, whatever signs the name has; NULL when there is none. Numbers
-- and nested values come as the engine writes them.
CREATE TEMPORARY FUNCTION json_text(document STRING, member STRING) RETURNS STRING RETURN try_element_at(from_json(whole_json(document), 'MAP<STRING, STRING>'), member);
