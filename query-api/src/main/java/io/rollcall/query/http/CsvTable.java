package io.rollcall.query.http;

import io.rollcall.query.Table;
import java.util.Collection;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** An answer as CSV: a header and a line a row, the columns those of the JSON; quoted as RFC 4180 says. */
final class CsvTable {
    private static final Pattern NEEDS_QUOTES = Pattern.compile("[\",\r\n]");

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
        String text = value.toString();
        return NEEDS_QUOTES.matcher(text).find() ? '"' + text.replace("\"", "\"\"") + '"' : text;
    }
}
