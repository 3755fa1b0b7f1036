-- Days from one date to another: 0 for the same, negative when the second is the earlier.
CREATE MACRO days_between(first_day, last_day) AS CAST(date_diff('day', first_day, last_day) AS INTEGER);

-- Milliseconds from one time to another: negative when the second is the earlier.
CREATE MACRO millis_between(first_time, second_time) AS CAST(epoch_ms(second_time) - epoch_ms(first_time) AS BIGINT);

-- A JSON document in which each half of a surrogate pair is U+FFFD; the engine would refuse the whole document for it. A backslash
-- that stands for itself and whole pairs are put aside meanwhile, as control characters: those no document holds as they are.
CREATE MACRO whole_json(document) AS CASE
  WHEN strpos(document, '\u') = 0 THEN document
  ELSE replace(
    replace(
      regexp_replace(
        regexp_replace(
          replace(document, '\\', chr(1)),
          '\\u([dD][89abAB][0-9a-fA-F]{2})\\u([dD][c-fC-F][0-9a-fA-F]{2})',
          chr(2) || '\1' || chr(2) || '\2',
          'g'
        ),
        '\\u[dD][89a-fA-F][0-9a-fA-F]{2}',
        '�',
        'g'
      ),
      chr(2),
      '\u'
    ),
    chr(1),
    '\\'
  )
END;

-- The text of a JSON object's member of exactly that name, whatever signs the name has; NULL when there is none, and
-- where the document cannot be read. Numbers and nested values come as the engine writes them.
CREATE MACRO json_text(document, member) AS TRY(json_extract_string(whole_json(document), '/' || replace(replace(member, '~', '~0'), '/', '~1')));
