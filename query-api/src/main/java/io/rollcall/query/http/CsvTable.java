package io.rollcall.query.http;

import io.rollcall.query.answer.Table;
import java.util.Collection;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * An answer as CSV: a header and a line a row, the columns those of the JSON; quoted as RFC 4180 says. Texts come from clients in
 * part, and a spreadsheet runs one that begins like a formula: such a text has an apostrophe before it.
 */
final class CsvTable {
    private static final Pattern NEEDS_QUOTES = Pattern.compile("[\",\r\n]");

    /** What a spreadsheet takes for the beginning of a formula, in full width too, also behind blanks that it leaves out. */
    private static final Pattern FORMULA = Pattern.compile("^\\s*[=+\\-@\uFF1D\uFF0B\uFF0D\uFF20]|^[\t\r]");

    private CsvTable() {}

    static String of(Table answer) {
        StringBuilder table = new StringBuilder(line(answer.columns()));
        answer.rows().forEach(row -> table.append(line(row.values())));
        return table.toString();
    }

    private static String line(Collection<? extends @Nullable Object> cells) {
        return cells.stream().map(CsvTable::cell).collect(Collectors.joining(",", "", "\n"));
    }

    /** What is null in JSON is empty here. */
    private static String cell(@Nullable Object value) {
        if (value == null) {
            return "";
        }
        String text =
                value instanceof CharSequence words && FORMULA.matcher(words).find() ? "'" + words : value.toString();
        return NEEDS_QUOTES.matcher(text).find() ? '"' + text.replace("\"", "\"\"") + '"' : text;
    }
}
