package io.rollcall.standalone.ask;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.List;
import java.util.stream.IntStream;

/** Cells as a table for the terminal: numbers to the right, texts to the left, a dash for what is null. */
final class TextTable {
    /** A cell is cut to this; CSV and JSON have it whole. */
    private static final int MOST_CHARS = 60;

    private TextTable() {}

    static String of(List<String> names, List<List<JsonNode>> rows) {
        int[] widths = names.stream().mapToInt(String::length).toArray();
        rows.forEach(row -> IntStream.range(0, widths.length)
                .forEach(column -> widths[column] =
                        Math.max(widths[column], cell(row.get(column)).length())));
        StringBuilder table = new StringBuilder();
        boolean[] isNumber = new boolean[widths.length];
        for (int column = 0; column < widths.length; column++) {
            int at = column;
            isNumber[column] = !rows.isEmpty()
                    && rows.stream()
                            .allMatch(
                                    row -> row.get(at).isNumber() || row.get(at).isNull());
        }
        append(table, names, widths, isNumber);
        rows.forEach(row -> append(table, row.stream().map(TextTable::cell).toList(), widths, isNumber));
        return table.toString();
    }

    private static void append(StringBuilder table, List<String> cells, int[] widths, boolean[] isNumber) {
        StringBuilder line = new StringBuilder();
        for (int column = 0; column < widths.length; column++) {
            String padding = " ".repeat(widths[column] - cells.get(column).length());
            line.append(isNumber[column] ? padding + cells.get(column) : cells.get(column) + padding)
                    .append("  ");
        }
        table.append(line.toString().stripTrailing()).append('\n');
    }

    /** Texts come from clients in part: what would move the cursor, or colour the rest, is shown as a question mark. */
    private static String cell(JsonNode value) {
        if (value.isNull() || value.isMissingNode()) {
            return "-";
        }
        String text = value.isNumber() ? plain(value) : value.asText().replaceAll("\\p{Cntrl}", "?");
        return text.length() > MOST_CHARS ? text.substring(0, MOST_CHARS - 1) + "\u2026" : text;
    }

    /** Small shares are read beside larger ones: none of them has an exponent. */
    private static String plain(JsonNode number) {
        return number.isIntegralNumber() ? number.asText() : new BigDecimal(number.asText()).toPlainString();
    }
}
